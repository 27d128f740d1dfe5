import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { complete, type CompletionItem } from '../../../../../pkg/cassandra/core/cql/complete/complete';
import { readSchema } from '../../../../../pkg/cassandra/core/cql/schema/read';
import { garbage } from '../arbitrary';
import { BROKEN, CORPUS } from '../corpus';
import { column, map, OPTIONS_5, shop } from '../schema/rows';

/** The text with a `|` where the cursor is. */
function at(marked: string, keyspace = 'shop') {
  const offset = marked.indexOf('|');

  return complete(marked.replace('|', ''), offset, shop, keyspace);
}

const labels = (marked: string, keyspace?: string) => at(marked, keyspace).items.map(({ label }) => label);
const ofKind = (marked: string, ...kinds: CompletionItem['kind'][]) => at(marked).items.filter(({ kind }) => kinds.includes(kind)).map(({ label }) => label);

const COLUMNS = ['id', 'region', 'line', 'order_total', 'Mixed', 'at', 'embedding', 'sku'];
const TABLES = ['hits', 'orders'];
const KEYSPACES = ['Odd"', 'shop', 'system', 'system_views'];

describe('where a statement begins', () => {
  it.each(['|', ';|', 'SELECT * FROM a; |', 'CONSISTENCY ONE\n|', '-- x\n|', '/* x */|', 'SELECT 1;\n\n-- why\n|'])('%j are statements and commands', (marked) => {
    const items = at(marked).items;

    expect(items.filter(({ kind }) => kind === 'keyword').map(({ label }) => label)).toEqual(expect.arrayContaining(['SELECT', 'INSERT INTO', 'UPDATE', 'DELETE', 'BEGIN', 'CREATE', 'ALTER', 'DROP', 'TRUNCATE', 'USE', 'GRANT', 'REVOKE', 'LIST']));
    expect(items.filter(({ kind }) => kind === 'command').map(({ label }) => label)).toEqual(expect.arrayContaining(['DESCRIBE', 'CONSISTENCY', 'SERIAL CONSISTENCY', 'TRACING', 'PAGING', 'EXPAND', 'SHOW', 'SOURCE']));
    expect(items.some(({ kind }) => kind === 'table' || kind === 'column')).toBe(false);
  });

  it('they are written as the person writes', () => {
    expect([labels('sel|'), labels('Sel|'), labels('trac|'), labels('select * from orders whe|')]).toEqual([['select'], ['SELECT'], ['tracing'], ['where']]);
  });
});

describe('names of tables', () => {
  it.each(['SELECT * FROM |', 'DESCRIBE TABLE |', 'GRANT SELECT ON |', 'SELECT 1; SELECT * FROM | WHERE a = 1'])('%s', (marked) => {
    expect([ofKind(marked, 'table'), ofKind(marked, 'view'), ofKind(marked, 'keyspace')]).toEqual([TABLES, ['by_sku'], KEYSPACES]);
  });

  it.each(['INSERT INTO |', 'UPDATE |', 'DELETE FROM |', 'DELETE sku FROM |', 'TRUNCATE |', 'TRUNCATE TABLE |', 'ALTER TABLE |', 'DROP TABLE IF EXISTS |', 'CREATE INDEX ON |', 'BEGIN BATCH UPDATE |', 'CREATE MATERIALIZED VIEW v AS SELECT * FROM |'])('%s: no views', (marked) => {
    expect([ofKind(marked, 'table'), ofKind(marked, 'view'), ofKind(marked, 'keyspace')]).toEqual([TABLES, [], KEYSPACES]);
  });

  it.each([['SELECT * FROM shop.|', [...TABLES, 'by_sku']], ['select * from SHOP . |', [...TABLES, 'by_sku']], ['UPDATE "Odd""".|', ['Select']], ['SELECT * FROM shop.or|', ['orders']], ['SELECT * FROM nowhere.|', []], ['USE |', KEYSPACES], ['DROP KEYSPACE sys|', ['system', 'system_views']]])('%s', (marked, expected) => {
    expect(labels(marked)).toEqual(expected);
  });

  it('are quoted where they must be, and take the place of the whole word', () => {
    expect(at('SELECT * FROM "Odd""".Sel|xx')).toMatchObject({ from: 22, to: 27, items: [{ insert: '"Select"', kind: 'table' }] });
    expect(at('SELECT * FROM "Od|d" ')).toMatchObject({ from: 14, to: 19, items: [{ insert: '"Odd"""', kind: 'keyspace' }] });
    expect(at('SELECT "Mi| FROM orders')).toMatchObject({ from: 7, to: 10, items: [{ label: 'Mixed', insert: '"Mixed"' }] });
  });
});

describe('names of columns', () => {
  it.each([
    'SELECT | FROM orders', 'SELECT |FROM orders', 'SELECT id, | FROM shop.orders WHERE id = 1', 'SELECT DISTINCT | FROM orders', 'SELECT max(|) FROM orders', 'SELECT * FROM orders WHERE |', 'SELECT * FROM orders WHERE id = 1 AND |',
    'SELECT * FROM orders WHERE token(|', 'SELECT * FROM orders ORDER BY |', 'SELECT * FROM orders GROUP BY id, |', 'UPDATE orders SET |', 'UPDATE orders SET sku = |', `UPDATE orders SET sku = 'x', |`, 'UPDATE orders SET a = 1 WHERE |',
    'DELETE | FROM orders', 'DELETE FROM orders WHERE |', 'INSERT INTO orders (|', 'ALTER TABLE orders DROP |', 'ALTER TABLE orders RENAME |', 'CREATE INDEX ON orders (|', 'CREATE INDEX ON orders (KEYS(|',
    'CREATE MATERIALIZED VIEW v AS SELECT * FROM orders WHERE |', 'CREATE MATERIALIZED VIEW v AS SELECT * FROM orders WHERE id IS NOT NULL PRIMARY KEY (|', 'BEGIN BATCH DELETE FROM hits WHERE page = 1; UPDATE orders SET |',
    'BEGIN BATCH UPDATE orders SET | WHERE id = 1; UPDATE hits SET n = n + 1 WHERE page = 1; APPLY BATCH', 'SELECT * FROM orders WHERE (id, |', 'UPDATE orders SET a = 1 WHERE id = 1 IF |',
  ])('%s', (marked) => {
    expect(ofKind(marked, 'column')).toEqual(COLUMNS);
  });

  it('are those of the statement only', () => {
    expect(ofKind('SELECT * FROM orders; SELECT | FROM hits; SELECT * FROM orders', 'column')).toEqual(['page', 'n']);
    expect(ofKind('SELECT | FROM hits\nSELECT * FROM orders', 'column')).toEqual(['page', 'n']);
    expect(ofKind('SELECT |\nSELECT * FROM orders', 'column')).toEqual([]);
    expect(ofKind('SELECT | FROM by_sku', 'column')).toEqual(['sku', 'id']);
    expect(ofKind('SELECT | FROM system.local', 'column')).toEqual(['key', 'cluster_name']);
    expect(complete('SELECT  FROM orders', 7, shop).items.filter(({ kind }) => kind === 'column')).toEqual([]);
  });

  it('have their types, and are left out where they are already', () => {
    expect(at('INSERT INTO orders (id, region, "Mixed", |) VALUES (1)').items).toEqual([
      ...[['line', 'int'], ['order_total', 'decimal'], ['at', 'frozen<address>'], ['embedding', 'vector<float, 3>'], ['sku', 'text']].map(([label, detail]) => ({ label, insert: label, kind: 'column', detail })),
    ]);
  });

  it('have fields', () => {
    expect(at('SELECT at.| FROM orders').items.filter(({ kind }) => kind === 'field')).toEqual([
      { label: 'street', insert: 'street', kind: 'field', detail: 'text' }, { label: 'Zip', insert: '"Zip"', kind: 'field', detail: 'int' }, { label: 'phones', insert: 'phones', kind: 'field', detail: 'frozen<list<frozen<phone>>>' },
    ]);
    expect(labels('ALTER TYPE shop.address RENAME |')).toEqual(['street', 'Zip', 'phones', 'IF EXISTS']);
  });

  it('of a table that is being made are those that it has so far', () => {
    expect(labels('CREATE TABLE t (a int, "B" map<text, int>, c frozen<list<text>>, PRIMARY KEY (|')).toEqual(['a', 'B', 'c']);
    expect(labels('CREATE TABLE t (a int, b int, PRIMARY KEY (a, b)) WITH CLUSTERING ORDER BY (|')).toEqual(['a', 'b']);
  });
});

describe('what is typed', () => {
  it.each([['SELECT or| FROM orders', ['order_total']], ['SELECT OT| FROM orders', ['order_total']], ['SELECT tot| FROM orders', ['order_total']], ['SELECT ORDER_T| FROM orders', ['order_total']], ['SELECT mixe| FROM orders', ['Mixed']], ['SELECT otal| FROM orders', ['order_total']], ['SELECT zz| FROM orders', []]])('%s', (marked, expected) => {
    expect(ofKind(marked, 'column')).toEqual(expected);
  });

  it('that is nothing else but what is there is not offered again', () => {
    expect(labels('SELECT * FROM| orders')).toEqual([]);
  });
});

describe('keywords', () => {
  it.each([
    ['SELECT * FROM orders |', ['WHERE', 'GROUP BY', 'ORDER BY', 'PER PARTITION LIMIT', 'LIMIT', 'ALLOW FILTERING']],
    ['SELECT * FROM orders WHERE id |', ['LIKE', 'IS NOT NULL', 'BETWEEN', 'IN', 'CONTAINS']],
    ['SELECT * FROM orders WHERE id = 1 |', ['AND', 'GROUP BY', 'ORDER BY', 'PER PARTITION LIMIT', 'LIMIT', 'ALLOW FILTERING']],
    ['SELECT * FROM orders ORDER BY line |', ['ASC', 'DESC', 'ANN OF', 'PER PARTITION LIMIT', 'LIMIT', 'ALLOW FILTERING']],
    ['SELECT id |', ['AS', 'FROM']],
    ['INSERT INTO orders (id) |', ['VALUES']],
    ['INSERT INTO orders (id) VALUES (1) |', ['IF NOT EXISTS', 'USING']],
    ['UPDATE orders |', ['USING', 'SET']],
    ['UPDATE orders USING |', ['TTL', 'TIMESTAMP']],
    ['DROP |', ['KEYSPACE', 'TABLE', 'INDEX', 'MATERIALIZED VIEW', 'TYPE', 'FUNCTION', 'AGGREGATE', 'TRIGGER', 'ROLE', 'USER', 'IDENTITY']],
    ['CREATE FUNCTION f (a int) |', ['CALLED ON NULL INPUT RETURNS', 'RETURNS NULL ON NULL INPUT']],
    ['BEGIN |', ['UNLOGGED BATCH', 'COUNTER BATCH', 'BATCH']],
    ['BEGIN BATCH INSERT INTO a (b) VALUES (1); |', ['INSERT INTO', 'UPDATE', 'DELETE', 'APPLY BATCH']],
    ['TRACING |', ['ON', 'OFF']],
    ['SHOW |', ['HOST', 'VERSION', 'SESSION', 'REPLICAS']],
  ])('%s', (marked, expected) => {
    expect(ofKind(marked, 'keyword', 'command')).toEqual(expected);
  });

  it('are all offered where the grammar is at its end', () => {
    expect(labels('SELECT * FROM orders FROM orders wh|')).toEqual(['WHERE']);
  });
});

describe('types', () => {
  it.each(['CREATE TABLE t (id |', 'CREATE TABLE shop.t (id int PRIMARY KEY, b |', 'CREATE TABLE t (id list<|', 'ALTER TABLE orders ADD x |', 'CREATE TYPE t (a |', 'CREATE FUNCTION f (a |', 'CREATE AGGREGATE a (|', 'CREATE TABLE t (a map<text, |'])('%s', (marked) => {
    expect(ofKind(marked, 'type')).toEqual(expect.arrayContaining(['bigint', 'text', 'duration', 'varchar', 'list<>', 'vector<>', 'address', 'phone']));
  });

  it('of another keyspace are offered for a table there', () => {
    expect(ofKind('CREATE TABLE "Odd""".t (id |', 'type')).not.toContain('address');
    expect(complete('CREATE TABLE shop.t (id ', 24, shop).items.map(({ label }) => label)).toContain('address');
  });
});

describe('functions', () => {
  it('are Cassandra\'s own and those of the keyspace', () => {
    const items = at('SELECT | FROM orders').items.filter(({ kind }) => kind === 'function' || kind === 'aggregate');

    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(['double', 'total', 'token', 'ttl', 'writetime', 'maxwritetime', 'now', 'uuid', 'cast', 'to_date', 'similarity_cosine', 'collection_count', 'mask_inner', 'blob_as_int']));
    expect(items.find(({ label }) => label === 'double')).toEqual({ label: 'double', insert: 'double(', kind: 'function', detail: '(int) → int' });
    expect(items.find(({ label }) => label === 'now')?.insert).toBe('now()');
    expect(at('SELECT no|() FROM orders').items.find(({ label }) => label === 'now')?.insert).toBe('now');
  });

  it('are those of the version', () => {
    const names = ['toDate', 'dateOf', 'to_date', 'mask_inner', 'floor', 'currentTimestamp', 'maxwritetime', 'token'];
    const known = (release: string) => {
      const all = complete('SELECT  FROM orders', 7, { ...shop, release }, 'shop').items.map(({ label }) => label);

      return names.filter((name) => all.includes(name));
    };

    expect([known('3.11.19'), known('4.0.18'), known('4.1.10'), known('5.0.9'), known('6.0-alpha2')]).toEqual([
      ['toDate', 'dateOf', 'token'], ['toDate', 'dateOf', 'currentTimestamp', 'token'], ['toDate', 'dateOf', 'floor', 'currentTimestamp', 'token'],
      ['to_date', 'mask_inner', 'floor', 'maxwritetime', 'token'], ['to_date', 'mask_inner', 'floor', 'maxwritetime', 'token'],
    ]);
    expect(labels('SELECT todate| FROM orders')).toEqual(['to_date']);
  });

  it.each(['INSERT INTO orders (id) VALUES (|', 'SELECT * FROM orders WHERE id = |', 'UPDATE orders SET sku = |'])('%s', (marked) => {
    expect(ofKind(marked, 'function')).toEqual(expect.arrayContaining(['now', 'uuid', 'double']));
  });
});

describe('options', () => {
  it.each<[string, string[]]>([
    ['CREATE TABLE t (a int PRIMARY KEY) WITH comp|', ['compaction = ', 'compression = ', 'COMPACT STORAGE']],
    ['ALTER TABLE orders WITH gc|', ['gc_grace_seconds = ']],
    ['ALTER TABLE orders WITH gc| = 1', ['gc_grace_seconds']],
    ['ALTER TABLE orders WITH compaction = {|', [`'class': `]],
    [`ALTER TABLE orders WITH compaction = {'class': |`, [`'SizeTieredCompactionStrategy'`, `'LeveledCompactionStrategy'`, `'TimeWindowCompactionStrategy'`, `'UnifiedCompactionStrategy'`]],
    [`ALTER TABLE orders WITH compaction = {'class': 'lev|`, [`'LeveledCompactionStrategy'`]],
    [`ALTER TABLE orders WITH compaction = {'class': 'lev|'}`, [`'LeveledCompactionStrategy'`]],
    [`ALTER TABLE orders WITH compression = {'class': 'z|'}`, [`'ZstdCompressor'`]],
    [`ALTER TABLE orders WITH compression = {'cl|': 'x'}`, [`'class'`]],
    [`ALTER TABLE orders WITH caching = {'keys': |`, [`'ALL'`, `'NONE'`]],
    [`ALTER TABLE orders WITH read_repair = |`, [`'BLOCKING'`, `'NONE'`]],
    [`CREATE KEYSPACE k WITH |`, ['replication = ', 'durable_writes = ']],
    [`ALTER KEYSPACE shop WITH replication = {'class': 'NetworkTopologyStrategy', |`, [`'class': `, `'replication_factor': `, `'berlin': `, `'oslo': `]],
    [`CREATE INDEX ON orders (sku) USING |`, [`'sai'`]],
    [`CREATE INDEX ON orders (embedding) USING 'sai' WITH OPTIONS = {'similarity_function': '|`, [`'COSINE'`, `'DOT_PRODUCT'`, `'EUCLIDEAN'`]],
  ])('%s', (marked, expected) => {
    expect(at(marked).items.map(({ insert }) => insert)).toEqual(expect.arrayContaining(expected));
  });

  it('take the place of the string', () => {
    expect(at(`ALTER TABLE orders WITH compaction = {'class': 'lev|el'}`)).toMatchObject({ from: 47, to: 54, items: [{ kind: 'class', insert: `'LeveledCompactionStrategy'` }] });
  });
});

describe('commands', () => {
  it.each([['CONSISTENCY |', ['ANY', 'ONE', 'TWO', 'THREE', 'QUORUM', 'ALL', 'LOCAL_QUORUM', 'EACH_QUORUM', 'SERIAL', 'LOCAL_SERIAL', 'LOCAL_ONE']], ['consistency lq|', ['LOCAL_QUORUM']], ['SERIAL CONSISTENCY |', ['SERIAL', 'LOCAL_SERIAL']]])('%s', (marked, expected) => {
    expect(ofKind(marked, 'consistency')).toEqual(expected);
  });

  it.each([['DESCRIBE INDEX |', ['Near', 'by_total', 'keys', 'like_sku']], ['DROP TYPE sh|', []], ['DROP TYPE |', ['address', 'phone']], ['DROP FUNCTION |', ['double', 'step']], ['DROP AGGREGATE |', ['total']], ['ALTER MATERIALIZED VIEW |', ['by_sku']]])('%s', (marked, expected) => {
    expect(ofKind(marked, 'index', 'type', 'function', 'aggregate', 'view')).toEqual(expected);
  });
});

describe('nothing', () => {
  it.each([
    `SELECT * FROM orders WHERE sku = 'or|`, `SELECT * FROM orders WHERE sku = 'or|'`, `SELECT * FROM orders WHERE sku = 'x'|`, 'SELECT * -- FROM |', 'SELECT * // FROM |', 'SELECT /* | */ FROM orders', 'SELECT 12|', 'SELECT 0xc|', '-- |', 'SELECT :na|',
    `CREATE FUNCTION f (a int) CALLED ON NULL INPUT RETURNS int LANGUAGE java AS $$ return |`, `INSERT INTO orders JSON '{"id|`, 'CREATE TABLE |x', 'SELECT id AS |x', `CREATE ROLE a WITH PASSWORD = '|`,
  ])('is offered at %j', (marked) => {
    expect(at(marked).items.filter(({ kind }) => kind !== 'keyword' && kind !== 'keyspace')).toEqual([]);
  });
});

describe('any text', () => {
  const corpus = [...Object.values(CORPUS).flat(), ...BROKEN].map(([text]) => text);

  function check(text: string, offset: number) {
    const { from, to, items } = complete(text, offset, shop, 'shop');

    expect(from <= offset && offset <= to && to <= text.length).toBe(true);
    expect(items.every(({ label, insert }) => label !== '' && insert !== '')).toBe(true);
    expect(new Set(items.map(({ kind, insert }) => `${ kind } ${ insert }`)).size).toBe(items.length);
  }

  it('of the corpus is completed anywhere', () => {
    const text = fc.oneof(fc.constantFrom(...corpus), fc.shuffledSubarray(corpus, { maxLength: 3 }).map((texts) => texts.join(';\n')));

    fc.assert(fc.property(text.chain((one) => fc.tuple(fc.constant(one), fc.nat({ max: one.length }))), ([one, offset]) => check(one, offset)), { numRuns: 3_000 });
  }, 60_000);

  it('is completed', () => {
    fc.assert(fc.property(garbage.chain((text) => fc.tuple(fc.constant(text), fc.nat({ max: text.length }))), ([text, offset]) => check(text, offset)), { numRuns: 1_000 });
    for (const offset of [-1, 99, Number.NaN]) {
      const { from, to } = complete('SELECT', offset, shop);

      expect(from >= 0 && from <= to && to <= 6).toBe(true);
    }
  }, 60_000);
});

describe('how much there is', () => {
  const large = readSchema({
    keyspaces: { rows: [{ keyspace_name: 'large', durable_writes: true, replication: map({ class: 'org.apache.cassandra.locator.SimpleStrategy', replication_factor: '1' }) }] },
    tables:    { rows: [{ keyspace_name: 'large', table_name: 'wide', flags: ['compound'], ...OPTIONS_5 }] },
    columns:   { rows: Array.from({ length: 10_000 }, (_, index) => column('large', 'wide', `column_of_some_${ index }`, 'text', index ? 'regular' : 'partition_key', index ? -1 : 0)) },
  });

  it.each(['', 'c', 'cos9', 'some_99', 'zzz'])('10,000 columns are looked through for %j at once', (typed) => {
    const text = `SELECT ${ typed } FROM wide WHERE x = 1`;
    const run = () => complete(text, 7 + typed.length, large, 'large');

    // Time of this process: on a busy machine the clock tells of the others.
    const times = Array.from({ length: 10 }, () => {
      const began = process.cpuUsage();

      run();
      const { user, system } = process.cpuUsage(began);

      return (user + system) / 1_000;
    });

    expect(Math.min(...times)).toBeLessThan(20);
    expect(run().items.length).toBeLessThan(260);
  });

  it('a long statement is read in time', () => {
    const text = `BEGIN BATCH ${ `INSERT INTO orders (id, sku) VALUES (1, 'it''s'); `.repeat(2_000) } UPDATE orders SET `;
    const began = performance.now();

    expect(complete(text, text.length, shop, 'shop').items.slice(0, COLUMNS.length).map(({ label }) => label)).toEqual(COLUMNS);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
