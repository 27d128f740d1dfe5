import { useRoute } from 'vue-router';
import { useStore } from 'vuex';
import type { ClusterContext } from '../rancher/store';

/** The Kubernetes cluster of this page. A page lives in one cluster: the route to another one makes a new page. */
export function useContext(): ClusterContext {
  return { store: useStore(), clusterId: String(useRoute().params.cluster) };
}
