import type { RouteLocationRaw } from 'vue-router';
import { PRODUCT, ROUTES } from '../names';

/** Where the pages are, within the Kubernetes cluster `clusterId`. */
export function links(clusterId: string) {
  const base = { cluster: clusterId, product: PRODUCT };

  return {
    clusters: { name: ROUTES.clusters, params: base } satisfies RouteLocationRaw,
    create:   { name: ROUTES.create, params: base } satisfies RouteLocationRaw,
    cluster:  ({ namespace, name }: { namespace: string; name: string }) => ({ name: ROUTES.cluster, params: { ...base, namespace, id: name } }) satisfies RouteLocationRaw,
  };
}
