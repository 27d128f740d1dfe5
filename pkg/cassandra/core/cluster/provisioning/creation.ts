import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Event } from 'kubernetes-types/core/v1';

import { newestEvent, seenAt } from './events';
import type { Wait, WaitCode } from './wait';

const QUOTA = /exceeded quota: (\S+), requested: (.+?), used: (.+?), limited: (.+)$/;
const POD_SECURITY = /violates PodSecurity "([^":]+)/;

/** Why a StatefulSet may not make its next pod or that pod's claim, as the API server said it. */
export function creationWait({ metadata = {}, spec, status }: StatefulSet, events: readonly Event[]): Wait | undefined {
  const event = newestEvent(events, metadata, 'FailedCreate', 'SuccessfulCreate');

  if ((status?.replicas ?? 0) >= (spec?.replicas ?? 1) || event?.reason !== 'FailedCreate') {
    return undefined;
  }
  const name = metadata.name ?? '';
  const message = event.message?.replace(/^.*? failed error: /s, '');
  const [, quota = '', requested = '', used = '', limited = ''] = QUOTA.exec(message ?? '') ?? [];
  const [, level = ''] = POD_SECURITY.exec(message ?? '') ?? [];
  const code: WaitCode = quota ? 'quota' : level ? 'podSecurity' : 'refused';

  return {
    code,
    severity: 'error',
    object:   { kind: 'StatefulSet', name },
    params:   { name, quota, requested, used, limited, level },
    // Of a quota the sentence says it all.
    ...(quota ? {} : { message }),
    since:    seenAt(event),
  };
}
