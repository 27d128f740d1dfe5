import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Pod } from 'kubernetes-types/core/v1';
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { findClusters } from '../core/cluster/cluster';
import { list } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';

/**
 * The pods of those clusters that cannot be judged without them: whether nodes that are not ready are still starting
 * or have failed. Only these are read, when their StatefulSet changes; a list that kept all pods of a Kubernetes
 * cluster live would weigh more than everything else on the page.
 */
export function useUnsettledPods(context: ClusterContext, statefulSets: ComputedRef<StatefulSet[]>): Readonly<ShallowRef<Pod[]>> {
  const pods = shallowRef<Pod[]>([]);

  const unsettled = computed(() => findClusters(statefulSets.value)
    .filter(({ state }) => state === 'unavailable' || state === 'degraded')
    .flatMap(({ members }) => members.map(({ statefulSet }) => statefulSet)));
  const version = computed(() => unsettled.value.map(({ metadata }) => `${ metadata?.uid }@${ metadata?.resourceVersion }`).join(' '));

  watch(version, async(_new, _old, onCleanup) => {
    let current = true;

    onCleanup(() => {
      current = false;
    });
    const lists = await Promise.allSettled(unsettled.value.map((statefulSet) => podsBySelector(context, statefulSet)));

    // Pods that may not be read are done without: the state is then the more careful one.
    if (current) {
      pods.value = lists.flatMap((result) => result.status === 'fulfilled' ? result.value : []);
    }
  }, { immediate: true });

  return pods;
}

function podsBySelector(context: ClusterContext, { metadata, spec }: StatefulSet): Promise<Pod[]> {
  const labelSelector = Object.entries(spec?.selector.matchLabels ?? {}).map(([key, value]) => `${ key }=${ value }`).join(',');

  return list<Pod>(context, { apiVersion: 'v1', kind: 'Pod', namespace: metadata?.namespace }, { labelSelector });
}
