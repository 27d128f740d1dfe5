import type { Row } from '../values/plain';
import { quoteText } from './ddl-text';
import { majorOf } from './queries';
import { numberOf, textOf } from './row';

/**
 * What a node says of its tables in `system_views`, from 4.0 on. Each is of that node only, since it started (latencies,
 * reads) or now (sizes). Cassandra rounds sizes up to whole MiB.
 */
export type TableMetric = keyof typeof VIEWS;

const VIEWS = {
  /** Bytes on disk, with snapshots left out. */
  diskUsage:         'disk_usage',
  /** Bytes of the largest partition. */
  maxPartitionSize:  'max_partition_size',
  /** Rows that a read has gone through. */
  rowsPerRead:       'rows_per_read',
  /** Tombstones that a read has gone through. */
  tombstonesPerRead: 'tombstones_per_read',
  /** In milliseconds. */
  localReadLatency:  'local_read_latency',
  /** In milliseconds. */
  localWriteLatency: 'local_write_latency',
} as const;

/** A size has a `value` in bytes. A distribution has its numbers; latencies are in milliseconds, `perSecond` is the mean of five minutes. */
export interface TableMeasure {
  readonly keyspace: string;
  readonly table: string;
  readonly value?: number;
  readonly count?: number;
  readonly median?: number;
  readonly p99?: number;
  readonly max?: number;
  readonly perSecond?: number;
}

const MEBIBYTE = 1_048_576;

export const TABLE_METRICS: readonly TableMetric[] = ['diskUsage', 'maxPartitionSize', 'rowsPerRead', 'tombstonesPerRead', 'localReadLatency', 'localWriteLatency'];

/**
 * What asks a node for a metric of all its tables, or of one.
 *
 * @returns `undefined` for a node before 4.0, which has none
 */
export function tableMetricQuery(metric: TableMetric, release?: string, table?: { readonly keyspace: string; readonly name: string }): string | undefined {
  if ((majorOf(release) ?? 4) < 4) {
    return undefined;
  }
  const only = table ? ` WHERE keyspace_name = ${ quoteText(table.keyspace) } AND table_name = ${ quoteText(table.name) }` : '';

  return `SELECT * FROM system_views.${ VIEWS[metric] }${ only }`;
}

/** Rows of any of the metrics. */
export function readTableMetric(rows: readonly Row[]): TableMeasure[] {
  return rows.map((row) => {
    const mebibytes = numberOf(row, 'mebibytes');
    const numbers: Partial<Record<keyof TableMeasure, number | undefined>> = {
      value:     mebibytes === undefined ? undefined : mebibytes * MEBIBYTE,
      count:     numberOf(row, 'count'),
      median:    numberOf(row, 'p50th') ?? numberOf(row, 'p50th_ms'),
      p99:       numberOf(row, 'p99th') ?? numberOf(row, 'p99th_ms'),
      max:       numberOf(row, 'max') ?? numberOf(row, 'max_ms'),
      perSecond: numberOf(row, 'per_second'),
    };

    return { keyspace: textOf(row, 'keyspace_name'), table: textOf(row, 'table_name'), ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)) };
  });
}
