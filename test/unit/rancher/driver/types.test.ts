import { afterEach, expect, it } from 'vitest';
import {
  custom, INET, INT, listOf, mapOf, rows, setOf, TEXT, tupleOf, udt, UUID
} from './native-frames';
import type { Type } from './native-frames';
import { startPods } from './pods';
import type { Pods } from './pods';

let pods: Pods;

afterEach(() => pods.close());

const scalar = (name: string) => ({ kind: 'scalar', name });
const COLUMNS: readonly (readonly [string, Type, object])[] = [
  ...['ascii', 'bigint', 'blob', 'boolean', 'counter', 'decimal', 'double', 'float', 'int', 'text', 'timestamp', 'uuid', 'text', 'varint', 'timeuuid', 'inet', 'date', 'time', 'smallint', 'tinyint', 'duration']
    .map((name, i) => [`${ i + 1 } ${ name }`, [i + 1] as const, scalar(name)] as const),
  ['list', listOf(INT), { kind: 'list', of: scalar('int') }],
  ['set', setOf(UUID), { kind: 'set', of: scalar('uuid') }],
  ['map', mapOf(TEXT, listOf(INET)), { kind: 'map', key: scalar('text'), value: { kind: 'list', of: scalar('inet') } }],
  ['tuple', tupleOf(INT, setOf(TEXT)), { kind: 'tuple', of: [scalar('int'), { kind: 'set', of: scalar('text') }] }],
  ['udt', udt('shop', 'address', { street: TEXT, 'Nr.': tupleOf(INT) }), {
    kind: 'udt', keyspace: 'shop', name: 'address', fields: [{ name: 'street', type: scalar('text') }, { name: 'Nr.', type: { kind: 'tuple', of: [scalar('int')] } }]
  }],
  ['vector', custom('org.apache.cassandra.db.marshal.VectorType(org.apache.cassandra.db.marshal.FloatType, 3)'), { kind: 'vector', of: scalar('float'), dimension: 3 }],
  ['custom', custom('com.example.Mine'), { kind: 'custom', name: 'com.example.Mine' }],
  ['of later versions', [0x1234], { kind: 'custom', name: '0x1234' }],
];

it('knows every type of the protocol, and does not choke on values that make no sense', async() => {
  pods = await startPods([{ ip: '10.42.1.7', answer: () => rows({ columns: COLUMNS.map(([name, type]) => [name, type]), rows: [COLUMNS.map(() => Buffer.of(1, 2, 3))] }) }]);
  const { columns, rows: [row] } = await (await pods.open()).execute('SELECT *', { consistency: 'ONE', pageSize: 1 });

  expect(columns.map(({ name, type }) => [name, type])).toEqual(COLUMNS.map(([name,, type]) => [name, type]));
  expect(row?.map((cell) => cell && [...cell])).toEqual(COLUMNS.map(() => [1, 2, 3]));
});
