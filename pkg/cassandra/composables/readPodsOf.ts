import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Pod } from 'kubernetes-types/core/v1';
import { podsOf } from '../core/cluster/cluster';
import { list } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';

/** Reads the pods of one StatefulSet, once: for a list, which must not keep the pods of all Kubernetes live. */
export async function readPodsOf(context: ClusterContext, statefulSet: StatefulSet): Promise<Pod[]> {
  const { metadata, spec } = statefulSet;
  const labelSelector = Object.entries(spec?.selector.matchLabels ?? {}).map(([key, value]) => `${ key }=${ value }`).join(',');

  return podsOf(statefulSet, await list<Pod>(context, { apiVersion: 'v1', kind: 'Pod', namespace: metadata?.namespace }, { labelSelector }));
}
