import type { OwnerReference } from 'kubernetes-types/meta/v1';
import type { RouteLocationRaw } from 'vue-router';
import type { ClusterContext } from '../rancher/store';
import { kubeLinks } from './links';

/** Rancher's page of the object that owns another one of its namespace; undefined if it is of a kind that the user may not see. */
export function useOwnerLink({ store, clusterId }: ClusterContext): (owner: OwnerReference, namespace: string) => RouteLocationRaw | undefined {
  const to = kubeLinks(clusterId);

  return ({ apiVersion, kind, name }, namespace) => {
    const [group] = apiVersion.split('/');
    const type = `${ group }.${ kind }`.toLowerCase();

    return store.getters['cluster/schemaFor'](type) && to.custom(type)(namespace, name);
  };
}
