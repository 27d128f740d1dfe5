import type { PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1';
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { findClusters, podsOf, type Cluster } from '../core/cluster/cluster';
import { byOrdinal } from '../core/cluster/pods';
import type { ClusterContext } from '../rancher/store';
import { useLive, type Live } from './useLive';

export interface ClusterView {
  namespace: string;
  cluster: ComputedRef<Cluster | undefined>;
  /** Of all members, by ordinal. */
  pods: ComputedRef<Pod[]>;
  /** Empty if the user may not read them. */
  claims: ComputedRef<PersistentVolumeClaim[]>;
  /** The StatefulSets decide whether there is a page; `podState` only whether its tables have something to show. */
  state: Live<unknown>['state'];
  message: Live<unknown>['message'];
  podState: Live<unknown>['state'];
  podMessage: Live<unknown>['message'];
  /** It was here while the page was open. */
  seen: Readonly<Ref<boolean>>;
  load(): Promise<void>;
}

/**
 * One cluster with all that Kubernetes knows of it, live.
 *
 * @param name of the cluster, or of one of its StatefulSets
 */
export function useCluster(context: ClusterContext, namespace: string, name: string): ClusterView {
  const sets = useLive(context, 'apps.statefulset', { namespace });
  const pods = useLive(context, 'pod', { namespace });
  const claims = useLive(context, 'persistentvolumeclaim', { namespace });
  const seen = ref(false);

  const cluster = computed(() => {
    const clusters = findClusters(sets.items.value, pods.items.value);

    return clusters.find((one) => one.name === name) ?? clusters.find(({ members }) => members.some((member) => member.name === name));
  });
  const own = computed(() => (cluster.value?.members ?? []).flatMap(({ statefulSet }) => podsOf(statefulSet, pods.items.value).sort(byOrdinal)));

  watch(cluster, (found) => {
    seen.value ||= found !== undefined;
  }, { immediate: true });

  return {
    namespace,
    cluster,
    pods:       own,
    claims:     claims.items,
    state:      sets.state,
    message:    sets.message,
    podState:   pods.state,
    podMessage: pods.message,
    seen,
    async load() {
      await Promise.all([sets.load(), pods.load(), claims.load()]);
    },
  };
}
