import type { StatefulSet } from 'kubernetes-types/apps/v1';
import { ref, type Ref } from 'vue';
import { ANNOTATION_CASSANDRA } from '../core/cluster/labels';
import { mayAll, type Verdict } from '../rancher/access';
import { growlDone, growlFailed } from '../rancher/growl';
import { patch } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';
import { useText } from './useText';

/** What a person says of a StatefulSet: that it is Cassandra, that it is not, or (again) nothing. */
export type Declaration = 'yes' | 'no' | 'none';

/** `null` takes the annotation away. */
const ANNOTATION: Readonly<Record<Declaration, string | null>> = { yes: 'true', no: 'false', none: null };

export interface Declarer {
  busy: Readonly<Ref<boolean>>;
  /** May the user say it? Yes when that cannot be asked: then the API server decides on the real request. */
  ask(statefulSets: readonly StatefulSet[]): Promise<Verdict>;
  /**
   * Writes it into an annotation of the StatefulSets themselves, so that no pod restarts. What came of it is told by a
   * growl.
   *
   * @param name of what it is about, for that
   * @returns whether it is written
   */
  declare(name: string, statefulSets: readonly StatefulSet[], declaration: Declaration): Promise<boolean>;
}

export function useDeclaration(context: ClusterContext): Declarer {
  const t = useText();
  const busy = ref(false);

  async function declare(name: string, statefulSets: readonly StatefulSet[], declaration: Declaration): Promise<boolean> {
    busy.value = true;
    try {
      for (const { metadata } of statefulSets) {
        await patch(context, {
          apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: metadata?.namespace, name: metadata?.name ?? ''
        }, { metadata: { annotations: { [ANNOTATION_CASSANDRA]: ANNOTATION[declaration] } } });
      }
      await growlDone(context.store, t(`cassandra.declare.done.${ declaration }`, { name }), t('cassandra.declare.undo'));

      return true;
    } catch (thrown) {
      await growlFailed(context.store, t('cassandra.declare.failed', { name }), thrown);

      return false;
    } finally {
      busy.value = false;
    }
  }

  return {
    busy,
    ask: (statefulSets) => mayAll(context, statefulSets.map(({ metadata }) => ({
      verb: 'patch', group: 'apps', resource: 'statefulsets', namespace: metadata?.namespace, name: metadata?.name
    }))).catch(() => ({ allowed: true })),
    declare,
  };
}
