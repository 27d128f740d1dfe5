// A value of every type that Cassandra 5.0 has: as it is written, and as the console is to show it. How it is shown is said here by hand.

/** A column with one value. */
export interface TypeCase {
  readonly name: string;
  readonly type: string;
  /** The type as the protocol tells it, where that is not as it was written: what is frozen is not told. */
  readonly told?: string;
  readonly literal: string;
  readonly shown: string;
  readonly kind: string;
  /** From which major version on there is such a type. */
  readonly since?: number;
}

export const ADDRESS = 'CREATE TYPE IF NOT EXISTS KS.address (street text, "Zip" int, phones frozen<list<text>>)';

const scalars: readonly TypeCase[] = [
  { name: 'c_ascii', type: 'ascii', literal: `'plain ~'`, shown: 'plain ~', kind: 'text' },
  { name: 'c_bigint', type: 'bigint', literal: '-9223372036854775808', shown: '-9223372036854775808', kind: 'number' },
  { name: 'c_blob', type: 'blob', literal: '0x00ff7f', shown: '0x00ff7f', kind: 'bytes' },
  { name: 'c_boolean', type: 'boolean', literal: 'true', shown: 'true', kind: 'boolean' },
  { name: 'c_date', type: 'date', literal: `'-0044-03-15'`, shown: '-0044-03-15', kind: 'time' },
  { name: 'c_decimal', type: 'decimal', literal: '-12345678901234567890.12345678900', shown: '-12345678901234567890.12345678900', kind: 'number' },
  { name: 'c_double', type: 'double', literal: '1.7976931348623157E308', shown: '1.7976931348623157e+308', kind: 'number' },
  { name: 'c_minus', type: 'double', literal: '-0.0', shown: '-0', kind: 'number' },
  { name: 'c_duration', type: 'duration', literal: '1y2mo3d4h5m6s7ms8us9ns', shown: '1y2mo3d4h5m6s7ms8us9ns', kind: 'time' },
  { name: 'c_float', type: 'float', literal: '0.1', shown: '0.1', kind: 'number' },
  { name: 'c_inet', type: 'inet', literal: `'2001:db8::1'`, shown: '2001:db8::1', kind: 'id' },
  { name: 'c_int', type: 'int', literal: '-2147483648', shown: '-2147483648', kind: 'number' },
  { name: 'c_smallint', type: 'smallint', literal: '-32768', shown: '-32768', kind: 'number' },
  { name: 'c_tinyint', type: 'tinyint', literal: '-128', shown: '-128', kind: 'number' },
  { name: 'c_text', type: 'text', literal: `'Zoë ''sagt'' 漢字 😀'`, shown: `Zoë 'sagt' 漢字 😀`, kind: 'text' },
  { name: 'c_time', type: 'time', literal: `'23:59:59.999999999'`, shown: '23:59:59.999999999', kind: 'time' },
  { name: 'c_timestamp', type: 'timestamp', literal: `'2024-02-29 12:34:56.789+0000'`, shown: '2024-02-29T12:34:56.789Z', kind: 'time' },
  { name: 'c_timeuuid', type: 'timeuuid', literal: '50554d6e-29bb-11e5-b345-feff819cdc9f', shown: '50554d6e-29bb-11e5-b345-feff819cdc9f', kind: 'id' },
  { name: 'c_uuid', type: 'uuid', literal: 'c37d661d-7e61-49ea-96a5-68c34e83db3a', shown: 'c37d661d-7e61-49ea-96a5-68c34e83db3a', kind: 'id' },
  { name: 'c_varchar', type: 'varchar', told: 'text', literal: `'x'`, shown: 'x', kind: 'text' },
  { name: 'c_varint', type: 'varint', literal: '-123456789012345678901234567890', shown: '-123456789012345678901234567890', kind: 'number' },
];

const nested: readonly TypeCase[] = [
  { name: 'c_list', type: 'list<int>', literal: '[3, 1, 2]', shown: '[3, 1, 2]', kind: 'nested' },
  { name: 'c_set', type: 'set<text>', literal: `{'b', 'a'}`, shown: `{'a', 'b'}`, kind: 'nested' },
  { name: 'c_map', type: 'map<text, bigint>', literal: `{'b': 2, 'a': 1}`, shown: `{'a': 1, 'b': 2}`, kind: 'nested' },
  { name: 'c_no_items', type: 'frozen<list<int>>', told: 'list<int>', literal: '[]', shown: '[]', kind: 'nested' },
  { name: 'c_sets', type: 'map<text, frozen<list<frozen<set<int>>>>>', told: 'map<text, list<set<int>>>', literal: `{'k': [{2, 1}, {3}]}`, shown: `{'k': [{1, 2}, {3}]}`, kind: 'nested' },
  { name: 'c_tuple', type: 'tuple<int, text, boolean>', literal: '(1, null, true)', shown: '(1, null, true)', kind: 'nested' },
  { name: 'c_udt', type: 'frozen<address>', told: 'address', literal: `{street: 'A''s', "Zip": 7, phones: ['1', '2']}`, shown: `{street: 'A''s', "Zip": 7, phones: ['1', '2']}`, kind: 'nested' },
  { name: 'c_partly', type: 'address', literal: `{street: 'only'}`, shown: `{street: 'only', "Zip": null, phones: null}`, kind: 'nested' },
  {
    name: 'c_deep', type: 'list<frozen<map<text, frozen<tuple<int, frozen<address>>>>>>', told: 'list<map<text, tuple<int, address>>>', kind: 'nested',
    literal: `[{'a': (1, {street: 'x', "Zip": 2, phones: ['y']})}]`, shown: `[{'a': (1, {street: 'x', "Zip": 2, phones: ['y']})}]`,
  },
  { name: 'c_vector', type: 'vector<float, 3>', literal: '[1.5, -2.25, 0.5]', shown: '[1.5, -2.25, 0.5]', kind: 'nested', since: 5 },
  { name: 'c_words', type: 'vector<text, 2>', literal: `['a', 'b']`, shown: `['a', 'b']`, kind: 'nested', since: 5 },
];

/** Three things that are easily taken for each other. */
const nothing: readonly TypeCase[] = [
  { name: 'c_null', type: 'int', literal: 'null', shown: 'null', kind: 'null' },
  { name: 'c_empty', type: 'int', literal: 'blobAsInt(0x)', shown: 'empty', kind: 'empty' },
  { name: 'c_no_text', type: 'text', literal: `''`, shown: `''`, kind: 'text' },
];

/** Of all types but the counter, which stands in tables of its own. */
export const typesOf = (major: number): readonly TypeCase[] => [...scalars, ...nested, ...nothing].filter(({ since = 0 }) => major >= since);

const TABLE = 'every_type';

const columnsOf = (cases: readonly TypeCase[]) => cases.map(({ name }) => name).join(', ');

/** Makes the table, and the type that it needs. */
export const createTypes = (keyspace: string, cases: readonly TypeCase[]): string => `
${ ADDRESS.replace('KS', keyspace) };
CREATE TABLE ${ keyspace }.${ TABLE } (id text PRIMARY KEY, ${ cases.map(({ name, type }) => `${ name } ${ type.replaceAll('address', `${ keyspace }.address`) }`).join(', ') });`;

/** @param terms in the order of the columns */
export const insertTypes = (keyspace: string, id: string, cases: readonly TypeCase[], terms: readonly string[]): string => `
INSERT INTO ${ keyspace }.${ TABLE } (id, ${ columnsOf(cases) }) VALUES ('${ id }', ${ terms.join(', ') });`;

export const selectTypes = (keyspace: string, id: string, cases: readonly TypeCase[], json = false): string => `SELECT ${ json ? 'JSON ' : '' }${ columnsOf(cases) } FROM ${ keyspace }.${ TABLE } WHERE id = '${ id }';`;
