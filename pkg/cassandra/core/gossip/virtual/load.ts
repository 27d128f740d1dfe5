import type { Row } from '../../cql/values/plain';
import type { ThreadPool } from '../../nodetool/tp-stats';
import { isSince } from '../queries';
import { countOf, flagOf, numberOf, textOf } from '../row';

/** A connection of a client to a node. */
export interface Client {
  address: string;
  port: number;
  /** `anonymous` where nobody has to log in. */
  user: string | undefined;
  driver: string | undefined;
  driverVersion: string | undefined;
  /** Version of the native protocol. */
  protocol: number | undefined;
  /** Since it connected. */
  requests: number;
  encrypted: boolean | undefined;
  /** Since 5.0. */
  keyspace: string | undefined;
}

/** How long requests for a table took. Milliseconds. */
export interface TableLatency {
  keyspace: string;
  table: string;
  /** Since the node's start. */
  count: number;
  median: number;
  p99: number;
  max: number;
}

export interface Setting {
  name: string;
  /** `undefined` where none is set. */
  value: string | undefined;
}

/** Reads `system_views.clients`. */
export function readClients(rows: readonly Row[]): Client[] {
  return rows.flatMap((row): Client[] => {
    const address = textOf(row, 'address');

    return address === undefined ? [] : [{
      address,
      port:          countOf(row, 'port'),
      user:          textOf(row, 'username'),
      driver:        textOf(row, 'driver_name'),
      driverVersion: textOf(row, 'driver_version'),
      protocol:      numberOf(row, 'protocol_version'),
      requests:      countOf(row, 'request_count'),
      encrypted:     flagOf(row, 'ssl_enabled'),
      keyspace:      textOf(row, 'keyspace_name'),
    }];
  });
}

/** Reads `system_views.thread_pools`. */
export function readThreadPools(rows: readonly Row[]): ThreadPool[] {
  return rows.flatMap((row): ThreadPool[] => {
    const name = textOf(row, 'name');

    return name === undefined ? [] : [{
      name,
      active:      countOf(row, 'active_tasks'),
      pending:     countOf(row, 'pending_tasks'),
      completed:   countOf(row, 'completed_tasks'),
      blocked:     countOf(row, 'blocked_tasks'),
      everBlocked: countOf(row, 'blocked_tasks_all_time'),
    }];
  });
}

/**
 * Reads one of the tables of latencies.
 *
 * From 4.1 on Cassandra measures in microseconds but still divides as if they were nanoseconds: what its tables call
 * milliseconds are seconds. Seen on 5.0.9, where `max_ms` was 0.061 and `nodetool tablehistograms` said 61214 micros at the
 * same moment; k8ssandra/management-api-for-apache-cassandra#560 says the same of all of 4.1 and 5.0, and that 4.0 is right.
 *
 * @param release `release_version` of the node
 */
export function readLatencies(rows: readonly Row[], release: string): TableLatency[] {
  const factor = isSince(release, '4.1') ? 1000 : 1;

  return rows.flatMap((row): TableLatency[] => {
    const keyspace = textOf(row, 'keyspace_name');
    const table = textOf(row, 'table_name');
    // The first versions of 4.0 have no letter before the number.
    const milliseconds = (...columns: readonly string[]) => countOf(row, ...columns) * factor;

    return keyspace === undefined || table === undefined ? [] : [{
      keyspace,
      table,
      count:  countOf(row, 'count'),
      median: milliseconds('p50th_ms', '50th_ms'),
      p99:    milliseconds('p99th_ms', '99th_ms'),
      max:    milliseconds('max_ms'),
    }];
  });
}

/** Reads `system_views.settings`. */
export function readSettings(rows: readonly Row[]): Setting[] {
  return rows.flatMap((row): Setting[] => {
    const name = textOf(row, 'name');

    return name === undefined ? [] : [{ name, value: textOf(row, 'value') }];
  });
}
