import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';

import { REPORT_CODES, REPORTS, type Raw, type Report, type ReportCode } from '../../../../pkg/cassandra/core/cluster/reports';
import { compactionReport } from '../../../../pkg/cassandra/core/cluster/reports/compactions';
import { streamReport } from '../../../../pkg/cassandra/core/cluster/reports/streams';

const root = join(__dirname, '../../../..');
/** Whose output the parsers read as JSON. */
const recorded = (code: ReportCode, version: string) => ['txt', 'json'].flatMap((end) => [`nodetool-${ code }-json-${ version }.${ end }`, `nodetool-${ code }-${ version }.${ end }`]).map((name) => join(root, 'test/unit/recorded', name)).find(existsSync);
const read = (code: ReportCode, version: string): Report => REPORTS[code].read(readFileSync(recorded(code, version)!, 'utf8'));
const rowsOf = ({ tables }: Report, code: string) => tables.find((table) => table.code === code)?.rows;

const OF: Readonly<Record<string, (value: Raw) => boolean>> = { text: (value) => typeof value === 'string', flag: (value) => typeof value === 'boolean', share: (value) => typeof value === 'number' && value >= 0 };

describe.each(REPORT_CODES.flatMap((code) => ['4.1.10', '5.0.9'].map((version) => [code, version] as const)))('the report of nodetool %s, %s', (code, version) => {
  const report = read(code, version);

  it('has a value of its unit, or none, in every place', () => {
    const places = [...report.pairs, ...report.tables.flatMap(({ columns, rows }) => rows.flatMap((row) => columns.map(({ key, unit }) => ({ key, unit, value: row[key] }))))];

    expect(places.length).toBeGreaterThan(0);
    expect(places.filter(({ unit, value }) => value !== undefined && !(OF[unit] ?? ((one: Raw) => Number.isFinite(one)))(value))).toEqual([]);
  });

  it('has a label for every key, and a heading for every table', () => {
    const { cassandra: { nodeTab: { label, table, about } } } = load(readFileSync(join(root, 'l10n/en-us.yaml'), 'utf8')) as { cassandra: { nodeTab: Record<'label' | 'table' | 'about', Record<string, string>> } };

    expect([...report.pairs, ...report.tables.flatMap(({ columns }) => columns)].filter(({ key }) => !label[key])).toEqual([]);
    expect(report.tables.filter((one) => !table[one.code])).toEqual([]);
    expect(about[code]).toBeTruthy();
  });
});

describe('the reports', () => {
  it('tell what nodetool printed', () => {
    expect(read('info', '5.0.9').pairs).toEqual(expect.arrayContaining([{ key: 'uptime', unit: 'seconds', value: 84 }, { key: 'nativeTransport', unit: 'flag', value: true }]));
    expect(rowsOf(read('gossipinfo', '5.0.9'), 'endpoints')).toHaveLength(3);
    expect(rowsOf(read('describecluster', '5.0.9'), 'keyspaces')).toContainEqual({ name: 'system_distributed', strategy: 'SimpleStrategy', replicas: '3' });
  });

  it('leave out messages that never waited', () => {
    const rows = rowsOf(read('tpstats', '5.0.9'), 'messages') ?? [];

    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ dropped, longest }) => dropped === 0 && longest === 0)).toEqual([]);
  });

  it('have the largest table first', () => {
    const sizes = (rowsOf(read('tablestats', '5.0.9'), 'tables') ?? []).map(({ space }) => Number(space));

    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  it('have a row for each peer and direction of a stream', () => {
    const transfer = { files: { done: 1, total: 4 }, bytes: { done: 50, total: 200 }, progress: [] };
    const report = streamReport({ mode: 'LEAVING', streams: [{ id: '1', operation: 'Unbootstrap', sessions: [{ peer: 'a', sending: transfer, receiving: { ...transfer, bytes: { done: 0, total: 0 } } }, { peer: 'b' }] }] });

    expect(rowsOf(report, 'streams')).toEqual([
      { operation: 'Unbootstrap', peer: 'a', direction: 'receiving', filesDone: 1, filesTotal: 4, bytesDone: 0, bytesTotal: 0, done: undefined },
      { operation: 'Unbootstrap', peer: 'a', direction: 'sending', filesDone: 1, filesTotal: 4, bytesDone: 50, bytesTotal: 200, done: 0.25 },
    ]);
  });

  it('give no bytes for a compaction that counts something else', () => {
    const running = { id: '1', type: 'Validation', keyspace: 'shop', table: 'carts', done: 3, total: 4, unit: 'token range parts' };

    expect(rowsOf(compactionReport({ pending: 1, pendingByTable: [], running: [running, { ...running, unit: 'bytes' }], remaining: undefined }), 'compactions')).toEqual([
      { type: 'Validation', name: 'shop.carts', bytesDone: undefined, bytesTotal: undefined, done: 0.75 },
      { type: 'Validation', name: 'shop.carts', bytesDone: 3, bytesTotal: 4, done: 0.75 },
    ]);
  });
});
