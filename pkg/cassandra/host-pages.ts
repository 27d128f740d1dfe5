import { ActionLocation, CardLocation, TabLocation, type IPlugin } from '@shell/core/types';
import { links } from './composables/links';
import { recognise } from './core/cluster/recognise';
import { describeHost } from './rancher/host';
import { goFrom, statefulSetOf } from './rancher/host-row';

/** From here on Rancher tells a resource's page from the drawers and dialogs that look like it. */
const TELLS_PAGES_APART = '2.13.2';

/** What Rancher's own pages show of Cassandra. It is made for all StatefulSets, so that nothing is loaded before it is needed. */
export function addToHostPages(plugin: IPlugin): void {
  const page = describeHost(plugin.environment).atLeast(TELLS_PAGES_APART) ? TabLocation.RESOURCE_DETAIL_PAGE : TabLocation.RESOURCE_DETAIL;

  // The shell writes into what it is given, hence no shared constant.
  plugin.addTab(page, { resource: ['apps.statefulset'] }, {
    name:      'cassandra',
    labelKey:  'cassandra.statefulSet.tab',
    component: () => import('./components/host/StatefulSetTab.vue'),
  });

  plugin.addAction(ActionLocation.TABLE, { resource: ['apps.statefulset'] }, {
    labelKey: 'cassandra.statefulSet.open',
    icon:     'icon-storage',
    multiple: false,
    enabled:  (row: unknown) => isCassandra(row),
    invoke:   (_options: unknown, [row]: unknown[]) => {
      const { namespace = '', name = '' } = statefulSetOf(row)?.metadata ?? {};

      // The page finds the cluster by the name of any of its StatefulSets.
      goFrom(row, (clusterId) => links(clusterId).cluster({ namespace, name }));
    },
  });

  plugin.addCard(CardLocation.CLUSTER_DASHBOARD_CARD, {}, {
    labelKey:  'cassandra.card.title',
    component: () => import('./components/host/ClusterCard.vue'),
  });
}

function isCassandra(row: unknown): boolean {
  const statefulSet = statefulSetOf(row);

  return statefulSet !== undefined && recognise(statefulSet).isCassandra;
}
