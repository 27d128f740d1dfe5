import { parseQuantity } from '../quantity';
import type { ClusterSpec, StaticVolume } from './spec';
import { DATA_VOLUME } from './storage';
import type { Host, VolumeFact } from './surroundings';
import { members } from './topology';

/** The place of one volume: a pod, and where that pod can run. In the order of `podNames`. */
export interface VolumeSlot {
  pod: string;
  /** Index of the rack, and number of the node in it: these stay when the ring gets another name. */
  rack: number;
  ordinal: number;
  /** The zone that the rack is pinned to. */
  zone?: string;
}

export function volumeSlots(spec: Pick<ClusterSpec, 'name' | 'racks'>): VolumeSlot[] {
  return members(spec).flatMap(({ name, rack: { nodes, zone } }, rack) => Array.from({ length: nodes }, (_, ordinal) => ({
    pod: `${ name }-${ ordinal }`, rack, ordinal, ...(zone ? { zone } : {}),
  })));
}

/** The hosts that a pod can run on. */
export function hostsFor({ zone }: VolumeSlot, hosts: readonly Host[]): Host[] {
  return hosts.filter((host) => !zone || host.zone === zone);
}

/**
 * Gives each slot without a host one of its own, in its zone, and otherwise where the fewest nodes are: the loss of a
 * zone shall cost few of them. Slots get none where there are too few hosts.
 *
 * @param chosen what somebody chose already, by slot
 */
export function assignHosts(slots: readonly VolumeSlot[], chosen: readonly (string | undefined)[], hosts: readonly Host[]): (string | undefined)[] {
  const assigned = slots.map((_, index) => chosen[index] || undefined);
  const nodesIn = (zone: string | undefined) => hosts.filter((host) => host.zone === zone && assigned.includes(host.hostname)).length;

  for (const index of inTurn(slots)) {
    const slot = slots[index];

    if (slot && !assigned[index]) {
      const free = hostsFor(slot, hosts).filter(({ hostname }) => !assigned.includes(hostname));

      assigned[index] = free.sort((a, b) => nodesIn(a.zone) - nodesIn(b.zone))[0]?.hostname;
    }
  }

  return assigned;
}

/**
 * Gives the other volumes the path and server of the first. The name of its pod in the path becomes theirs; an NFS
 * path without it stays as it is, since two nodes that share a directory destroy each other's data.
 */
export function fillDown(slots: readonly VolumeSlot[], volumes: readonly StaticVolume[], isNfs: boolean): StaticVolume[] {
  const { path = '', server } = volumes[0] ?? {};
  const firstPod = slots[0]?.pod ?? '';

  return volumes.map((volume, index) => {
    const ofThis = path.replace(firstPod, slots[index]?.pod ?? '');

    return { ...volume, ...(isNfs ? { server } : {}), path: index === 0 || (isNfs && ofThis === path) ? volume.path : ofThis };
  });
}

/** What a volume must be to hold the data of a node. */
export interface VolumeWish {
  namespace: string;
  /** Kubernetes quantity. */
  size: string;
  className: string;
}

/** Whether an existing volume can hold the data of a pod. */
export function suits(volume: VolumeFact, { pod, zone }: VolumeSlot, { namespace, size, className }: VolumeWish): boolean {
  const isFree = volume.claim ? volume.claim === `${ namespace }/${ DATA_VOLUME }-${ pod }` : volume.available;

  return isFree &&
    volume.className === className &&
    volume.bytes >= (parseQuantity(size) ?? 0) &&
    volume.accessModes.some((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod') &&
    (!zone || !volume.zones || volume.zones.includes(zone));
}

/** Gives each slot without a volume the smallest that suits it, as far as can be on a host that holds no other. */
export function assignVolumes(slots: readonly VolumeSlot[], chosen: readonly string[], volumes: readonly VolumeFact[], wish: VolumeWish): string[] {
  const assigned = slots.map((_, index) => chosen[index] ?? '');
  const hostsOf = (name: string) => volumes.find((volume) => volume.name === name)?.hosts ?? [];
  const neighbours = ({ hosts = [] }: VolumeFact) => assigned.filter((name) => hostsOf(name).some((host) => hosts.includes(host))).length;

  for (const index of inTurn(slots)) {
    const slot = slots[index];

    if (slot && !assigned[index]) {
      const free = volumes.filter((volume) => !assigned.includes(volume.name) && suits(volume, slot, wish));

      assigned[index] = free.sort((a, b) => neighbours(a) - neighbours(b) || a.bytes - b.bytes)[0]?.name ?? '';
    }
  }

  return assigned;
}

/** Slots of one zone only choose first: others can take what is left. */
function inTurn(slots: readonly VolumeSlot[]): number[] {
  return [...slots.keys()].sort((a, b) => Number(!slots[a]?.zone) - Number(!slots[b]?.zone));
}
