import type { Cluster } from '../core/cluster/cluster';
import { originOf } from '../core/cluster/origin';
import { useText } from './useText';

/** Who made a cluster, in the user's language. */
export function useOrigin() {
  const t = useText();

  return {
    /** Why this extension leaves a cluster as it is; undefined if it made it. */
    reasonNotToChange(cluster: Cluster): string | undefined {
      const { code, name } = originOf(cluster);

      return code === 'managed' ? undefined : t(`cassandra.action.madeBy.${ code }`, { name });
    },
  };
}
