import { describe, expect, it } from 'vitest';

import { definitionOf } from '../../../../../pkg/cassandra/core/cql/schema/definition';
import { findItem, type ItemId } from '../../../../../pkg/cassandra/core/cql/schema/items';
import { CqlError } from '../../../../../pkg/cassandra/core/cql/session';
import { FakeSession, refused } from '../../console/fake-session';
import { answer } from './answers';
import { shop } from './rows';

const item = (id: Partial<ItemId>) => findItem(shop, { kind: 'table', keyspace: 'shop', name: 'orders', ...id })!;
const described = (...statements: string[]) => answer(['keyspace_name', 'create_statement'], statements.map((statement) => ['shop', statement]));

describe('definitions', () => {
  it.each([
    ['DESCRIBE KEYSPACE "Odd"""', { kind: 'keyspace', keyspace: 'Odd"', name: 'Odd"' }], ['DESCRIBE TABLE "Odd"""."Select"', { keyspace: 'Odd"', name: 'Select' }],
    ['DESCRIBE MATERIALIZED VIEW shop.by_sku', { kind: 'view', name: 'by_sku' }], ['DESCRIBE TYPE shop.phone', { kind: 'type', name: 'phone' }],
    ['DESCRIBE FUNCTION shop.double', { kind: 'function', name: 'double', args: ['int'] }], ['DESCRIBE AGGREGATE shop.total', { kind: 'aggregate', name: 'total', args: ['int'] }],
  ] as const)('are asked for by %s', async(statement, id) => {
    const session = new FakeSession(() => described('CREATE it;'));

    expect(await definitionOf(session, item(id))).toEqual({ text: 'CREATE it;', by: 'server' });
    expect(session.statements).toEqual([statement]);
  });

  it('have all pages, and the triggers that DESCRIBE passes over', async() => {
    const session = new FakeSession((_, { from }) => from ? described('CREATE INDEX i;') : { ...described('CREATE TABLE t;'), next: 'more' });

    expect((await definitionOf(session, item({}))).text).toBe(`CREATE TABLE t;\n\nCREATE INDEX i;\n\nCREATE TRIGGER audit ON shop.orders USING 'org.example.Audit';`);
  });

  it('are ours before 4.0, and nobody is asked', async() => {
    const session = new FakeSession(undefined, '3.11.19');
    const { text, by } = await definitionOf(session, item({}));

    expect([by, session.statements, text.split('\n')[0]]).toEqual(['us', [], 'CREATE TABLE shop.orders (']);
    expect(text).toContain('CREATE CUSTOM INDEX');
  });

  it('are ours where the server refuses, with its words', async() => {
    const session = new FakeSession(() => {
      throw refused(0x2200, `'orders' not found`);
    });

    expect(await definitionOf(session, item({}))).toMatchObject({ by: 'us', refusal: `'orders' not found` });
  });

  it('fail with the connection', async() => {
    const session = new FakeSession(() => {
      throw new CqlError('unreachable', 'gone');
    });

    await expect(definitionOf(session, item({}))).rejects.toThrow('gone');
  });

  it.each(['table', 'view', 'type', 'function', 'aggregate', 'keyspace'] as const)('of a %s can be ours', async(kind) => {
    const names = { table: 'orders', view: 'by_sku', type: 'phone', function: 'double', aggregate: 'total', keyspace: 'shop' };
    const { text } = await definitionOf(new FakeSession(undefined, '3.0'), item({ kind, name: names[kind], ...((kind === 'function' || kind === 'aggregate') && { args: ['int'] }) }));

    expect(text.startsWith('CREATE ')).toBe(true);
  });
});
