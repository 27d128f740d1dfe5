import type { Event, PersistentVolumeClaim } from 'kubernetes-types/core/v1';

import { newestEvent, seenAt } from './events';
import type { Wait, WaitCode } from './wait';

/** A volume is made within seconds; a provisioner that says nothing for longer may not be there at all. */
const SLOW_MS = 60_000;

const PROVISIONERS = ['volume.kubernetes.io/storage-provisioner', 'volume.beta.kubernetes.io/storage-provisioner'];

/** What a claim waits for. Nothing, while it only waits for its pod: most classes make volumes where the pod is. */
export function claimWait(claim: PersistentVolumeClaim, events: readonly Event[], now: number): Wait | undefined {
  const { metadata = {}, spec, status } = claim;
  const name = metadata.name ?? '';
  const className = spec?.storageClassName ?? '';
  const provisioner = PROVISIONERS.map((key) => metadata.annotations?.[key]).find(Boolean) ?? '';

  const wait = (code: WaitCode, more: Partial<Wait> = {}): Wait => ({
    code, severity: 'error', object: { kind: 'PersistentVolumeClaim', name }, params: { name, className, provisioner }, since: metadata.creationTimestamp, ...more,
  });

  if (status?.phase === 'Lost') {
    return wait('claimLost');
  }
  if (status?.phase !== 'Pending') {
    return undefined;
  }
  const event = newestEvent(events, metadata, 'ProvisioningFailed', 'FailedBinding', 'VolumeMismatch', 'ExternalProvisioning', 'Provisioning', 'WaitForFirstConsumer', 'WaitForPodScheduled');

  switch (event?.reason) {
  case 'ProvisioningFailed':
    return /storageclass\S* "[^"]*" not found/.test(event.message ?? '') ? wait('claimClassGone') : wait('claimFailed', { message: event.message, since: seenAt(event) });
  case 'FailedBinding':
    return className ? wait('claimFailed', { message: event.message }) : wait('claimNoClass');
  case 'VolumeMismatch':
    return wait('claimFailed', { message: event.message });
  case 'ExternalProvisioning':
  case 'Provisioning':
    return now - Date.parse(metadata.creationTimestamp ?? '') > SLOW_MS ? wait('claimSlow', { severity: 'warning' }) : wait('claimProvisioning', { severity: 'info' });
  default:
    return undefined;
  }
}
