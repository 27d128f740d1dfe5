import { groupBy } from '../../../group-by';
import { podsOf } from '../../cluster';
import type { Check } from '../finding';

/** One machine takes two replicas along, unless both nodes are of one rack among several: replicas go to different racks. */
export const sharedHost: Check = {
  code: 'sharedHost',
  find({ cluster, pods }) {
    const placed = cluster.members.flatMap(({ rack, statefulSet }) => podsOf(statefulSet, pods).flatMap(({ metadata, spec }) => spec?.nodeName ? [{ host: spec.nodeName, pod: metadata?.name ?? '', rack }] : []));

    return [...groupBy(placed, ({ host }) => host)]
      .filter(([, on]) => on.length > 1 && (cluster.racks.length < 2 || new Set(on.map(({ rack }) => rack)).size > 1))
      .map(([host, on]) => ({
        severity: 'warning',
        subject:  host,
        args:     { host, nodes: on.length },
        evidence: on.map(({ pod }) => `Pod ${ pod }: spec.nodeName: ${ host }`),
      }));
  },
};
