import type { RingRow } from './ring';

/** By what the nodes of a ring can be put together. */
export const RING_GROUPINGS = ['datacenter', 'rack', 'member', 'zone'] as const;

export type RingGrouping = typeof RING_GROUPINGS[number];

/** A rack has its name only within its datacenter. */
export interface RingGroup {
  name: string;
  datacenter?: string;
}

/** The group of a node, or `undefined` where it has none: a pod outside the ring, an entry without a pod, a zone not known. */
export function groupOf({ status, member, zone }: RingRow, by: RingGrouping): RingGroup | undefined {
  switch (by) {
    case 'datacenter': return status && { name: status.datacenter };
    case 'rack': return status && { name: status.rack, datacenter: status.datacenter };
    case 'member': return member === undefined ? undefined : { name: member };
    case 'zone': return zone === undefined ? undefined : { name: zone };
  }
}

/** The same for two nodes if they are in one group; orders groups by datacenter and name, nodes without one last. */
export function groupKey(group: RingGroup | undefined): string {
  return group ? `${ group.datacenter ?? '' }/${ group.name }` : '\uffff';
}

/** What is worth choosing from: datacenters, as `nodetool status` has them, and that by which the nodes are not all the same. */
export function usefulGroupings(rows: readonly RingRow[]): RingGrouping[] {
  return RING_GROUPINGS.filter((by) => by === 'datacenter' || new Set(rows.map((row) => groupKey(groupOf(row, by)))).size > 1);
}
