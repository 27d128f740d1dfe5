import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Row } from '../../../../../pkg/cassandra/core/cql/values/plain';
import { readNodeFacts, type NodeFacts } from '../../../../../pkg/cassandra/core/gossip/virtual/node-facts';
import { NODE_CHARTS, NodeLines } from '../../../../../pkg/cassandra/core/gossip/virtual/node-lines';
import { NODE_SECTIONS, nodeReport, SECTION_TABLES } from '../../../../../pkg/cassandra/core/gossip/virtual/node-report';
import { VIRTUAL_TABLES, type VirtualTable } from '../../../../../pkg/cassandra/core/gossip/virtual/queries';
import { sparkline } from '../../../../../pkg/cassandra/core/gossip/virtual/sparkline';
import { recordedRows } from '../rows';

const recorded = new Map(Object.entries(recordedRows('virtual-5.0.9.json')).filter((entry): entry is [VirtualTable, Row[]] => VIRTUAL_TABLES.some((table) => table === entry[0])));
const facts = readNodeFacts(recorded, '5.0.9');
const values = (lines: NodeLines, chart: typeof NODE_CHARTS[number]) => lines.line(chart).map(({ value }) => value);

describe('what was recorded of 5.0.9', () => {
  it('has all that was asked for, and nothing else', () => {
    expect(facts.clients).toHaveLength(3);
    expect(facts.pools).toHaveLength(22);
    expect(facts.streams).toHaveLength(5);
    expect(readNodeFacts(new Map(), '5.0.9')).toEqual({ clients: undefined, pools: undefined, latencies: {}, hints: undefined, streams: undefined, settings: undefined });
  });

  it('can be drawn', () => {
    const lines = new NodeLines(5000);

    lines.add(facts, 0);
    expect(values(lines, 'connections')).toEqual([3]);
    expect(values(lines, 'running')).toEqual([facts.pools!.reduce((sum, { active }) => sum + active, 0)]);
    expect(values(lines, 'requests')).toEqual([]);
    lines.add(facts, 5000);
    expect(values(lines, 'requests')).toEqual([0]);
  });

  it.each(NODE_SECTIONS)('can be looked at closer: %s', (section) => {
    const { tables } = nodeReport(section, facts);

    expect(tables.map(({ code }) => code).length).toBe(SECTION_TABLES[section].filter((table) => recorded.has(table)).length);
    for (const { columns, rows } of tables) {
      rows.forEach((row) => expect(columns.every(({ key }) => key in row)).toBe(true));
    }
  });
});

describe('NodeLines', () => {
  const latency = (table: string, count: number, p99 = 1) => ({ keyspace: 'shop', table, count, median: 1, p99, max: 9 });
  const reads = (...told: ReturnType<typeof latency>[]): NodeFacts => ({ latencies: { coordinator_read_latency: told } });

  it('add up the rates of tables, and are not misled by one that is dropped', () => {
    const lines = new NodeLines(5000);

    lines.add(reads(latency('a', 100), latency('b', 1000)), 0);
    lines.add(reads(latency('a', 150), latency('b', 1000)), 5000);
    lines.add(reads(latency('a', 200)), 10_000);
    expect(values(lines, 'reads')).toEqual([10, 10]);
  });

  it('know the slowest table that was ever asked', () => {
    const lines = new NodeLines(5000);

    lines.add(reads(latency('a', 1, 3), latency('b', 1, 8), latency('c', 0, 99)), 0);
    expect(values(lines, 'readLatency')).toEqual([8]);
  });

  it('know what is streamed, in and out', () => {
    const lines = new NodeLines(5000);
    const stream = (id: string, received: number, sent: number) => ({ id, follower: undefined, operation: undefined, peers: [], status: 'start', progress: 0, toReceive: 9, received, toSend: 9, sent, milliseconds: 0, updated: undefined, failure: undefined });

    lines.add({ latencies: {}, streams: [] }, 0);
    lines.add({ latencies: {}, streams: [stream('x', 100, 0)] }, 5000);
    lines.add({ latencies: {}, streams: [stream('x', 600, 500), stream('y', 1e9, 0)] }, 10_000);
    lines.add({ latencies: {}, streams: [] }, 15_000);
    expect(values(lines, 'streamed')).toEqual([0, undefined, 200, 0]);
  });

  it('say nothing of what was not told', () => {
    const lines = new NodeLines(5000);

    lines.add({ latencies: {} }, 0);
    expect(NODE_CHARTS.flatMap((chart) => lines.line(chart))).toEqual([]);
  });
});

describe('sparkline', () => {
  const size = { width: 100, height: 10, span: 1000 };

  it('has the latest at the right and nothing at the bottom', () => {
    expect(sparkline([{ at: 0, value: 0 }, { at: 500, value: 5 }, { at: 1000, value: 10 }], size)).toEqual({ path: 'M 0 10 L 0 10 L 50 5 L 100 0', latest: 10, least: 0, most: 10 });
  });

  it('breaks where nothing is known, and leaves out what is too old', () => {
    expect(sparkline([{ at: -1, value: 99 }, { at: 0, value: 1 }, { at: 500, value: undefined }, { at: 1000, value: 1 }], size)).toMatchObject({ path: 'M 0 0 L 0 0 M 100 0 L 100 0', most: 1 });
  });

  it.each([[[]], [[{ at: 0, value: undefined }]]])('is empty without values', (points) => {
    expect(sparkline(points, size)).toEqual({ path: '', latest: undefined, least: undefined, most: undefined });
  });

  it('stays within its bounds', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(5000), fc.option(fc.double({ min: 0, max: 1e12, noNaN: true }), { nil: undefined }))), (given) => {
      const points = given.map(([at, value]) => ({ at, value })).sort((a, b) => a.at - b.at);

      for (const [, x, y] of sparkline(points, size).path.matchAll(/[ML] (\S+) (\S+)/g)) {
        expect(Number(x)).toBeGreaterThanOrEqual(0);
        expect(Number(x)).toBeLessThanOrEqual(100);
        expect(Number(y)).toBeGreaterThanOrEqual(0);
        expect(Number(y)).toBeLessThanOrEqual(10);
      }
    }));
  });
});
