import { groupBy } from '../../group-by';
import { compare } from './row';

/** The nodes of a ring that own data, as far as replication cares: where they are. */
export type RingSummary = readonly RingDatacenter[];

export interface RingDatacenter {
  readonly name: string;
  readonly racks: readonly { readonly name: string; readonly nodes: number }[];
  /** Nodes that join, leave or move, or that are down: while there are any, Cassandra may refuse to change replication. */
  readonly unsettled?: number;
}

/** @param nodes all that own data */
export function summariseRing(nodes: readonly { readonly datacenter: string; readonly rack: string; readonly unsettled?: boolean }[]): RingSummary {
  return [...groupBy(nodes, ({ datacenter }) => datacenter)].map(([name, inDatacenter]) => {
    const unsettled = inDatacenter.filter((node) => node.unsettled).length;

    return {
      name,
      racks: [...groupBy(inDatacenter, ({ rack }) => rack)].map(([rack, inRack]) => ({ name: rack, nodes: inRack.length })).sort((one, other) => compare(one.name, other.name)),
      ...(unsettled > 0 && { unsettled }),
    };
  }).sort((one, other) => compare(one.name, other.name));
}

/** How many nodes a datacenter has; none if there is none. */
export function nodesOf(datacenter: RingDatacenter | undefined): number {
  return (datacenter?.racks ?? []).reduce((sum, { nodes }) => sum + nodes, 0);
}
