import { requestOf } from './capacity';
import type { ClusterSpec } from './spec';
import type { Host, Room } from './surroundings';
import { nodeCount } from './topology';

/** What a zone has for pods, and what a ring asks of it. */
export interface ZoneRoom {
  /** Left out for hosts without a zone. */
  zone?: string;
  hosts: number;
  allocatable: Room;
  /** Left out if it is not known of every host. */
  free?: Room;
  /** Of the nodes that must be in this zone. */
  needed: Room;
}

/** What all nodes of a ring together request. */
export function neededBy(spec: Pick<ClusterSpec, 'racks' | 'resources'>): Room {
  const { cpu, memory } = requestOf(spec);
  const nodes = nodeCount(spec);

  return { cpu: cpu * nodes, memory: memory * nodes };
}

/** The room of each zone, by name; hosts without a zone come last. */
export function roomByZone(spec: Pick<ClusterSpec, 'racks' | 'resources'>, hosts: readonly Host[]): ZoneRoom[] {
  const zones = [...new Set(hosts.map(({ zone }) => zone))].sort((a, b) => Number(!a) - Number(!b) || (a ?? '').localeCompare(b ?? ''));

  return zones.map((zone) => {
    const inZone = hosts.filter((host) => host.zone === zone);
    const free = inZone.flatMap((host) => host.free ?? []);

    return {
      ...(zone ? { zone } : {}),
      hosts:       inZone.length,
      allocatable: sum(inZone.map(({ allocatable }) => allocatable)),
      ...(free.length === inZone.length ? { free: sum(free) } : {}),
      needed:      neededBy({ racks: spec.racks.filter((rack) => zone && rack.zone === zone), resources: spec.resources }),
    };
  });
}

function sum(rooms: readonly Room[]): Room {
  return rooms.reduce((all, { cpu, memory }) => ({ cpu: all.cpu + cpu, memory: all.memory + memory }), { cpu: 0, memory: 0 });
}
