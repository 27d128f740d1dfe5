import { PRODUCT, ROUTES } from './names';

const meta = { product: PRODUCT };

/** The pages, each loaded when it is first opened. `create` stands before the page of a cluster: both could match. */
export const routes = [
  { name: ROUTES.clusters, path: '/c/:cluster/cassandra/clusters', component: () => import('./pages/ClusterList.vue'), meta },
  { name: ROUTES.create, path: '/c/:cluster/cassandra/clusters/create', component: () => import('./pages/ClusterNew.vue'), meta },
  { name: ROUTES.cluster, path: '/c/:cluster/cassandra/clusters/:namespace/:id', component: () => import('./pages/ClusterDetail.vue'), meta },
  { name: ROUTES.edit, path: '/c/:cluster/cassandra/clusters/:namespace/:id/edit', component: () => import('./pages/ClusterEdit.vue'), meta },
].map((route) => ({ parent: 'default', route }));
