import type { ThreadPool } from '../../nodetool/tp-stats';
import type { Client, TableLatency } from './load';
import type { Reading } from './rates';

/** What the requests of all connections are counted under. */
export const ALL_CLIENTS = 'clients';

/** Tasks that each pool has completed, by its name. */
export function poolCounters(pools: readonly ThreadPool[], at: number): Reading {
  return { at, counters: new Map(pools.map(({ name, completed }) => [name, completed])) };
}

/**
 * Requests for the tables of each keyspace, and for each table as `keyspace.table`.
 *
 * @param latencies of one kind, such as `coordinator_read_latency`
 */
export function latencyCounters(latencies: readonly TableLatency[], at: number): Reading {
  const counters = new Map<string, number>();

  for (const { keyspace, table, count } of latencies) {
    counters.set(keyspace, (counters.get(keyspace) ?? 0) + count);
    counters.set(`${ keyspace }.${ table }`, count);
  }

  return { at, counters };
}

/**
 * Adds up the requests of connections, which take their counts with them when they close.
 */
export class ClientRequests {
  private total = 0;
  private known: ReadonlyMap<string, number> | undefined;

  read(clients: readonly Client[], at: number): Reading {
    const counts = new Map(clients.map(({ address, port, requests }) => [`${ address } ${ port }`, requests]));

    for (const [connection, requests] of this.known ? counts : []) {
      // A port that is used again begins at nothing, as one that was not there before.
      const before = this.known?.get(connection) ?? 0;

      this.total += requests < before ? requests : requests - before;
    }
    this.known = counts;

    return { at, counters: new Map([[ALL_CLIENTS, this.total]]) };
  }
}
