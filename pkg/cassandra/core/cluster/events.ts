import type { Event } from 'kubernetes-types/core/v1';

import { claimsOf } from './claims';
import type { Cluster } from './cluster';
import { seenAt } from './provisioning/events';
import type { RelatedObject } from './related';

/** What Kubernetes says has happened to an object of a cluster. */
export interface ClusterEvent {
  key: string;
  /** Anything but `Normal`. */
  isWarning: boolean;
  reason: string;
  kind: string;
  name: string;
  message: string;
  /** How often it happened. */
  count: number;
  /** When it was seen first and last, milliseconds since the epoch. */
  first: number;
  last: number;
}

/**
 * The events of a cluster's objects, newest first: also those of pods and claims that are gone, since what became of
 * them is often what one wants to know.
 *
 * @param events of the namespace
 * @param related what belongs to the cluster
 */
export function clusterEvents(events: readonly Event[], cluster: Cluster, related: readonly RelatedObject[]): ClusterEvent[] {
  return events.filter((event) => belongs(event, cluster, related)).map(toClusterEvent).sort((a, b) => b.last - a.last);
}

function belongs({ metadata, involvedObject: { kind, name = '' } }: Event, { namespace, members }: Cluster, related: readonly RelatedObject[]): boolean {
  if (metadata.namespace !== namespace) {
    return false;
  }
  if (kind === 'Pod') {
    return members.some((member) => isNumbered(name, member.name)) || related.some((one) => one.kind === 'Job' && name.startsWith(`${ one.name }-`));
  }
  if (kind === 'PersistentVolumeClaim') {
    return members.some(({ statefulSet }) => claimsOf(statefulSet, [{ metadata: { namespace, name } }]).length > 0);
  }

  return related.some((one) => one.kind === kind && one.name === name && one.namespace === namespace);
}

function isNumbered(pod: string, set: string): boolean {
  return pod.startsWith(`${ set }-`) && /^\d+$/.test(pod.slice(set.length + 1));
}

function toClusterEvent(event: Event): ClusterEvent {
  const { metadata, involvedObject, type, reason, message, count, series, firstTimestamp, eventTime } = event;
  const last = Date.parse(seenAt(event));
  const first = Date.parse(firstTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '');

  return {
    key:       metadata.uid ?? metadata.name ?? '',
    isWarning: type !== undefined && type !== 'Normal',
    reason:    reason ?? '',
    kind:      involvedObject.kind ?? '',
    name:      involvedObject.name ?? '',
    message:   message?.trim() ?? '',
    count:     series?.count ?? count ?? 1,
    first:     Number.isNaN(first) ? last : first,
    last,
  };
}
