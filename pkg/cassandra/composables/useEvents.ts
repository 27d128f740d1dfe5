import { computed, type ComputedRef } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import { clusterEvents, type ClusterEvent } from '../core/cluster/events';
import type { ClusterContext } from '../rancher/store';
import { useLive, type Live } from './useLive';
import { useRelated, type RelatedKind } from './useRelated';

/** Kinds of objects that events are about. Pods and claims are known by their names. */
const KINDS: readonly RelatedKind[] = ['StatefulSet', 'Service', 'PodDisruptionBudget', 'Job'];

export interface ClusterEvents extends Omit<Live<unknown>, 'items'> {
  /** Newest first. */
  items: ComputedRef<ClusterEvent[]>;
}

/** The events of a cluster's objects, live. */
export function useEvents(context: ClusterContext, cluster: () => Cluster): ClusterEvents {
  const { items, ...live } = useLive(context, 'event', { namespace: cluster().namespace });
  const { objects } = useRelated(context, cluster, KINDS);

  return { ...live, items: computed(() => clusterEvents(items.value, cluster(), objects.value)) };
}
