import { computed, type ComputedRef } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import { storageOf, type Storage } from '../core/cluster/storage';
import type { ClusterContext } from '../rancher/store';
import type { ClusterView } from './useCluster';
import { useLive, type Live } from './useLive';
import type { RingState } from './useRing';
import { useVolumeStats, type VolumeStats } from './useVolumeStats';

export interface StorageState {
  storage: ComputedRef<Storage>;
  claimState: Live<unknown>['state'];
  claimMessage: Live<unknown>['message'];
  /** What is in no namespace is often denied: then there is less to tell. */
  volumeState: Live<unknown>['state'];
  classState: Live<unknown>['state'];
  stats: VolumeStats;
  load(): Promise<void>;
}

/** The volumes of a cluster, live. */
export function useStorage(context: ClusterContext, cluster: ComputedRef<Cluster>, { pods }: Pick<ClusterView, 'pods'>, ring: Pick<RingState, 'reading'>): StorageState {
  const { namespace } = cluster.value;
  const claims = useLive(context, 'persistentvolumeclaim', { namespace });
  const volumes = useLive(context, 'persistentvolume');
  const classes = useLive(context, 'storage.k8s.io.storageclass');
  const stats = useVolumeStats(context, namespace, computed(() => pods.value.flatMap(({ spec }) => spec?.nodeName ?? [])));

  return {
    storage: computed(() => storageOf({
      cluster:  cluster.value,
      pods:     pods.value,
      claims:   claims.items.value,
      volumes:  volumes.items.value,
      classes:  classes.items.value,
      ring:     ring.reading.value,
      measured: stats.measured.value,
    })),
    claimState:   claims.state,
    claimMessage: claims.message,
    volumeState:  volumes.state,
    classState:   classes.state,
    stats,
    load:         claims.load,
  };
}
