import { parseQuantity } from '../quantity';
import type { ClusterSpec, RackSpec } from './spec';
import type { Host, Room } from './surroundings';

/** How many nodes of a rack the hosts can take. */
export interface RackFit {
  rack: RackSpec;
  fits: number;
}

/** What each node of a ring asks of its host. */
export function requestOf({ resources: { cpu, memory, memoryRequest } }: Pick<ClusterSpec, 'resources'>): Room {
  return { cpu: parseQuantity(cpu) ?? 0, memory: parseQuantity(memoryRequest ?? memory) ?? 0 };
}

/**
 * Places the nodes of a ring on hosts as the scheduler would. All nodes ask for the same, so it is enough to give each
 * the emptiest host that is left, those first that must be in one zone.
 *
 * @returns rack by rack, in the order of the spec; `undefined` if it is not known what the hosts have left
 */
export function fit({ racks, antiAffinity }: Pick<ClusterSpec, 'racks' | 'antiAffinity'>, request: Room, hosts: readonly Host[]): RackFit[] | undefined {
  const left = hosts.flatMap(({ zone, free }) => free ? { zone, nodes: 0, room: slots(request, free, antiAffinity) } : []);

  if (left.length < hosts.length) {
    return undefined;
  }
  const fits = new Map<RackSpec, number>();

  for (const rack of [...racks].sort((a, b) => Number(!a.zone) - Number(!b.zone))) {
    let placed = 0;

    while (placed < rack.nodes) {
      const [best] = left.filter(({ zone, nodes, room }) => (!rack.zone || zone === rack.zone) && nodes < room).sort((a, b) => a.nodes - b.nodes || b.room - a.room);

      if (!best) {
        break;
      }
      best.nodes++;
      placed++;
    }
    fits.set(rack, placed);
  }

  return racks.map((rack) => ({ rack, fits: fits.get(rack) ?? 0 }));
}

/** How many nodes a host can take. */
function slots({ cpu, memory }: Room, free: Room, antiAffinity: ClusterSpec['antiAffinity']): number {
  const room = Math.min(cpu > 0 ? Math.floor(free.cpu / cpu) : Infinity, memory > 0 ? Math.floor(free.memory / memory) : Infinity);

  return antiAffinity === 'required' ? Math.min(room, 1) : room;
}
