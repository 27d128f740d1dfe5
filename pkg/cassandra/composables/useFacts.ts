import type { ConfigMap, Node, Pod } from 'kubernetes-types/core/v1';
import { computed, type ComputedRef, type Ref } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import type { Facts } from '../core/cluster/facts';
import { get } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';
import { useAnswer } from './useAnswer';
import type { ClusterView } from './useCluster';
import { useHosts } from './useHosts';
import { useLive, type Live } from './useLive';
import { useNow } from './useNow';
import type { RingState } from './useRing';

/** Facts change with time alone by how long something takes, in minutes. */
const EVERY_MS = 30_000;

const NODE = { apiVersion: 'v1', kind: 'Node' };

/**
 * All that is known of a cluster, live. `undefined` until there is a cluster and its pods are known: without them
 * every node of the ring would look lost.
 */
export function useFacts(context: ClusterContext, cluster: Readonly<Ref<Cluster | undefined>>, view: ClusterView, ring: RingState): ComputedRef<Facts | undefined> {
  const { namespace } = view;
  const claims = known(useLive(context, 'persistentvolumeclaim', { namespace }));
  const services = known(useLive(context, 'service', { namespace }));
  const budgets = known(useLive(context, 'policy.poddisruptionbudget', { namespace }));
  const configMaps = known(useLive(context, 'configmap', { namespace }));
  const hosts = known(useHosts(context));
  const names = computed(() => hosts.value && [...new Set(view.pods.value.flatMap(({ spec }) => spec?.nodeName ?? []))].sort().join(' '));
  const writtenHosts = useAnswer(() => names.value || undefined, (of) => Promise.all(of.split(' ').map((name) => get<Node>(context, { ...NODE, name }))));
  const now = useNow(EVERY_MS);

  return computed(() => cluster.value && view.podState.value === 'ready' ? {
    cluster:      cluster.value,
    pods:         view.pods.value,
    now:          now.value,
    claims:       claims.value,
    services:     services.value,
    budgets:      budgets.value,
    configMaps:   configMaps.value && mounted(configMaps.value, view.pods.value),
    hosts:        hosts.value,
    writtenHosts: writtenHosts.value.value,
    ring:         ring.reading.value,
    secondRing:   ring.second.value,
    description:  ring.description.value,
  } : undefined);
}

/** The objects of a live list, or `undefined` while they are not known: an empty list says that there are none. */
function known<T>({ items, state }: Live<T>): ComputedRef<T[] | undefined> {
  return computed(() => state.value === 'ready' ? items.value : undefined);
}

function mounted(configMaps: readonly ConfigMap[], pods: readonly Pod[]): ConfigMap[] {
  const names = new Set(pods.flatMap(({ spec }) => (spec?.volumes ?? []).map(({ configMap }) => configMap?.name)));

  return configMaps.filter(({ metadata }) => names.has(metadata?.name));
}
