import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Pod } from 'kubernetes-types/core/v1';
import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef } from 'vue';
import { findClusters } from '../core/cluster/cluster';
import { byOrdinal } from '../core/cluster/pods';
import { KubeError, list } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';
import { readPodsOf } from './readPodsOf';
import type { ClusterView } from './useCluster';
import { useLive, type LoadState } from './useLive';

const EVERY_MS = 15_000;

/**
 * The cluster that a StatefulSet on a page of the host's own is a member of. StatefulSets and pods are read by requests
 * of our own, whenever that StatefulSet changes and from time to time: those in the host's store are what its page shows,
 * and a list of ours would take them away from it.
 */
export function useHostCluster(context: ClusterContext, statefulSet: ComputedRef<StatefulSet>): ClusterView {
  const { name = '', namespace = '' } = statefulSet.value.metadata ?? {};
  const claims = useLive(context, 'persistentvolumeclaim', { namespace });
  const sets = shallowRef<StatefulSet[]>([]);
  const pods = shallowRef<Pod[]>([]);
  const state = ref<LoadState>('loading');
  const message = ref('');
  const podState = ref<LoadState>('loading');
  const podMessage = ref('');
  let busy = false;
  let again = false;
  let disposed = false;

  const find = (ofSets: readonly StatefulSet[], ofPods: readonly Pod[]) => findClusters(ofSets, ofPods).find(({ members }) => members.some((member) => member.name === name));
  const cluster = computed(() => find(sets.value, pods.value));

  async function read(): Promise<void> {
    try {
      sets.value = await list<StatefulSet>(context, { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace });
      state.value = 'ready';
    } catch (thrown) {
      // What is known stays to be seen.
      if (!cluster.value) {
        [state.value, message.value] = failure(thrown);
      }

      return;
    }
    try {
      const lists = await Promise.all((find(sets.value, [])?.members ?? []).map((member) => readPodsOf(context, member.statefulSet)));

      pods.value = lists.flatMap((some) => some.sort(byOrdinal));
      podState.value = 'ready';
    } catch (thrown) {
      if (podState.value !== 'ready') {
        [podState.value, podMessage.value] = failure(thrown);
      }
    }
  }

  async function load(): Promise<void> {
    again = busy;
    if (busy) {
      return;
    }
    busy = true;
    await read();
    busy = false;
    if (again && !disposed) {
      await load();
    }
  }

  const timer = setInterval(() => {
    if (!document.hidden) {
      load();
    }
  }, EVERY_MS);

  watch(() => statefulSet.value.metadata?.resourceVersion, load, { immediate: true });
  onScopeDispose(() => {
    disposed = true;
    clearInterval(timer);
  });

  return {
    namespace,
    cluster,
    pods:   computed(() => pods.value),
    claims: claims.items,
    state,
    message,
    podState,
    podMessage,
    seen:   computed(() => cluster.value !== undefined),
    load,
  };
}

function failure(thrown: unknown): [LoadState, string] {
  return [thrown instanceof KubeError && thrown.status === 403 ? 'denied' : 'error', thrown instanceof Error ? thrown.message : String(thrown)];
}
