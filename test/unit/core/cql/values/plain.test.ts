import { describe, expect, it } from 'vitest';

import type { Column, CqlType, ScalarName } from '../../../../../pkg/cassandra/core/cql/session';
import { readRows } from '../../../../../pkg/cassandra/core/cql/values/plain';
import { bigint, bool, ColumnTypeError, int, list, map, number, text, textMap, texts, uuid } from '../../../../../pkg/cassandra/core/cql/values/row';
import { encode } from './oracle';

const scalar = (name: ScalarName): CqlType => ({ kind: 'scalar', name });
const TEXT = scalar('text');
const ID = '550e8400-e29b-41d4-a716-446655440000';

const CELLS: Record<string, [CqlType, unknown]> = {
  name: [TEXT, 'a'], none: [TEXT, null], id: [scalar('uuid'), ID], yes: [scalar('boolean'), true], port: [scalar('int'), 9042], count: [scalar('bigint'), 2n ** 60n], few: [scalar('counter'), 7n],
  load: [scalar('double'), 1.5], at: [scalar('timestamp'), new Date(1_700_000_000_123)], address: [scalar('inet'), Buffer.from([10, 0, 0, 1])], key: [scalar('blob'), Buffer.from([1, 255])],
  tokens: [{ kind: 'set', of: TEXT }, ['1', '2']], numbers: [{ kind: 'list', of: scalar('int') }, [1, 2]],
  replication: [{ kind: 'map', key: TEXT, value: TEXT }, new Map([['class', 'X'], ['dc1', '3']])], sizes: [{ kind: 'map', key: scalar('int'), value: scalar('bigint') }, new Map([[1, 2n]])],
  type: [{ kind: 'udt', keyspace: 'k', name: 't', fields: [{ name: 'a', type: scalar('int') }, { name: 'b', type: TEXT }] }, { a: 1 }], __proto: [TEXT, 'p'],
};
const columns: Column[] = Object.entries(CELLS).map(([name, [type]]) => ({ keyspace: 'k', table: 't', name, type }));
const cells = Object.values(CELLS).map(([type, value]) => value === null ? null : encode(type, value));

function first() {
  const [row] = readRows({ columns, rows: [cells] });

  return row!;
}

describe('a row', () => {
  it('is made of plain values', () => {
    expect(first()).toEqual({
      name: 'a', none: null, id: ID, yes: true, port: 9042, count: 2n ** 60n, few: 7n, load: 1.5, at: 1_700_000_000_123, address: '10.0.0.1', key: '0x01ff',
      tokens: ['1', '2'], numbers: [1, 2], replication: new Map([['class', 'X'], ['dc1', '3']]), sizes: new Map([[1, 2n]]), type: { a: 1, b: null }, __proto: 'p',
    });
  });

  it('has the last of two columns with one name, and may have one with any name', () => {
    const named = (name: string): Column => ({ keyspace: 'k', table: 't', name, type: TEXT });

    expect(readRows({ columns: [named('a'), named('a')], rows: [[Buffer.from('1'), Buffer.from('2')]] })).toEqual([{ a: '2' }]);
    expect(Object.entries(readRows({ columns: [named('__proto__')], rows: [[Buffer.from('1')]] })[0]!)).toEqual([['__proto__', '1']]);
    expect(readRows({ columns: [named('a')], rows: [[]] })).toEqual([{ a: null }]);
  });

  it('is read by type', () => {
    const row = first();

    expect([text(row, 'name'), text(row, 'address'), uuid(row, 'id'), bool(row, 'yes'), int(row, 'port'), int(row, 'few'), int(row, 'at'), number(row, 'load'), number(row, 'few')]).toEqual(['a', '10.0.0.1', ID, true, 9042, 7, 1_700_000_000_123, 1.5, 7]);
    expect([bigint(row, 'count'), bigint(row, 'port')]).toEqual([2n ** 60n, 9042n]);
    expect([list(row, 'numbers'), texts(row, 'tokens')]).toEqual([[1, 2], ['1', '2']]);
    expect([map(row, 'sizes'), textMap(row, 'replication')]).toEqual([new Map([[1, 2n]]), new Map([['class', 'X'], ['dc1', '3']])]);
  });

  it('has nothing where it has null, or no such column', () => {
    const row = first();

    for (const read of [text, uuid, bool, int, bigint, number, list, texts, map, textMap]) {
      expect([read(row, 'none'), read(row, 'other'), read(row, 'toString')]).toEqual([undefined, undefined, undefined]);
    }
  });

  const wrong: [string, () => unknown, string][] = [
    ['text', () => text(first(), 'port'), 'Column port should be text and is number'], ['a UUID', () => uuid(first(), 'name'), 'Column name should be a UUID and is string'],
    ['an integer', () => int(first(), 'load'), 'Column load should be an integer and is number'], ['too large', () => int(first(), 'count'), 'Column count should be an integer and is bigint'],
    ['a list of text', () => texts(first(), 'numbers'), 'Column numbers should be a list of text and is a list'], ['a map of text', () => textMap(first(), 'sizes'), 'Column sizes should be a map of text and is a map'],
    ['a list', () => list(first(), 'replication'), 'Column replication should be a list and is a map'], ['a map', () => map(first(), 'tokens'), 'Column tokens should be a map and is a list'],
    ['a boolean', () => bool(first(), 'port'), 'Column port should be a boolean and is number'], ['a number', () => number(first(), 'name'), 'Column name should be a number and is string'], ['a bigint', () => bigint(first(), 'load'), 'Column load should be an integer and is number'],
  ];

  it.each(wrong)('that has another type says so: %s', (_, read, message) => {
    expect(read).toThrow(ColumnTypeError);
    expect(read).toThrow(message);
  });
});
