import type { Row } from '../../cql/values/plain';
import type { ThreadPool } from '../../nodetool/tp-stats';
import { readClients, readLatencies, readSettings, readThreadPools, type Client, type Setting, type TableLatency } from './load';
import type { VirtualTable } from './queries';
import { readPendingHints, readStreams, type PendingHints, type Stream } from './transfers';

/** Kinds of latency, as the tables for them are called. */
export const LATENCIES = [
  'coordinator_read_latency', 'coordinator_write_latency', 'coordinator_scan_latency', 'local_read_latency', 'local_write_latency', 'local_scan_latency'
] as const satisfies readonly VirtualTable[];

export type LatencyKind = typeof LATENCIES[number];

/** What a node tells of itself at a moment, as far as it was asked, has it and may be read. */
export interface NodeFacts {
  clients?: readonly Client[];
  pools?: readonly ThreadPool[];
  latencies: Readonly<Partial<Record<LatencyKind, readonly TableLatency[]>>>;
  hints?: readonly PendingHints[];
  streams?: readonly Stream[];
  settings?: readonly Setting[];
}

/** @param release `release_version` of the node */
export function readNodeFacts(tables: ReadonlyMap<VirtualTable, readonly Row[]>, release: string): NodeFacts {
  const read = <T>(table: VirtualTable, reader: (rows: readonly Row[]) => T): T | undefined => {
    const rows = tables.get(table);

    return rows && reader(rows);
  };

  return {
    clients:   read('clients', readClients),
    pools:     read('thread_pools', readThreadPools),
    latencies: Object.fromEntries(LATENCIES.flatMap((kind) => tables.has(kind) ? [[kind, readLatencies(tables.get(kind) ?? [], release)]] : [])),
    hints:     read('pending_hints', readPendingHints),
    streams:   read('streaming', readStreams),
    settings:  read('settings', readSettings),
  };
}
