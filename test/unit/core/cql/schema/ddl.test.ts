import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { classify } from '../../../../../pkg/cassandra/core/cql/classify';
import { createAggregate, createAll, createFunction, createIndex, createKeyspace, createTable, createType, createView, describeStatement } from '../../../../../pkg/cassandra/core/cql/schema/ddl';
import type { Keyspace, SchemaColumn, Table } from '../../../../../pkg/cassandra/core/cql/schema/model';
import { readSchema } from '../../../../../pkg/cassandra/core/cql/schema/read';
import { splitStatements } from '../../../../../pkg/cassandra/core/cql/split';
import { column, map, OPTIONS_3, shop } from './rows';

const keyspace = shop.keyspaces.get('shop')!;
const orders = keyspace.tables.get('orders')!;

describe('statements', () => {
  it('of a table', () => {
    expect(createTable(orders)).toBe(`CREATE TABLE shop.orders (
    id timeuuid,
    region text,
    line int,
    order_total decimal static,
    "Mixed" map<text, frozen<list<int>>>,
    at frozen<address>,
    embedding vector<float, 3>,
    sku text MASKED WITH mask_inner(1, null),
    PRIMARY KEY ((id, region), line)
) WITH CLUSTERING ORDER BY (line DESC)
    AND additional_write_policy = '99p'
    AND bloom_filter_fp_chance = 0.01
    AND caching = {'keys': 'ALL', 'rows_per_partition': 'NONE'}
    AND comment = 'it''s; here'
    AND compaction = {'class': 'org.apache.cassandra.db.compaction.SizeTieredCompactionStrategy', 'max_threshold': '32', 'min_threshold': '4'}
    AND compression = {'chunk_length_in_kb': '16', 'class': 'org.apache.cassandra.io.compress.LZ4Compressor'}
    AND crc_check_chance = 1.0
    AND default_time_to_live = 0
    AND gc_grace_seconds = 864000
    AND max_index_interval = 2048
    AND memtable_flush_period_in_ms = 0
    AND min_index_interval = 128
    AND read_repair = 'BLOCKING'
    AND speculative_retry = '99p';`);
  });

  it('of a compact table in 3.11', () => {
    const table = readSchema({
      keyspaces: { rows: [{ keyspace_name: 'old', durable_writes: true, replication: map({}) }] },
      tables:    { rows: [{ keyspace_name: 'old', table_name: 'T', flags: ['dense'], ...OPTIONS_3, extensions: map({ x: '0xcafe' }) }] },
      columns:   { rows: [column('old', 'T', 'k', 'text', 'partition_key', 0), column('old', 'T', 'c', 'int', 'clustering', 0, 'asc'), column('old', 'T', 'v', 'blob')] },
    }).keyspaces.get('old')!.tables.get('T')!;
    const text = createTable(table);

    expect(text.startsWith('CREATE TABLE old."T" (\n    k text,\n    c int,\n    v blob,\n    PRIMARY KEY (k, c)\n) WITH COMPACT STORAGE\n    AND CLUSTERING ORDER BY (c ASC)\n    AND bloom_filter_fp_chance = 0.01\n')).toBe(true);
    expect(text).toContain('\n    AND dclocal_read_repair_chance = 0.1\n');
    expect(text).toContain(`\n    AND extensions = {'x': 0xcafe}\n`);
    expect(text).toContain('\n    AND read_repair_chance = 0.0\n');
  });

  it('that nobody can run stand in comments', () => {
    expect(splitStatements(createTable(shop.keyspaces.get('system_views')!.tables.get('settings')!))).toEqual([]);
    expect(splitStatements(createKeyspace(shop.keyspaces.get('system_views')!))).toEqual([]);
    expect(splitStatements(createTable({ ...orders, compact: 'super', comment: '*/ DROP TABLE x; ', options: new Map([['comment', '*/ DROP TABLE x; ']]) }))).toEqual([]);
  });

  it('of everything else', () => {
    const [near, total] = orders.indexes;
    const [double, step] = keyspace.functions;

    expect([
      createKeyspace(keyspace), createKeyspace(shop.keyspaces.get('Odd"')!), createIndex(orders, near!), createIndex(orders, total!), createType(keyspace.types.get('address')!), createFunction(double!),
      createFunction(step!), createAggregate(keyspace.aggregates[0]!), createView(keyspace.views.get('by_sku')!).split('\n    AND ', 1)[0],
    ]).toEqual([
      `CREATE KEYSPACE shop WITH replication = {'class': 'NetworkTopologyStrategy', 'berlin': '3', 'oslo': '2'} AND durable_writes = true;`,
      `CREATE KEYSPACE "Odd""" WITH replication = {'class': 'SimpleStrategy', 'replication_factor': '1'} AND durable_writes = false;`,
      `CREATE CUSTOM INDEX "Near" ON shop.orders (embedding) USING 'StorageAttachedIndex' WITH OPTIONS = {'similarity_function': 'dot_product'};`,
      'CREATE INDEX by_total ON shop.orders (order_total);',
      'CREATE TYPE shop.address (\n    street text,\n    "Zip" int,\n    phones frozen<list<frozen<phone>>>\n);',
      'CREATE FUNCTION shop.double (x int)\n    RETURNS NULL ON NULL INPUT\n    RETURNS int\n    LANGUAGE java\n    AS $$return x * 2;$$;',
      `CREATE FUNCTION shop.step (state int, "Value" int)\n    CALLED ON NULL INPUT\n    RETURNS int\n    LANGUAGE java\n    AS 'return "$$;'' ";';`,
      'CREATE AGGREGATE shop.total (int)\n    SFUNC step\n    STYPE int\n    FINALFUNC double\n    INITCOND 0;',
      'CREATE MATERIALIZED VIEW shop.by_sku AS\n    SELECT sku, id\n    FROM shop.orders\n    WHERE sku IS NOT NULL AND id IS NOT NULL\n    PRIMARY KEY (sku, id)\n WITH CLUSTERING ORDER BY (id ASC)',
    ]);
  });

  it('of a keyspace come in an order in which they can be run', () => {
    const texts = createAll(keyspace);

    expect(texts.map((text) => /^CREATE (?:CUSTOM |MATERIALIZED )?(\w+ \S+)/.exec(text)?.[1])).toEqual([
      'KEYSPACE shop', 'TYPE shop.phone', 'TYPE shop.address', 'FUNCTION shop.double', 'FUNCTION shop.step', 'AGGREGATE shop.total', 'TABLE shop.hits', 'TABLE shop.orders', 'INDEX "Near"', 'INDEX by_total',
      'INDEX keys', 'INDEX like_sku', 'TRIGGER audit', 'VIEW shop.by_sku',
    ]);
    expect(splitStatements(texts.join('\n\n')).map(({ text }) => classify(text).effect)).toEqual(texts.map(() => 'schema'));
  });

  it.each([
    ['keyspace', 'shop', undefined, 'DESCRIBE ONLY KEYSPACE shop'], ['table', 'Or"ders', 'shop', 'DESCRIBE TABLE shop."Or""ders"'], ['view', 'v', 'select', 'DESCRIBE MATERIALIZED VIEW "select".v'],
    ['index', 'i', 'shop', 'DESCRIBE INDEX shop.i'], ['type', 't', 'shop', 'DESCRIBE TYPE shop.t'], ['function', 'f', 'shop', 'DESCRIBE FUNCTION shop.f'], ['aggregate', 'a', 'shop', 'DESCRIBE AGGREGATE shop.a'],
  ] as const)('asks for a %s', (kind, name, within, statement) => {
    expect(describeStatement(kind, name, within)).toBe(statement);
    expect(classify(statement)).toMatchObject({ kind: 'describe', effect: 'read', object: kind });
  });
});

describe('any statement', () => {
  const name = fc.oneof(fc.constantFrom('select', 'a', 'A', 'a b', `it's`, '"', '$$', ';', '--', '/*', '*/'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }));
  const text = fc.oneof(fc.constantFrom(`'`, '$$', ';', '*/', '$', '-- x\n'), fc.string({ unit: 'grapheme', maxLength: 20 }));
  const type = fc.constantFrom('int', 'frozen<map<text, list<int>>>', 'vector<float, 3>', '"Odd"', `'org.apache.cassandra.db.marshal.X(a;b)'`);
  const columns = fc.uniqueArray(name, { minLength: 1, maxLength: 6 }).chain((names) => fc.tuple(fc.nat({ max: names.length - 1 }), fc.nat({ max: names.length - 1 }), fc.array(type, { minLength: names.length, maxLength: names.length }))
    .map(([one, other, types]) => names.map((each, index): SchemaColumn => ({ name: each, type: types[index]!, kind: index <= Math.min(one, other) ? 'partition_key' : index <= Math.max(one, other) ? 'clustering' : 'regular', position: index }))));
  const options = fc.dictionary(fc.constantFrom('comment', 'gc_grace_seconds', 'crc_check_chance', 'compaction', 'cdc'), fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.dictionary(text, text).map(map))).map((entries) => new Map(Object.entries(entries)));
  const table: fc.Arbitrary<Table> = fc.record({
    keyspace: name, name, virtual: fc.constant(false), columns, comment: text, options, counter: fc.boolean(), triggers: fc.constant([]),
    indexes:  fc.array(fc.record({ name, kind: fc.constantFrom('secondary' as const, 'sai' as const, 'custom' as const), target: fc.constantFrom('a', 'keys("A;")'), className: text, options: fc.dictionary(text, text).map((entries) => new Map(Object.entries(entries))) }), { maxLength: 2 }),
  });
  const made: fc.Arbitrary<Keyspace> = fc.record({
    name, tables: fc.array(table, { maxLength: 2 }).map((tables) => new Map(tables.map((one) => [one.name, one]))), durableWrites: fc.boolean(), virtual: fc.constant(false), system: fc.constant(false),
    replication: fc.record({ name, strategy: text, options: fc.dictionary(text, text) }), views: fc.constant(new Map()),
    types:      fc.array(fc.record({ keyspace: name, name, fields: fc.array(fc.record({ name, type }), { minLength: 1, maxLength: 3 }) }), { maxLength: 3 }).map((types) => new Map(types.map((one) => [one.name, one]))),
    functions:  fc.array(fc.record({ keyspace: name, name, args: fc.array(fc.record({ name, type }), { maxLength: 3 }), returns: type, language: fc.constant('java'), body: text, calledOnNull: fc.boolean() }), { maxLength: 2 }),
    aggregates: fc.array(fc.record({ keyspace: name, name, args: fc.array(type, { maxLength: 2 }), returns: type, stateFunction: name, stateType: type }), { maxLength: 2 }),
  });

  it('is one statement that changes the schema, and names what it makes', () => {
    fc.assert(fc.property(made, (keyspaceMade) => {
      for (const statement of createAll(keyspaceMade)) {
        const [only, ...more] = splitStatements(statement);

        expect(more).toEqual([]);
        expect(only?.endedBy).toBe('semicolon');
        expect(only?.unfinished).toBeUndefined();
        expect(classify(only!.text).effect).toBe('schema');
      }
      expect(classify(createKeyspace(keyspaceMade)).targets).toMatchObject([{ kind: 'keyspace', name: keyspaceMade.name }]);
      for (const each of keyspaceMade.tables.values()) {
        expect(classify(createTable(each)).targets).toMatchObject([{ kind: 'table', keyspace: each.keyspace, name: each.name }]);
      }
    }), { numRuns: 300 });
  }, 60_000);
});
