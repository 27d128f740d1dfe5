import { computed, type ComputedRef } from 'vue';
import { useStore } from 'vuex';
import { findClusters, type Cluster } from '../core/cluster/cluster';
import { useContext } from './useContext';
import { useUnsettledPods } from './useUnsettledPods';
import { useLive, type Live } from './useLive';

export interface Clusters extends Pick<Live<unknown>, 'state' | 'message' | 'load'> {
  /** Those in the namespaces that the header's filter lets through. */
  clusters: ComputedRef<Cluster[]>;
  /** How many the filter hides. */
  hidden: ComputedRef<number>;
}

/** All Cassandra clusters of this Kubernetes that the user may see, live. */
export function useClusters(): Clusters {
  const store = useStore();
  const context = useContext();
  const { items, state, message, load } = useLive(context, 'apps.statefulset');
  const pods = useUnsettledPods(context, items);
  const all = computed(() => findClusters(items.value, pods.value));
  const clusters = computed(() => {
    const shown: Record<string, unknown> = store.getters.namespaces();

    return all.value.filter(({ namespace }) => shown[namespace]);
  });

  return {
    clusters, state, message, load, hidden: computed(() => all.value.length - clusters.value.length)
  };
}
