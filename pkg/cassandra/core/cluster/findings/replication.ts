import type { KeyspaceReplication } from '../../nodetool/describe-cluster';
import type { RingStatus } from '../../nodetool/status';

/** How many nodes that own data each datacenter has. */
export function ownersByDatacenter(ring: RingStatus): Map<string, number> {
  return new Map(ring.datacenters.map(({ name, nodes }) => [name, nodes.filter(({ state }) => state !== 'joining').length]));
}

/**
 * The copies of a keyspace in each datacenter. SimpleStrategy knows no datacenters: its only entry has the key `''`.
 * LocalStrategy and those of other makers have none.
 */
export function copiesOf({ options, strategy }: KeyspaceReplication): Map<string, number> {
  const numbers = Object.entries(options).flatMap(([name, value]): [string, number][] => {
    // Transient replication writes `3/1`.
    const copies = Number.parseInt(value, 10);

    return Number.isNaN(copies) || name === 'class' ? [] : [[name, copies]];
  });

  if (strategy === 'NetworkTopologyStrategy') {
    return new Map(numbers.filter(([name]) => name !== 'replication_factor'));
  }

  return new Map(numbers.filter(([name]) => strategy === 'SimpleStrategy' && name === 'replication_factor').map(([, copies]) => ['', copies]));
}
