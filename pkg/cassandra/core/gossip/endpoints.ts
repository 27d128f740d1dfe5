import type { Row } from '../cql/values/plain';
import type { GossipEndpoint } from '../nodetool/gossip-info';
import { splitAddress } from '../nodetool/values';
import { flagOf, numberOf, textOf } from './row';

/** What a node has heard of another, as `system_views.gossip_info` has it. */
export interface GossipState extends GossipEndpoint {
  /** Storage port. */
  port: number | undefined;
  /**
   * What stands behind the status: the first token for NORMAL, LEAVING, MOVING and LEFT, behind it for LEFT when it will
   * be forgotten (milliseconds since the epoch); the address that is replaced for BOOT_REPLACE.
   */
  statusDetails: readonly string[];
}

/** Heartbeats alone, and what the node last said of itself. */
export type GossipPulse = Pick<GossipState, 'address' | 'port' | 'generation' | 'heartbeat' | 'status'>;

/**
 * Reads `system_views.gossip_info` of Cassandra 4.1 and later: one row for each node that has been heard of, also for
 * those that have left (for three days). There are columns for all states that gossip knows but the tokens, all of them
 * text. A node that was only read from disk has generation and heartbeat 0 and no states.
 *
 * Rows without an address are left out.
 */
export function readGossip(rows: readonly Row[]): GossipState[] {
  return rows.flatMap((row): GossipState[] => {
    const [pulse] = readPulse([row]);
    const load = numberOf(row, 'load');
    const internal = textOf(row, 'internal_address_and_port', 'internal_ip');
    const [, ...statusDetails] = statusOf(row);

    return pulse === undefined ? [] : [{
      ...pulse,
      statusDetails,
      load:            load === undefined ? undefined : Math.round(load),
      schema:          textOf(row, 'schema'),
      datacenter:      textOf(row, 'dc'),
      rack:            textOf(row, 'rack'),
      release:         textOf(row, 'release_version'),
      hostId:          textOf(row, 'host_id'),
      internalAddress: internal === undefined ? undefined : splitAddress(internal).address,
      nativeAddress:   textOf(row, 'native_address_and_port', 'rpc_address'),
      nativeReady:     flagOf(row, 'rpc_ready'),
      sstableVersions: textOf(row, 'sstable_versions'),
    }];
  });
}

/** Reads the answer to the `pulse` query, or to the whole one. */
export function readPulse(rows: readonly Row[]): GossipPulse[] {
  return rows.flatMap((row): GossipPulse[] => {
    const address = textOf(row, 'address');

    return address === undefined ? [] : [{
      address:    splitAddress(address).address,
      port:       numberOf(row, 'port'),
      generation: numberOf(row, 'generation') ?? 0,
      heartbeat:  numberOf(row, 'heartbeat') ?? 0,
      status:     statusOf(row)[0]?.toUpperCase(),
    }];
  });
}

/** 4.0 writes the status twice, the second time with ports where it names other nodes. */
function statusOf(row: Row): string[] {
  return textOf(row, 'status_with_port', 'status')?.split(',') ?? [];
}
