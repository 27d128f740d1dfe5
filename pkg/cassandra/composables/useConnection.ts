import type { ConfigMap } from 'kubernetes-types/core/v1';
import { computed, type ComputedRef } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import { connectionOf, type Connection, type ConnectionSources } from '../core/connect/connection';
import { settingsMap } from '../core/connect/member-settings';
import { get } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';
import { useAnswer } from './useAnswer';
import type { ClusterView } from './useCluster';
import { useLive, type Live } from './useLive';
import type { RingState } from './useRing';

export interface ConnectionState {
  sources: ComputedRef<ConnectionSources>;
  connection: ComputedRef<Connection>;
  /** Without Services there are no contact points to name. */
  serviceState: Live<unknown>['state'];
  serviceMessage: Live<unknown>['message'];
  load(): Promise<void>;
}

/** How clients connect to a cluster, live. */
export function useConnection(context: ClusterContext, cluster: ComputedRef<Cluster>, { pods }: Pick<ClusterView, 'pods'>, ring: Pick<RingState, 'reading'>): ConnectionState {
  const { namespace } = cluster.value;
  const services = useLive(context, 'service', { namespace });
  const hosts = useLive(context, 'node');
  const maps = computed(() => cluster.value.members.flatMap((member) => settingsMap(member) ?? []));
  const settings = useAnswer(() => maps.value[0], (name) => get<ConfigMap>(context, { apiVersion: 'v1', kind: 'ConfigMap', namespace, name }));

  const sources = computed((): ConnectionSources => ({
    cluster:    cluster.value,
    pods:       pods.value,
    services:   services.items.value,
    configMaps: settings.value.value ? [settings.value.value] : [],
    hosts:      hosts.items.value,
    ring:       ring.reading.value,
  }));

  return {
    sources,
    connection:     computed(() => connectionOf(sources.value)),
    serviceState:   services.state,
    serviceMessage: services.message,
    load:           services.load,
  };
}
