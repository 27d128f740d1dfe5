import { describe, expect, it } from 'vitest';

import { parseTableStats } from '../../../../pkg/cassandra/core/nodetool/table-stats';
import { parseTpstats } from '../../../../pkg/cassandra/core/nodetool/tp-stats';
import { recorded, VERSIONS } from './recorded';

/** On one line, as up to 3.11, without what later versions have. */
const OLD_POOLS = '{"DroppedMessage":{"MUTATION":7},"ThreadPools":{"MutationStage":{"TotalBlockedTasks":5,"ActiveTasks":1,"PendingTasks":2,"CurrentlyBlockedTasks":4,"CompletedTasks":3}}}\n';

describe('parseTpstats', () => {
  it.each(VERSIONS)('reads the pools and messages of %s', (version) => {
    const { pools, messages } = parseTpstats(recorded('tpstats-json', version));

    expect(pools.find(({ name }) => name === 'CompactionExecutor')).toStrictEqual({
      name: 'CompactionExecutor', active: 0, pending: 0, completed: version === '5.0.9' ? 82 : 76, blocked: 0, everBlocked: 0
    });
    expect(pools.map(({ name }) => name)).toEqual(expect.arrayContaining(['ReadStage', 'MutationStage', 'Native-Transport-Requests']));
    expect(messages.find(({ type }) => type === 'MUTATION_REQ')).toStrictEqual({ type: 'MUTATION_REQ', dropped: 0, wait: { median: 0, p95: 0, p99: 0, max: 0 } });
  });

  it('gives waits in milliseconds', () => {
    const text = OLD_POOLS.replace('{', '{"WaitLatencies":{"MUTATION":[29521.0,35425.0,51012.0,51013.0,51014.0,20502.0,61014.0]},');

    expect(parseTpstats(text).messages).toStrictEqual([{ type: 'MUTATION', dropped: 7, wait: { median: 29.521, p95: 51.012, p99: 51.014, max: 61.014 } }]);
  });

  it('reads 3.11', () => {
    expect(parseTpstats(OLD_POOLS)).toStrictEqual({
      pools:    [{ name: 'MutationStage', active: 1, pending: 2, completed: 3, blocked: 4, everBlocked: 5 }],
      messages: [{ type: 'MUTATION', dropped: 7 }],
    });
  });

  it.each([['"PendingTasks":2', '"PendingTasks":"N/A"'], ['"PendingTasks":2,', ''], ['{"MUTATION":7}', '[7]'], ['{', '{"WaitLatencies":{"MUTATION":[1.0]},']])('refuses %s as %s', (from, to) => {
    expect(() => parseTpstats(OLD_POOLS.replace(from, to))).toThrow(expect.objectContaining({ reason: 'malformed' }));
  });
});

describe('parseTableStats', () => {
  it.each(VERSIONS)('reads the tables of %s', (version) => {
    const keyspaces = parseTableStats(recorded('tablestats-json', version));
    const [shop] = keyspaces;

    expect(keyspaces.map(({ name, tables }) => [name, tables.length])).toEqual([['shop', 2], ['system_auth', version === '5.0.9' ? 8 : 5]]);
    expect(shop).toMatchObject({ reads: { count: 0, latency: undefined }, writes: { count: 600, latency: version === '5.0.9' ? 0.36745833333333333 : 0.33712166666666665 }, pendingFlushes: 0 });
    expect(shop?.tables.map(({ name, compression }) => [name, compression])).toEqual([['carts', 1.004516464697021], ['photos', undefined]]);
    expect(shop?.tables[1]).toStrictEqual({
      name:           'photos',
      sstables:       1,
      space:          { live: version === '5.0.9' ? 15012952 : 15012871, total: version === '5.0.9' ? 15012952 : 15012871, snapshots: 0 },
      reads:          { count: 0, latency: undefined },
      writes:         { count: 390, latency: version === '5.0.9' ? 0.188 : 0.151 },
      pendingFlushes: 0,
      memtable:       { cells: 0, data: 0, flushes: 5 },
      bloomFilter:    { falseRatio: 0, space: 200 },
      compression:    undefined,
      partitions:     { estimate: 150, min: 88149, mean: 105778, max: 105778 },
      tombstones:     { mean: undefined, max: 0 },
      liveCells:      { mean: undefined, max: 0 },
      droppable:      0,
      repaired:       0,
    });
  });

  it('reads decimals with a comma, and does without what 3.11 does not say', () => {
    const text = recorded('tablestats-json', '4.1.10').replace(/\n/g, '').replaceAll(/"droppable_tombstone_ratio" : "[^"]*",/g, '').replaceAll('"0.151"', '"1234,151"');
    const table = parseTableStats(`${ text }\n`)[0]?.tables[1];

    expect(table?.writes.latency).toBe(1234.151);
    expect(table?.droppable).toBeUndefined();
  });

  it('reads a node without tables of the keyspaces that were asked for', () => {
    expect(parseTableStats('{"total_number_of_tables":0}\n')).toEqual([]);
  });

  it('hands on that a keyspace is not there', () => {
    expect(() => parseTableStats('error: Unknown keyspace: nope\n-- StackTrace --\njava.lang.IllegalArgumentException: Unknown keyspace: nope\n')).toThrow('error: Unknown keyspace: nope');
  });
});
