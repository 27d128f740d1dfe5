import type { KeyspaceReplication } from '../../nodetool/describe-cluster';
import { copiesOf } from '../../cluster/findings/replication';
import { nodesOf, type RingDatacenter, type RingSummary } from './ring-summary';

/** A place where a keyspace has copies: a datacenter, or the whole ring, whose name is empty, for SimpleStrategy. */
export interface Place {
  readonly datacenter: string;
  /** As many as are wanted. */
  readonly copies: number;
  /** Of these, those that hold only what is not repaired yet (`3/1`). */
  readonly transient: number;
  /** That could hold one. */
  readonly nodes: number;
  /** Empty for SimpleStrategy, which knows none. */
  readonly racks: RingDatacenter['racks'];
}

/** The places that a keyspace names, those that the ring does not have included. */
export function placesOf(replication: KeyspaceReplication, ring: RingSummary): Place[] {
  const all = ring.reduce((sum, datacenter) => sum + nodesOf(datacenter), 0);

  return [...copiesOf(replication)].map(([datacenter, copies]) => {
    const here = ring.find(({ name }) => name === datacenter);
    const [, transient = '0'] = (replication.options[datacenter || 'replication_factor'] ?? '').split('/');

    return { datacenter, copies, transient: Number.parseInt(transient, 10) || 0, nodes: datacenter === '' ? all : nodesOf(here), racks: here?.racks ?? [] };
  });
}

/** How many copies have to answer: more than a half. */
export function quorumOf(copies: number): number {
  return Math.floor(copies / 2) + 1;
}

/** Copies that there can be: a node holds no two of them. */
export function heldOf({ copies, nodes }: Pick<Place, 'copies' | 'nodes'>): number {
  return Math.min(copies, nodes);
}
