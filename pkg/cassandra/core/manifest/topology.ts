import type { ClusterSpec, RackSpec } from './spec';

/** One StatefulSet of a ring: the nodes of one rack. */
export interface MemberSpec {
  /** Name of the StatefulSet. */
  name: string;
  rack: RackSpec;
}

/** Most seeds: enough that the loss of two leaves a way into the ring, few enough to keep gossip quick. */
const MAX_SEEDS = 3;

/** Number of Cassandra nodes of a ring. */
export function nodeCount({ racks }: Pick<ClusterSpec, 'racks'>): number {
  return racks.reduce((sum, { nodes }) => sum + nodes, 0);
}

/** Spreads nodes over racks as evenly as can be; the first racks get what is left over. */
export function spread(nodes: number, racks: number): number[] {
  return Array.from({ length: racks }, (_, index) => Math.floor(nodes / racks) + Number(index < nodes % racks));
}

/** One rack for each zone, called like it and kept in it. */
export function racksByZone(nodes: number, zones: readonly string[]): RackSpec[] {
  const counts = spread(nodes, zones.length);

  return zones.map((zone, index) => ({ name: zone, zone, nodes: counts[index] ?? 0 }));
}

/** A rack's part of the name of its StatefulSet; Kubernetes takes neither capitals nor dots and underscores there. */
export function rackSuffix(rack: string): string {
  return rack.toLowerCase().replace(/[._]/g, '-');
}

/** The StatefulSets of a ring, rack by rack. One rack needs no suffix: a small ring stays what people know. */
export function members({ name, racks }: Pick<ClusterSpec, 'name' | 'racks'>): MemberSpec[] {
  return racks.map((rack) => ({ name: racks.length === 1 ? name : `${ name }-${ rackSuffix(rack.name) }`, rack }));
}

/** The pods of a ring, rack by rack, by ordinal. */
export function podNames(spec: Pick<ClusterSpec, 'name' | 'racks'>): string[] {
  return members(spec).flatMap(({ name, rack }) => Array.from({ length: rack.nodes }, (_, ordinal) => `${ name }-${ ordinal }`));
}

/**
 * How many seeds a new ring should have: two, or three where there are as many racks; never all nodes, since a seed
 * does not stream data when it joins, so at least one node must be able to join as any other.
 */
export function proposedSeeds(nodes: number, racks: number): number {
  return Math.max(1, Math.min(racks >= MAX_SEEDS ? MAX_SEEDS : 2, nodes - 1));
}

/**
 * Names the seeds, each on another rack as far as there are racks: the first pod of every rack, then the second …
 *
 * Names are relative to the namespace, so that neither the namespace nor the DNS domain of Kubernetes is fixed.
 */
export function seedAddresses(spec: Pick<ClusterSpec, 'name' | 'racks' | 'seeds'>): string[] {
  const all = members(spec);
  const deepest = Math.max(0, ...all.map(({ rack }) => rack.nodes));
  const inTurn = Array.from({ length: deepest }, (_, ordinal) => all.flatMap(({ name, rack }) => ordinal < rack.nodes ? `${ name }-${ ordinal }.${ spec.name }` : []));

  return inTurn.flat().slice(0, spec.seeds);
}
