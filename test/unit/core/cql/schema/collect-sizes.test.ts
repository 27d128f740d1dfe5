import { describe, expect, it } from 'vitest';

import { collectSizes, totalsOf } from '../../../../../pkg/cassandra/core/cql/schema/collect-sizes';
import { CqlError, type Page } from '../../../../../pkg/cassandra/core/cql/session';
import { answer, node, RingSession } from './answers';

const LOWEST = '-9223372036854775808';
const ESTIMATES = ['table_name', 'range_start', 'range_end', 'mean_partition_size', 'partitions_count'];
const estimates = (from: string, to: string, partitions: bigint, next?: string) => answer(ESTIMATES, [['orders', from, to, 100n, partitions]], next);
const metric = (mebibytes: bigint) => answer(['keyspace_name', 'table_name', 'mebibytes'], [['shop', 'orders', mebibytes], ['other', 'orders', 99n]]);
const isEstimates = (statement: string) => statement.includes('size_estimates');
const wanted = { keyspace: 'shop', isSpread: true, nodes: 12 };

describe('sizes of tables', () => {
  it('are added up over the nodes, and the largest partition is that of any', async() => {
    const session = new RingSession([node('10.0.0.1'), node('10.0.0.2')], (statement, { node: host }) => {
      const isFirst = host === '10.0.0.1';

      return isEstimates(statement) ? isFirst ? estimates(LOWEST, '0', 10n) : estimates('0', LOWEST, 30n) : metric(isFirst ? 2n : 3n);
    });
    const { nodes, unasked } = await collectSizes(session, wanted);

    expect(totalsOf(nodes).get('orders')).toEqual({ partitions: 40, bytes: 4_000, mean: 100, share: 1, disk: 5 * 1_048_576, largest: 3 * 1_048_576 });
    expect(totalsOf(nodes).size).toBe(1);
    expect([nodes.flatMap(({ problems }) => problems), unasked]).toEqual([[], []]);
  });

  it('are read to the last page', async() => {
    const session = new RingSession([node('10.0.0.1')], (statement, { from }) => isEstimates(statement) ? from === undefined ? estimates(LOWEST, '0', 10n, 'more') : estimates('0', LOWEST, 5n) : metric(1n));

    expect(totalsOf((await collectSizes(session, wanted)).nodes).get('orders')).toMatchObject({ partitions: 15, share: 1 });
  });

  it('are asked of as many nodes as one wants, connected ones first, and of none that has no pod here', async() => {
    const session = new RingSession([node('10.0.0.1', { connected: false }), node('10.0.0.2'), node('10.0.0.3', { pod: undefined }), node('10.0.0.4')], (statement) => isEstimates(statement) ? estimates(LOWEST, '0', 1n) : metric(1n));
    const reading = await collectSizes(session, { ...wanted, nodes: 2 });

    expect(reading.nodes.map((each) => each.node.host)).toEqual(['10.0.0.2', '10.0.0.4']);
    expect([reading.unasked.map(({ host }) => host), reading.elsewhere.map(({ host }) => host)]).toEqual([['10.0.0.1'], ['10.0.0.3']]);
    expect(new Set(session.sent.map(({ execution }) => execution.node))).toEqual(new Set(['10.0.0.2', '10.0.0.4']));
  });

  it('say what one node does not tell, and have the rest', async() => {
    const session = new RingSession([node('10.0.0.1'), node('10.0.0.2')], (statement, { node: host }): Page => {
      if (isEstimates(statement) && host === '10.0.0.2') {
        throw new CqlError('unreachable', 'gone');
      }
      if (!isEstimates(statement)) {
        throw new CqlError('refused', 'User bob has no SELECT permission', 0x2100);
      }

      return estimates(LOWEST, '0', 10n);
    });
    const { nodes } = await collectSizes(session, wanted);

    expect(totalsOf(nodes).get('orders')).toEqual({ partitions: 10, bytes: 1_000, mean: 100, share: 0.5 });
    expect(nodes.map(({ problems }) => problems.map(({ of, code, message }) => `${ of } ${ code } ${ message }`))).toEqual([
      ['measures refused User bob has no SELECT permission'], ['estimates unreachable gone', 'measures refused User bob has no SELECT permission'],
    ]);
  });

  it.each(['aborted', 'closed'] as const)('are given up when the session is %s', async(code) => {
    const session = new RingSession([node('10.0.0.1')], () => {
      throw new CqlError(code, 'ended');
    });

    await expect(collectSizes(session, wanted)).rejects.toMatchObject({ code });
  });

  it('are not asked of what 3.11 and keyspaces of one node do not have', async() => {
    const old = new RingSession([node('10.0.0.1', { release: '3.11.19' })], () => estimates(LOWEST, '0', 1n));
    const local = new RingSession([node('10.0.0.1')], () => metric(1n));

    await collectSizes(old, wanted);
    await collectSizes(local, { ...wanted, isSpread: false });
    expect(old.statements.every(isEstimates)).toBe(true);
    expect(local.statements.some(isEstimates)).toBe(false);
  });

  it('of one table ask for that one only, and for all that is measured', async() => {
    const session = new RingSession([node('10.0.0.1')], (statement) => isEstimates(statement) ? estimates(LOWEST, '0', 1n) : metric(1n));

    await collectSizes(session, { ...wanted, table: `it's` });
    expect(session.statements).toHaveLength(7);
    expect(session.statements.every((statement) => statement.includes(`table_name = 'it''s'`))).toBe(true);
  });

  it('stop where there are too many to read, and say so', async() => {
    const many = answer(ESTIMATES, Array.from({ length: 5_000 }, () => ['orders', LOWEST, '0', 100n, 1n]), 'more');
    const session = new RingSession(Array.from({ length: 6 }, (_, index) => node(`10.0.0.${ index }`)), (statement) => isEstimates(statement) ? many : metric(1n));
    const { nodes } = await collectSizes(session, wanted);

    expect(nodes.map(({ problems }) => problems.map(({ of, code }) => `${ of } ${ code }`))).toEqual(Array.from({ length: 6 }, () => ['estimates tooMany']));
    expect(session.statements.filter(isEstimates).length).toBeLessThanOrEqual(16);
    expect(totalsOf(nodes).get('orders')).toEqual({ disk: 6 * 1_048_576, largest: 1_048_576 });
  });
});
