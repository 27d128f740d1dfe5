import { types } from 'cassandra-driver';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { csvOf } from '../../../../../pkg/cassandra/core/cql/export/csv';
import { jsonOf, jsonValue } from '../../../../../pkg/cassandra/core/cql/export/json';
import type { CqlType, Page } from '../../../../../pkg/cassandra/core/cql/session';
import { decode } from '../../../../../pkg/cassandra/core/cql/values/decode';
import { encode } from '../values/oracle';
import { column, pageOf, scalar, written } from './page';

const int = scalar('int');
const text = scalar('text');
const json = (type: CqlType, value: unknown) => jsonValue(decode(type, encode(type, value)));
const decimal = (digits: string) => json(scalar('decimal'), types.BigDecimal.fromString(digits));

describe('a value as JSON', () => {
  it.each<[CqlType, unknown, string]>([
    [int, -5, '-5'], [scalar('boolean'), true, 'true'], [text, 'a"\n\u2028', JSON.stringify('a"\n\u2028')], [scalar('blob'), Buffer.from([1]), '"0x01"'], [scalar('uuid'), '550e8400-e29b-41d4-a716-446655440000', '"550e8400-e29b-41d4-a716-446655440000"'],
    [scalar('bigint'), 2n ** 53n - 1n, '9007199254740991'], [scalar('bigint'), 2n ** 53n, '"9007199254740992"'], [scalar('bigint'), -(2n ** 53n), '"-9007199254740992"'], [scalar('varint'), 10n ** 40n, `"1${ '0'.repeat(40) }"`],
    [scalar('double'), 1e21, '1e+21'], [scalar('double'), -0, '-0'], [scalar('double'), NaN, '"NaN"'], [scalar('double'), -Infinity, '"-Infinity"'], [scalar('float'), Math.fround(0.1), '0.1'],
    [scalar('timestamp'), new Date(0), '"1970-01-01T00:00:00.000Z"'], [scalar('timestamp'), new Date(8.64e15), '"8640000000000000"'], [scalar('duration'), new types.Duration(1, 2, types.Long.fromInt(3)), '"1mo2d3ns"'],
    [{ kind: 'set', of: int }, [1, 2], '[1,2]'], [{ kind: 'tuple', of: [int, text] }, new types.Tuple(1, null), '[1,null]'],
    [{ kind: 'map', key: int, value: text }, new Map([[1, 'a']]), '{"1":"a"}'], [{ kind: 'map', key: text, value: int }, new Map([['a"', 1]]), '{"a\\"":1}'],
    [{ kind: 'map', key: { kind: 'list', of: text }, value: int }, new Map([[['a'], 1]]), '{"[\\"a\\"]":1}'], [{ kind: 'map', key: scalar('uuid'), value: int }, new Map([['550e8400-e29b-41d4-a716-446655440000', 1]]), '{"550e8400-e29b-41d4-a716-446655440000":1}'],
    [{ kind: 'udt', keyspace: 'k', name: 't', fields: [{ name: 'Big', type: int }, { name: 'b', type: int }] }, { Big: 1, b: null }, '{"Big":1,"b":null}'],
  ])('%j %o', (type, value, expected) => {
    expect(json(type, value)).toBe(expected);
  });

  it('keeps all digits of a decimal, as a number if a double has them', () => {
    expect([decimal('1.10'), decimal('123456789012345'), decimal('1234567890123456'), decimal('0.1234567890123456789')]).toEqual(['1.10', '123456789012345', '"1234567890123456"', '"0.1234567890123456789"']);
    expect(jsonValue(decode(scalar('decimal'), Buffer.from('fffffc1801', 'hex')))).toBe('"1E+1000"');
    fc.assert(fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 25 }), (unscaled, scale) => {
      const digits = `${ unscaled < 0n ? '-' : '' }${ String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0').replace(new RegExp(`(?=.{${ scale }}$)`), scale ? '.' : '') }`;
      const read: unknown = JSON.parse(decimal(digits));

      // A reader that has only doubles writes back the same number.
      expect(typeof read === 'number' ? types.BigDecimal.fromString(read.toFixed(scale)).toString() : String(read)).toBe(typeof read === 'number' ? digits.replace(/^-(?=[0.]+$)/, '') : read);
    }), { numRuns: 500 });
  }, 60_000);

  it('tells null, empty and malformed apart', () => {
    expect([jsonValue(decode(int, null)), jsonValue(decode(int, new Uint8Array())), jsonValue(decode(int, Uint8Array.of(1)))]).toEqual(['null', '""', '{"malformed":"0x01"}']);
  });
});

describe('a result as JSON', () => {
  const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => [encode(int, from + index), encode(text, `row ${ from + index }`)]);
  const columns = [column('id', int), column('Name', text)];

  it('is an array with a line for each row', async() => {
    expect(await written(jsonOf([pageOf(columns, rows(0, 2)), pageOf(columns, rows(2, 3))]))).toBe('[\n{"id":0,"Name":"row 0"},\n{"id":1,"Name":"row 1"},\n{"id":2,"Name":"row 2"}\n]\n');
    expect(await written(jsonOf([pageOf(columns, [])]))).toBe('[]\n');
    expect(await written(jsonOf([]))).toBe('[]\n');
  });

  it('keeps columns of one name apart', async() => {
    const named = ['a', 'a', 'a (2)', 'a', '__proto__'].map((name) => column(name, int));

    expect(await written(jsonOf([pageOf(named, [named.map((_, index) => encode(int, index))])]))).toBe('[\n{"a":0,"a (3)":1,"a (2)":2,"a (4)":3,"__proto__":4}\n]\n');
  });

  it.each([['JSON', jsonOf], ['CSV', csvOf]])('and as %s is made while it is read, and stops the reading when nobody wants more', async(_, write) => {
    let pages = 0;
    let isEnded = false;

    async function *endless(): AsyncGenerator<Page> {
      try {
        for (;;) {
          pages++;
          yield pageOf(columns, rows(0, 1000));
        }
      } finally {
        isEnded = true;
      }
    }
    let length = 0;

    for await (const chunk of write(endless())) {
      expect(chunk.length).toBeGreaterThanOrEqual(64 * 1024);
      expect(chunk.length).toBeLessThan(65 * 1024);
      length += chunk.length;
      if (length > 1_000_000) {
        break;
      }
    }
    expect(isEnded).toBe(true);
    expect(pages).toBeLessThan(100);
  });

  it('fails as its pages do', async() => {
    async function *failing(): AsyncGenerator<Page> {
      yield pageOf(columns, rows(0, 1));
      throw new Error('connection lost');
    }

    await expect(written(jsonOf(failing()))).rejects.toThrow('connection lost');
  });
});
