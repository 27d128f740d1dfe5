import type { IPlugin } from '@shell/core/types';
import type { HostStore } from './rancher/store';
import { PRODUCT, ROUTES } from './names';

const CLUSTERS = 'cassandra-clusters';

/** A constant of its own, since the shell's types have forgotten `inExplorer`, which older hosts go by. */
const OPTIONS = {
  inStore:             'cluster',
  inExplorer:          true,
  icon:                'storage',
  showNamespaceFilter: true,
  weight:              80,
};

/** Adds "Cassandra" with its one menu entry to the side menu of the cluster explorer. */
export function init(plugin: IPlugin, store: HostStore): void {
  const { product, virtualType, basicType } = plugin.DSL(store, PRODUCT);

  product(OPTIONS);

  virtualType({
    name:       CLUSTERS,
    labelKey:   'cassandra.menu.clusters',
    namespaced: true,
    route:      { name: ROUTES.clusters, params: { product: PRODUCT } },
  });

  basicType([CLUSTERS]);
}
