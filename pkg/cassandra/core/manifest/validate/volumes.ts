import { formatBytes, parseQuantity } from '../../quantity';
import { fieldError } from '../field-error';
import type { ClusterSpec, StaticVolume, StorageSource } from '../spec';
import type { Surroundings, VolumeFact } from '../surroundings';
import { suits, volumeSlots, type VolumeSlot } from '../volume-slots';
import { isCountable } from './basics';
import { checkText, isSubdomain, MAX_LABEL, repeated, warning, type Finding } from './text';

/** Longest path of Linux. */
const MAX_PATH = 4096;
/** What the CSI specification allows. */
const MAX_HANDLE = 128;

const DRIVER = /^[A-Za-z0-9](?:[-A-Za-z0-9.]*[A-Za-z0-9])?$/;
const IPV6 = /^[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*$/;

const PATH_PROBLEM = /(?:^|\/)\.\.(?:\/|$)|\p{Cc}/u;

export function staticVolumes(spec: ClusterSpec, { type, driver, volumes }: StorageSource & { kind: 'static' }, known: Surroundings): Finding[] {
  const slots = slotsOf(spec);
  const placed = slots.map((_, index) => placeOf(type, volumes[index] ?? {}));
  const twice = repeated(placed);
  const sharing = spec.antiAffinity === 'required' ? repeated(slots.map((_, index) => volumes[index]?.host)) : [];

  return [
    checkCount(spec, volumes) ?? (type === 'nfs' ? warning('volumes', 'nfs') : undefined),
    type === 'csi' ? checkText('volumes.driver', driver ?? '', MAX_LABEL, (text) => DRIVER.test(text), 'invalidDriver') : undefined,
    ...slots.flatMap((slot, index) => {
      const volume = volumes[index] ?? {};
      const other = slots[twice[index] ?? -1]?.pod;
      const neighbour = slots[sharing[index] ?? -1]?.pod;

      return [
        checkHost(type, volume, slot, index, known),
        neighbour === undefined ? undefined : fieldError(`volumes.${ index }.host`, 'hostTwice', { pod: neighbour }),
        ...checkPlace(type, volume, index),
        other === undefined ? undefined : fieldError(type === 'csi' ? `volumes.${ index }.handle` : `volumes.${ index }.path`, 'volumeTwice', { pod: other }),
      ];
    }),
  ];
}

export function chosenVolumes(spec: ClusterSpec, { className, volumes }: StorageSource & { kind: 'chosen' }, known: Surroundings): Finding[] {
  const slots = slotsOf(spec);
  const twice = repeated(slots.map((_, index) => volumes[index]));
  const facts = slots.map((_, index) => known.volumes?.find(({ name }) => name === volumes[index]));
  // A volume on several hosts can be used elsewhere, so only those on one are compared.
  const sharing = spec.antiAffinity === 'required' ? repeated(facts.map((fact) => fact?.hosts?.length === 1 ? fact.hosts[0] : undefined)) : [];

  return [
    checkCount(spec, volumes),
    ...slots.flatMap((slot, index) => {
      const name = volumes[index] ?? '';
      const field = `volumes.${ index }.name` as const;
      const other = slots[twice[index] ?? -1]?.pod;
      const neighbour = slots[sharing[index] ?? -1]?.pod;

      if (name === '') {
        return fieldError(field, 'required');
      }

      return [
        other === undefined ? undefined : fieldError(field, 'volumeTwice', { pod: other }),
        known.volumes && checkVolume(field, name, facts[index], slot, { namespace: spec.namespace, size: spec.storage.size, className }),
        neighbour === undefined ? undefined : fieldError(field, 'volumeHostTwice', { pod: neighbour }),
      ];
    }),
  ];
}

function slotsOf(spec: ClusterSpec): VolumeSlot[] {
  return isCountable(spec) ? volumeSlots(spec) : [];
}

function checkCount(spec: ClusterSpec, volumes: readonly unknown[]): Finding {
  const nodes = slotsOf(spec).length;

  return volumes.length === nodes ? undefined : fieldError('volumes', 'volumeCount', { volumes: volumes.length, nodes });
}

function checkHost(type: string, { host }: StaticVolume, { zone }: VolumeSlot, index: number, { hosts }: Surroundings): Finding {
  const field = `volumes.${ index }.host` as const;

  if (!host) {
    return type === 'local' || type === 'hostPath' ? fieldError(field, 'required') : undefined;
  }
  const found = hosts?.find(({ hostname }) => hostname === host);

  if (hosts && !found) {
    return fieldError(field, 'hostGone', { host });
  }

  return found && zone && found.zone !== zone ? fieldError(field, 'hostOutsideZone', { host, zone }) : undefined;
}

/** What makes a place on disk, on a server or in a storage system different from any other. */
function placeOf(type: string, { host, path, server, handle }: StaticVolume): string | undefined {
  const trimmed = path?.replace(/\/+$/, '');

  switch (type) {
  case 'csi':
    return handle;
  case 'nfs':
    return server && trimmed && `${ server }:${ trimmed }`;
  default:
    return host && trimmed && `${ host }:${ trimmed }`;
  }
}

function checkPlace(type: string, { path = '', server = '', handle = '' }: StaticVolume, index: number): Finding[] {
  if (type === 'csi') {
    return [checkText(`volumes.${ index }.handle`, handle, MAX_HANDLE, (text) => !/\p{Cc}/u.test(text), 'invalidHandle')];
  }
  // A whole disk of the host is none of Cassandra's; an export may well be the root of what is exported.
  const isPath = (text: string) => text.startsWith('/') && !PATH_PROBLEM.test(text) && (type === 'nfs' || /[^/]/.test(text));

  return [
    type === 'nfs' ? checkText(`volumes.${ index }.server`, server, Infinity, (text) => isSubdomain(text.toLowerCase()) || IPV6.test(text), 'invalidServer') : undefined,
    checkText(`volumes.${ index }.path`, path, MAX_PATH, isPath, 'invalidPath'),
  ];
}

/** Says why a volume cannot hold a node's data; `suits` is what counts. */
function checkVolume(field: `volumes.${ number }.name`, name: string, volume: VolumeFact | undefined, slot: VolumeSlot, wish: { namespace: string; size: string; className: string }): Finding {
  if (!volume) {
    return fieldError(field, 'volumeGone', { name });
  }
  if (suits(volume, slot, wish)) {
    return undefined;
  }
  const bytes = parseQuantity(wish.size) ?? 0;

  if (volume.className !== wish.className) {
    return fieldError(field, 'volumeClass', { name, className: volume.className || '–' });
  }
  if (volume.bytes < bytes) {
    return fieldError(field, 'volumeTooSmall', { name, size: formatBytes(volume.bytes) });
  }
  if (slot.zone && volume.zones && !volume.zones.includes(slot.zone)) {
    return fieldError(field, 'volumeOutsideZone', { name, zone: slot.zone });
  }
  if (!volume.accessModes.some((mode) => mode.startsWith('ReadWriteOnce'))) {
    return fieldError(field, 'volumeAccess', { name, modes: volume.accessModes.join(', ') });
  }

  return fieldError(field, 'volumeTaken', { name, claim: volume.claim ?? '–' });
}
