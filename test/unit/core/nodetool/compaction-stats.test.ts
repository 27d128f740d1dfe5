import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type CompactionStats, parseCompactionStats } from '../../../../pkg/cassandra/core/nodetool/compaction-stats';
import { recorded } from './recorded';

const MIB = 1024 ** 2;

describe('parseCompactionStats of recorded nodes', () => {
  it('at rest', () => {
    expect(parseCompactionStats(recorded('compactionstats', '4.1.10'))).toStrictEqual({ pending: 0, pendingByTable: [], running: [], remaining: undefined });
    expect(parseCompactionStats(recorded('compactionstats', '5.0.9'))).toStrictEqual({
      pending: 0, pendingByTable: [], running: [], remaining: undefined, totals: {
        concurrent: 2, completed: 1, aborted: 0, compacted: 818, throughput: 64 * MIB
      }
    });
  });

  it('at work', () => {
    const running = (id: string, done: number, total: number) => [{
      id, type: 'Compaction', keyspace: 'shop', table: 'photos', done, total, unit: 'bytes'
    }];

    expect(parseCompactionStats(recorded('compactionstats-running', '4.1.10'))).toStrictEqual({
      pending: 2, pendingByTable: [{ keyspace: 'shop', table: 'photos', tasks: 2 }], running: running('5b218880-e745-11f1-8e76-0f99e63b3ae3', 13404197, 39012266), remaining: 24,
    });
    expect(parseCompactionStats(recorded('compactionstats-running', '5.0.9'))).toMatchObject({
      pending: 3, pendingByTable: [{ keyspace: 'shop', table: 'carts', tasks: 1 }, { keyspace: 'shop', table: 'photos', tasks: 2 }],
      running: running('5e0cc190-e745-11f1-8c7e-59280f20e00c', 13404204, 39012290), remaining: 24, totals: { concurrent: 1, throughput: MIB },
    });
  });
});

describe('parseCompactionStats', () => {
  it.each([
    ['malformed', '13404204  39012290', '13404204  much    '],
    ['malformed', 'pending tasks                        3', 'pending tasks                        ?'],
    ['truncated', 'shop                                 carts           1', 'shop                                 carts           2'],
    ['truncated', /active compaction.*\n/, ''],
    ['truncated', /compactions aborted.*\n/, ''],
  ])('says that it is %s: %s as %j', (reason, from, to) => {
    expect(() => parseCompactionStats(recorded('compactionstats-running', '5.0.9').replace(from, to))).toThrow(expect.objectContaining({ reason }));
  });

  it.each([['4.1', renderList], ['5.0', renderTable]])('gets any compactions back from what %s prints of them', (version, render) => {
    fc.assert(fc.property(stats(version === '5.0'), (expected) => {
      expect(parseCompactionStats(render(expected))).toEqual(expected);
    }), { numRuns: 200 });
  });
});

function stats(modern: boolean): fc.Arbitrary<CompactionStats> {
  const count = fc.nat({ max: 2 ** 31 });
  const name = fc.stringMatching(/^[a-z]\w{0,20}$/);
  const compaction = fc.record({
    id: fc.uuid(), type: fc.constantFrom('Compaction', 'Anticompaction after repair', 'Validation'), keyspace: fc.oneof(name, fc.constant('')), table: fc.oneof(name, fc.constant('')),
    done: count, total: count, unit: fc.constantFrom('bytes', 'keys', 'token range parts'),
  });

  return fc.record({
    pendingByTable: fc.array(fc.record({ keyspace: name, table: name, tasks: fc.integer({ min: 1, max: 5000 }) }), { maxLength: 4 }),
    running:        fc.array(compaction, { maxLength: 4 }),
    remaining:      fc.option(fc.nat({ max: 1_000_000 }), { nil: undefined }),
    totals:         fc.record({
      concurrent: fc.nat({ max: 64 }), completed: count, aborted: count, compacted: count, throughput: fc.constantFrom(0, 1.5, 64).map((mebibytes) => mebibytes * MIB),
    }),
  }).map(({ pendingByTable, running, remaining, totals }) => ({
    pending: pendingByTable.reduce((sum, { tasks }) => sum + tasks, 0), pendingByTable, running, remaining: running.length ? remaining : undefined, ...(modern ? { totals } : {}),
  }));
}

function time(seconds: number | undefined): string {
  const two = (value: number) => String(value).padStart(2, '0');

  return seconds === undefined ? 'n/a' : `${ Math.floor(seconds / 3600) }h${ two(Math.floor(seconds / 60) % 60) }m${ two(seconds % 60) }s`;
}

/** As TableBuilder: every cell as wide as the widest of its column, one space between. */
function table(rows: string[][]): string[] {
  const columns = Math.max(0, ...rows.map(({ length }) => length));
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));

  return rows.map((row) => widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' '));
}

function rowsOf({ running }: CompactionStats): string[][] {
  const rows = running.map(({ id, type, keyspace, table: name, done, total, unit }) => [id, type, keyspace, name, String(done), String(total), unit, total ? `${ (done / total * 100).toFixed(2) }%` : 'n/a']);

  return rows.length ? [['id', 'compaction type', 'keyspace', 'table', 'completed', 'total', 'unit', 'progress'], ...rows] : [];
}

function renderList(all: CompactionStats): string {
  return [
    `pending tasks: ${ all.pending }`, ...all.pendingByTable.map((each) => `- ${ each.keyspace }.${ each.table }: ${ each.tasks }`), '',
    ...table(rowsOf(all)), ...all.running.length ? [`Active compaction remaining time : ${ time(all.remaining).padStart(10) }`] : [], '',
  ].join('\n');
}

function renderTable(all: CompactionStats): string {
  const { concurrent, completed, aborted, compacted, throughput } = all.totals!;

  return [...table([
    ['concurrent compactors', String(concurrent)], ['pending tasks', String(all.pending)], ...all.pendingByTable.map((each) => [each.keyspace, each.table, String(each.tasks)]),
    ['compactions completed', String(completed)], ['data compacted', String(compacted)], ['compactions aborted', String(aborted)], ['sstables dropped from compaction', '0'], ['mean rate', '41.71/hour'],
    ['compaction throughput (MiB/s)', throughput ? `${ throughput / MIB }` : 'throttling disabled (0)'],
    ...rowsOf(all), ...all.running.length ? [['active compaction remaining time', time(all.remaining)]] : [],
  ]), ''].join('\n');
}
