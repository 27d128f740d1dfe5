import { describe, expect, it } from 'vitest';

import { classify } from '../../../../../pkg/cassandra/core/cql/classify';
import { meanPartition, readSizeEstimates, sizeEstimatesQuery, sumEstimates } from '../../../../../pkg/cassandra/core/cql/schema/sizes';
import { readTableMetric, tableMetricQuery } from '../../../../../pkg/cassandra/core/cql/schema/table-metrics';

const row = (table: string, start: string, end: string, partitions: bigint, mean: bigint) => ({ keyspace_name: 'shop', table_name: table, range_start: start, range_end: end, partitions_count: partitions, mean_partition_size: mean });
const LOWEST = '-9223372036854775808';

describe('size estimates', () => {
  it('of a node are added up by table', () => {
    const estimates = readSizeEstimates([row('orders', LOWEST, '-4611686018427387904', 100n, 50n), row('orders', '0', '4611686018427387904', 300n, 10n), row('hits', LOWEST, LOWEST, 0n, 0n)]);

    expect([...estimates]).toEqual([['orders', { partitions: 400, bytes: 8_000, ranges: 2, share: 0.5 }], ['hits', { partitions: 0, bytes: 0, ranges: 1, share: 1 }]]);
    expect([...estimates.values()].map(meanPartition)).toEqual([20, undefined]);
  });

  it('of all nodes make the table', () => {
    const one = readSizeEstimates([row('orders', LOWEST, '0', 100n, 50n)]);
    const other = readSizeEstimates([row('orders', '0', LOWEST, 50n, 20n), row('hits', '0', LOWEST, 1n, 7n)]);

    expect([...sumEstimates([one, other])]).toEqual([['orders', { partitions: 150, bytes: 6_000, ranges: 2, share: 1 }], ['hits', { partitions: 1, bytes: 7, ranges: 1, share: 0.5 }]]);
  });

  it('tell no share of tokens that are no 64-bit numbers', () => {
    expect(readSizeEstimates([row('orders', '0', '170141183460469231731687303715884105727', 1n, 1n)]).get('orders')).toEqual({ partitions: 1, bytes: 1, ranges: 1 });
    expect(readSizeEstimates([row('orders', '', 'ff', 1n, 1n)]).get('orders')?.share).toBeUndefined();
  });

  it('are asked for by keyspace', () => {
    expect(sizeEstimatesQuery(`it's`)).toContain(`WHERE keyspace_name = 'it''s'`);
    expect(classify(sizeEstimatesQuery('shop'))).toMatchObject({ kind: 'select', targets: [{ keyspace: 'system', name: 'size_estimates' }] });
  });
});

describe('metrics of tables', () => {
  it('are read in bytes and milliseconds', () => {
    expect(readTableMetric([
      { keyspace_name: 'shop', table_name: 'orders', mebibytes: 3n },
      { keyspace_name: 'shop', table_name: 'orders', count: 12n, p50th: 1, p99th: 2, max: 3 },
      { keyspace_name: 'shop', table_name: 'orders', count: 12n, p50th_ms: 0.5, p99th_ms: 2, max_ms: 3, per_second: 0.1 },
    ])).toEqual([
      { keyspace: 'shop', table: 'orders', value: 3_145_728 },
      { keyspace: 'shop', table: 'orders', count: 12, median: 1, p99: 2, max: 3 },
      { keyspace: 'shop', table: 'orders', count: 12, median: 0.5, p99: 2, max: 3, perSecond: 0.1 },
    ]);
  });

  it.each([['3.11.19', undefined], ['4.0.18', 'SELECT * FROM system_views.disk_usage'], [undefined, 'SELECT * FROM system_views.disk_usage']])('of %s', (release, query) => {
    expect(tableMetricQuery('diskUsage', release)).toBe(query);
  });
});
