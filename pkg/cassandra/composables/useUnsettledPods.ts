import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Pod } from 'kubernetes-types/core/v1';
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { findClusters } from '../core/cluster/cluster';
import type { ClusterContext } from '../rancher/store';
import { atMost } from './atMost';
import { readPodsOf } from './readPodsOf';

/** When a Kubernetes node is lost, many clusters are unsettled at once. */
const REQUESTS_AT_ONCE = 4;

/**
 * The pods of those clusters that cannot be judged without them: whether nodes that are not ready are still starting
 * or have failed. Only these are read, and again when their StatefulSet changes; a list that kept all pods of a
 * Kubernetes cluster live would weigh more than everything else on the page.
 */
export function useUnsettledPods(context: ClusterContext, statefulSets: ComputedRef<StatefulSet[]>): Readonly<ShallowRef<Pod[]>> {
  const pods = shallowRef<Pod[]>([]);
  const inTurn = atMost(REQUESTS_AT_ONCE);
  let known = new Map<string, Promise<Pod[]>>();

  const unsettled = computed(() => new Map(findClusters(statefulSets.value)
    .filter(({ state }) => state === 'unavailable' || state === 'degraded')
    .flatMap(({ members }) => members.map(({ statefulSet }) => [versionOf(statefulSet), statefulSet] as const))));
  const versions = computed(() => [...unsettled.value.keys()].join(' '));

  watch(versions, async(_new, _old, onCleanup) => {
    let current = true;

    onCleanup(() => {
      current = false;
    });
    // Pods that may not be read are done without: the state is then the more careful one.
    known = new Map([...unsettled.value].map(([version, statefulSet]) => [version, known.get(version) ?? inTurn(() => readPodsOf(context, statefulSet)).catch(() => [])]));
    const lists = await Promise.all(known.values());

    if (current) {
      pods.value = lists.flat();
    }
  }, { immediate: true });

  return pods;
}

function versionOf({ metadata }: StatefulSet): string {
  return `${ metadata?.uid }@${ metadata?.resourceVersion }`;
}
