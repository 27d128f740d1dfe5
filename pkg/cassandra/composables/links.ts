import type { RouteLocationRaw } from 'vue-router';
import type { OperationKind } from '../core/operations/intent';
import { PRODUCT, ROUTES } from '../names';

interface Place {
  namespace: string;
  name: string;
}

/** Where the pages are, within the Kubernetes cluster `clusterId`. */
export function links(clusterId: string) {
  const base = { cluster: clusterId, product: PRODUCT };

  return {
    clusters: { name: ROUTES.clusters, params: base } satisfies RouteLocationRaw,
    create:   { name: ROUTES.create, params: base } satisfies RouteLocationRaw,
    cluster:  ({ namespace, name }: Place) => ({ name: ROUTES.cluster, params: { ...base, namespace, id: name } }) satisfies RouteLocationRaw,
    edit:     ({ namespace, name }: Place) => ({ name: ROUTES.edit, params: { ...base, namespace, id: name } }) satisfies RouteLocationRaw,
    /** The page of a cluster, with the dialog of an operation open. */
    operate:  ({ namespace, name }: Place, kind: OperationKind) => ({ name: ROUTES.cluster, params: { ...base, namespace, id: name }, query: { operate: kind } }) satisfies RouteLocationRaw,
    /** The form that creates a cluster, filled in from this one. */
    clone:    ({ namespace, name }: Place) => ({ name: ROUTES.create, params: base, query: { clone: `${ namespace }/${ name }` } }) satisfies RouteLocationRaw,
  };
}

/** Rancher's own pages of the objects that a cluster is made of. */
export function kubeLinks(clusterId: string) {
  const base = { cluster: clusterId, product: 'explorer' };
  const namespaced = (resource: string) => (namespace: string, id: string): RouteLocationRaw => ({
    name: 'c-cluster-product-resource-namespace-id', params: {
      ...base, resource, namespace, id
    }
  });

  const clusterWide = (resource: string) => (id: string): RouteLocationRaw => ({ name: 'c-cluster-product-resource-id', params: { ...base, resource, id } });

  return {
    pod:         namespaced('pod'),
    claim:       namespaced('persistentvolumeclaim'),
    job:         namespaced('batch.job'),
    statefulSet: namespaced('apps.statefulset'),
    secret:      namespaced('secret'),
    service:     namespaced('service'),
    node:        clusterWide('node'),
    volume:      clusterWide('persistentvolume'),
    /** Objects of a kind that is named here by nobody: its group and kind in small letters. */
    custom:      namespaced,
    /** Any object. */
    object:      ({ group, kind, namespace, name }: { group: string; kind: string; namespace?: string; name: string }) => {
      const resource = [group, kind.toLowerCase()].filter(Boolean).join('.');

      return namespace === undefined ? clusterWide(resource)(name) : namespaced(resource)(namespace, name);
    },
  };
}
