import { describe, expect, it } from 'vitest';

import { schemaQueries, unreadOf } from '../../../../../pkg/cassandra/core/cql/schema/queries';
import { readSchema, type SchemaAnswers } from '../../../../../pkg/cassandra/core/cql/schema/read';
import { CqlError } from '../../../../../pkg/cassandra/core/cql/session';
import { column, map, OPTIONS_3, SHOP, shop } from './rows';

const keyspace = shop.keyspaces.get('shop')!;
const orders = keyspace.tables.get('orders')!;

describe('a schema', () => {
  it('has its keyspaces by name, with their replication', () => {
    expect([...shop.keyspaces.values()].map(({ name, replication, durableWrites, virtual, system }) => [name, replication.strategy, replication.options, durableWrites, virtual, system])).toEqual([
      ['Odd"', 'SimpleStrategy', { replication_factor: '1' }, false, false, false],
      ['shop', 'NetworkTopologyStrategy', { berlin: '3', oslo: '2' }, true, false, false],
      ['system', 'LocalStrategy', {}, true, false, true],
      ['system_views', '', {}, true, true, true],
    ]);
    expect(shop).toMatchObject({ release: '5.0.9', notes: [] });
  });

  it('has columns in the order of the key', () => {
    expect(orders.columns.map(({ name, kind, position, order, type, mask }) => [name, kind, position, order, type, mask])).toEqual([
      ['id', 'partition_key', 0, undefined, 'timeuuid', undefined],
      ['region', 'partition_key', 1, undefined, 'text', undefined],
      ['line', 'clustering', 0, 'desc', 'int', undefined],
      ['order_total', 'static', -1, undefined, 'decimal', undefined],
      ['Mixed', 'regular', -1, undefined, 'map<text, frozen<list<int>>>', undefined],
      ['at', 'regular', -1, undefined, 'frozen<address>', undefined],
      ['embedding', 'regular', -1, undefined, 'vector<float, 3>', undefined],
      ['sku', 'regular', -1, undefined, 'text', 'mask_inner(1, null)'],
    ]);
  });

  it('knows indexes by what they are', () => {
    expect(orders.indexes.map(({ name, kind, target, options }) => [name, kind, target, Object.fromEntries(options)])).toEqual([
      ['Near', 'sai', 'embedding', { similarity_function: 'dot_product' }],
      ['by_total', 'secondary', 'order_total', {}],
      ['keys', 'custom', 'keys("Mixed")', {}],
      ['like_sku', 'sasi', 'sku', { mode: 'CONTAINS' }],
    ]);
  });

  it('keeps what it knows nothing of as options, and leaves out what is null or long gone', () => {
    const rows = SHOP.tables && 'rows' in SHOP.tables ? SHOP.tables.rows.map((row) => ({ ...row, newer_than_us: map({ a: 'b' }) })) : [];
    const { options } = readSchema({ ...SHOP, tables: { rows } }).keyspaces.get('shop')!.tables.get('orders')!;

    expect(options.get('newer_than_us')).toEqual(new Map([['a', 'b']]));
    expect([...options.keys()].filter((name) => ['id', 'flags', 'memtable', 'cdc', 'read_repair_chance', 'table_name'].includes(name))).toEqual([]);
    expect(options.get('read_repair')).toBe('BLOCKING');
  });

  it('has views, types, functions, aggregates, triggers, counters', () => {
    expect(keyspace.views.get('by_sku')).toMatchObject({ base: 'orders', where: 'sku IS NOT NULL AND id IS NOT NULL', all: false, columns: [{ name: 'sku' }, { name: 'id' }] });
    expect([...keyspace.types.values()].map(({ name, fields }) => [name, fields.map((field) => `${ field.name } ${ field.type }`)])).toEqual([
      ['address', ['street text', 'Zip int', 'phones frozen<list<frozen<phone>>>']], ['phone', ['number text']],
    ]);
    expect(keyspace.functions[0]).toEqual({ keyspace: 'shop', name: 'double', args: [{ name: 'x', type: 'int' }], returns: 'int', language: 'java', body: 'return x * 2;', calledOnNull: false });
    expect(keyspace.aggregates[0]).toMatchObject({ name: 'total', stateFunction: 'step', finalFunction: 'double', initial: '0' });
    expect(orders.triggers).toEqual([{ name: 'audit', className: 'org.example.Audit' }]);
    expect([orders.counter, keyspace.tables.get('hits')!.counter]).toEqual([false, true]);
  });

  it('has virtual tables', () => {
    expect(shop.keyspaces.get('system_views')!.tables.get('settings')).toMatchObject({ virtual: true, comment: 'current settings', columns: [{ name: 'name' }, { name: 'value' }] });
  });
});

describe('a compact table of 3.11', () => {
  const read = (flags: readonly string[], columns: readonly ReturnType<typeof column>[]) => readSchema({
    keyspaces: { rows: [{ keyspace_name: 'old', durable_writes: true, replication: map({ class: 'org.apache.cassandra.locator.SimpleStrategy', replication_factor: '1' }) }] },
    tables:    { rows: [{ keyspace_name: 'old', table_name: 't', id: '50554d6e-29bb-11e5-b345-feff819cdc9f', flags, ...OPTIONS_3 }] },
    columns:   { rows: columns },
  }, '3.11.19').keyspaces.get('old')!.tables.get('t')!;

  it('with fixed columns hides the key and the value beside them', () => {
    const table = read([], [column('old', 't', 'k', 'text', 'partition_key', 0), column('old', 't', 'column1', 'text', 'clustering', 0, 'asc'), column('old', 't', 'value', 'blob'), column('old', 't', 'a', 'int', 'static')]);

    expect([table.compact, table.columns.map(({ name, kind }) => [name, kind])]).toEqual(['compact', [['k', 'partition_key'], ['a', 'regular']]]);
  });

  it('without values hides the empty one', () => {
    const table = read(['dense', 'compound'], [column('old', 't', 'k', 'text', 'partition_key', 0), column('old', 't', 'c', 'text', 'clustering', 0, 'asc'), column('old', 't', 'value', `'org.apache.cassandra.db.marshal.EmptyType'`)]);

    expect([table.compact, table.columns.map(({ name }) => name)]).toEqual(['compact', ['k', 'c']]);
  });

  it.each([[['compound'], undefined], [['super', 'dense'], 'super'], [['compound', 'counter'], undefined]])('with flags %j is %s', (flags, compact) => {
    expect(read(flags, [column('old', 't', 'k', 'text', 'partition_key', 0)]).compact).toBe(compact);
  });
});

describe('what cannot be read', () => {
  const denied = (message: string) => ({ unread: unreadOf(new CqlError('refused', message, 0x2100))! });

  it('is missing, and noted', () => {
    const schema = readSchema({ ...SHOP, functions: denied('User x has no SELECT permission on <table system_schema.functions>'), masks: { unread: unreadOf(new CqlError('refused', 'unconfigured table column_masks', 0x2200))! } });

    expect(schema.notes).toEqual([{ part: 'functions', code: 'denied', message: 'User x has no SELECT permission on <table system_schema.functions>' }]);
    expect(schema.keyspaces.get('shop')!.functions).toEqual([]);
    expect(schema.keyspaces.get('shop')!.tables.size).toBe(2);
  });

  it('of keyspaces still leaves their tables', () => {
    const { keyspaces, notes } = readSchema({ ...SHOP, keyspaces: denied('no') });

    expect([[...keyspaces.keys()], keyspaces.get('shop')!.tables.size, notes.length]).toEqual([['Odd"', 'shop', 'system', 'system_views'], 2, 1]);
  });

  it.each([
    [new CqlError('refused', 'no', 0x2100), 'denied'], [new CqlError('refused', 'no such table', 0x2200), 'absent'], [new CqlError('refused', 'overloaded', 0x1001), 'refused'],
    [new CqlError('timeout', 'late'), undefined], [new CqlError('closed', 'over'), undefined], [new TypeError('bug'), undefined],
  ])('%s is %s', (error, code) => {
    expect(unreadOf(error)?.code).toBe(code);
  });

  it('of nothing at all is an empty schema', () => {
    expect(readSchema({})).toEqual({ keyspaces: new Map(), notes: [] });
  });
});

describe('what is asked for', () => {
  it.each([['3.11.19', 9], ['4.0.18', 12], ['4.1.10', 12], ['5.0.9', 13], ['6.0-alpha2', 13], [undefined, 13], ['odd', 13]])('of %s are %i queries', (release, count) => {
    const queries = schemaQueries(release);

    expect(queries.length).toBe(count);
    expect(queries[0]).toEqual({ part: 'keyspaces', statement: 'SELECT * FROM system_schema.keyspaces' });
  });
});

it('reads 1,000 tables with 10,000 columns at once', () => {
  const tables = Array.from({ length: 1_000 }, (_, index) => `table_${ index }`);
  const answers: SchemaAnswers = {
    keyspaces: { rows: [{ keyspace_name: 'large', durable_writes: true, replication: map({ class: 'org.apache.cassandra.locator.SimpleStrategy', replication_factor: '1' }) }] },
    tables:    { rows: tables.map((table) => ({ keyspace_name: 'large', table_name: table, flags: ['compound'], ...OPTIONS_3 })) },
    columns:   { rows: tables.flatMap((table) => Array.from({ length: 10 }, (_, index) => column('large', table, `column_${ index }`, 'text', index ? 'regular' : 'partition_key', index ? -1 : 0))) },
  };
  const began = performance.now();
  const schema = readSchema(answers);

  expect(performance.now() - began).toBeLessThan(200);
  expect(schema.keyspaces.get('large')!.tables.get('table_999')!.columns.length).toBe(10);
});
