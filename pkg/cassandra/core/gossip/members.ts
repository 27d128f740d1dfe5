import type { Row } from '../cql/values/plain';
import type { KeyspaceReplication } from '../nodetool/describe-cluster';
import { splitAddress } from '../nodetool/values';
import { numberOf, pairsOf, textOf, textsOf } from './row';

/** A node as another one, or itself, has it written down. `undefined` is what was not. */
export interface Member {
  /** Where other nodes reach it. */
  address: string;
  /** Storage port, since 4.0. */
  port: number | undefined;
  hostId: string | undefined;
  datacenter: string | undefined;
  rack: string | undefined;
  release: string | undefined;
  schema: string | undefined;
  /** In the partitioner's notation, in no order. Empty for one that owns nothing (yet). */
  tokens: readonly string[];
  /** Where clients reach it. */
  nativeAddress: string | undefined;
  nativePort: number | undefined;
}

/** A node about itself. */
export interface LocalMember extends Member {
  clusterName: string;
  /** Class name without its package: `Murmur3Partitioner`, `RandomPartitioner` … */
  partitioner: string;
  /** `NEEDS_BOOTSTRAP`, `IN_PROGRESS`, `COMPLETED` or `DECOMMISSIONED`. */
  bootstrapped: string | undefined;
}

/** Reads `system.local`. @returns `undefined` if there is no row, or it lacks what every version has */
export function readLocal(rows: readonly Row[]): LocalMember | undefined {
  const [row = {}] = rows;
  const address = textOf(row, 'broadcast_address', 'listen_address', 'rpc_address');
  const partitioner = textOf(row, 'partitioner');

  return address === undefined || partitioner === undefined ? undefined : {
    ...readMember(row, address),
    port:          numberOf(row, 'broadcast_port', 'listen_port'),
    nativeAddress: textOf(row, 'rpc_address'),
    nativePort:    numberOf(row, 'rpc_port'),
    clusterName:   textOf(row, 'cluster_name') ?? '',
    partitioner:   className(partitioner),
    bootstrapped:  textOf(row, 'bootstrapped'),
  };
}

/** Reads `system.peers_v2`, or `system.peers` of 3.11. */
export function readPeers(rows: readonly Row[]): Member[] {
  return rows.flatMap((row): Member[] => {
    const address = textOf(row, 'peer');

    return address === undefined ? [] : [{
      ...readMember(row, address),
      port:          numberOf(row, 'peer_port'),
      nativeAddress: textOf(row, 'native_address', 'rpc_address'),
      nativePort:    numberOf(row, 'native_port'),
    }];
  });
}

/** Reads names and replication out of `system_schema.keyspaces`. */
export function readReplication(rows: readonly Row[]): KeyspaceReplication[] {
  return rows.flatMap((row): KeyspaceReplication[] => {
    const name = textOf(row, 'keyspace_name');
    const pairs = pairsOf(row, 'replication');
    const [, strategy] = pairs.find(([key]) => key === 'class') ?? [];

    return name === undefined || strategy === undefined ? [] : [{ name, strategy: className(strategy), options: Object.fromEntries(pairs.filter(([key]) => key !== 'class')) }];
  });
}

type Common = Omit<Member, 'port' | 'nativeAddress' | 'nativePort'>;

function readMember(row: Row, address: string): Common {
  return {
    address:    splitAddress(address).address,
    hostId:     textOf(row, 'host_id'),
    datacenter: textOf(row, 'data_center'),
    rack:       textOf(row, 'rack'),
    release:    textOf(row, 'release_version'),
    schema:     textOf(row, 'schema_version'),
    tokens:     textsOf(row, 'tokens'),
  };
}

function className(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
