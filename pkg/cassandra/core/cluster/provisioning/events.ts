import type { Event } from 'kubernetes-types/core/v1';
import type { ObjectMeta } from 'kubernetes-types/meta/v1';

/** When an event was seen last. */
export function seenAt({ series, lastTimestamp, eventTime, metadata }: Event): string {
  return series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '';
}

/** The newest event about an object, with one of these reasons. By uid, since pods and claims get the names of earlier ones. */
export function newestEvent(events: readonly Event[], { uid }: ObjectMeta, ...reasons: string[]): Event | undefined {
  return events
    .filter(({ involvedObject, reason }) => involvedObject.uid === uid && reasons.includes(reason ?? ''))
    .sort((a, b) => Date.parse(seenAt(b)) - Date.parse(seenAt(a)))[0];
}
