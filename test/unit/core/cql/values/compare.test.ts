import { types } from 'cassandra-driver';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Cell, CqlType, ScalarName } from '../../../../../pkg/cassandra/core/cql/session';
import { compare } from '../../../../../pkg/cassandra/core/cql/values/compare';
import { decode } from '../../../../../pkg/cassandra/core/cql/values/decode';
import { format } from '../../../../../pkg/cassandra/core/cql/values/format';
import { anyBytes, anyType, encode } from './oracle';

const scalar = (name: ScalarName): CqlType => ({ kind: 'scalar', name });
const int = scalar('int');
const empty = new Uint8Array();
const big = types.BigDecimal.fromString;
const uuidOf = (time: string) => types.TimeUuid.fromDate(new Date(time), 0, 'host01', 'ab');

/** In their order. */
const ORDERED: [CqlType, readonly unknown[]][] = [
  [int, [-2147483648, -2, -1, 0, 1, 10, 9_999_999]], [scalar('bigint'), [-(2n ** 63n), -1n, 0n, 2n ** 53n, 2n ** 53n + 1n]], [scalar('varint'), [-(2n ** 90n), -1n, 5n, 300n, 2n ** 80n]],
  [scalar('double'), [-Infinity, -1.5, -0, 0, 1e-300, 2, Infinity, NaN]], [scalar('boolean'), [false, true]], [scalar('text'), ['', 'A', 'Z', 'a', 'aa', 'b', 'é', '汉', '\uffff', '😀']],
  [scalar('decimal'), ['-1E+20', '-100', '-99.9', '-1.23', '-1.2', '-0.5', '-1E-30', '0', '1E-30', '0.5', '1.2', '1.23', '9', '10', '99.9', '100', '1E+20'].map((text) => big(Number(text).toFixed(30)))],
  [scalar('date'), ['0001-01-01', '1969-12-31', '1970-01-01', '9999-12-31'].map((text) => types.LocalDate.fromString(text))],
  [scalar('timestamp'), [new Date(-1), new Date(0), new Date(1)]], [scalar('inet'), [Buffer.from([9, 255, 0, 0]), Buffer.from([10, 0, 0, 1]), Buffer.from([127, 0, 0, 1])]],
  // The low bits of the time stand first in the text, so that the texts are in another order.
  [scalar('timeuuid'), ['2001-01-01', '2023-12-31', '2024-01-01', '2050-06-01'].map(uuidOf)], [scalar('uuid'), [uuidOf('2024-01-01'), uuidOf('2024-01-02'), '00000000-0000-4000-8000-000000000000', 'ffffffff-ffff-4fff-bfff-ffffffffffff']],
  [scalar('duration'), [[0, 0, 1], [0, 0, 1000], [0, 1, 0], [0, 29, 0], [1, 0, 0], [0, 31, 0], [12, 0, 0]].map(([months, days, nanoseconds]) => new types.Duration(months!, days!, types.Long.fromNumber(nanoseconds!)))],
  [{ kind: 'list', of: int }, [[1], [1, 2], [1, 10], [2], [10, 0]]], [{ kind: 'map', key: int, value: int }, [new Map([[1, 1]]), new Map([[1, 1], [2, 0]]), new Map([[1, 2]]), new Map([[2, 0]])]],
  [{ kind: 'tuple', of: [int, int] }, [new types.Tuple(1, 5), new types.Tuple(2, 1), new types.Tuple(2, 30), new types.Tuple(2, null)]],
];

describe('cells', () => {
  for (const [type, ordered] of ORDERED) {
    it(`are ordered as their type is: ${ JSON.stringify(type) }`, () => {
      const values = ordered.map((value) => encode(type, value));
      // Of text, the value of no bytes is one as any other.
      const cells: Cell[] = [...(values[0]?.length === 0 ? [] : [empty]), ...values, null];

      fc.assert(fc.property(fc.shuffledSubarray(cells, { minLength: cells.length }), (shuffled) => {
        const shown = (list: readonly Cell[]) => list.map((cell) => cell && Buffer.from(cell).toString('hex'));

        expect(shown([...shuffled].sort(compare(type)))).toEqual(shown(cells));
        expect(shown([...shuffled].sort(compare(type, true)))).toEqual(shown([...cells.slice(0, -1).reverse(), null]));
      }), { numRuns: 20 });
    });
  }

  it('that are malformed come after all values, and null after them', () => {
    const [good, bad] = [encode(int, 5), Uint8Array.of(1)];

    expect([null, bad, good, empty].sort(compare(int))).toEqual([empty, good, bad, null]);
    expect([null, bad, good, empty].sort(compare(int, true))).toEqual([good, empty, bad, null]);
  });

  it('of any type have one order', () => {
    fc.assert(fc.property(anyType, anyBytes, anyBytes, anyBytes, (type, ...cells) => {
      const order = compare(type);
      const [one, two, three] = cells.sort(order);

      expect(Math.sign(order(one!, three!)) + Math.sign(order(three!, one!))).toBe(0);
      expect(order(one!, two!)).toBeLessThanOrEqual(0);
      expect(order(one!, three!)).toBeLessThanOrEqual(0);
      expect(order(two!, two!)).toBe(0);
    }), { numRuns: 2_000 });
  }, 60_000);

  it('of numbers are ordered as the numbers are', () => {
    const decimals = fc.record({ unscaled: fc.bigInt({ min: -1000n, max: 1000n }), scale: fc.integer({ min: -3, max: 5 }) });
    const scaled = ({ unscaled, scale }: { unscaled: bigint; scale: number }) => unscaled * 10n ** BigInt(5 - scale);
    const cellOf = ({ unscaled, scale }: { unscaled: bigint; scale: number }) => {
      const bytes = Buffer.alloc(8);

      bytes.writeInt32BE(scale);
      bytes.writeInt32BE(Number(unscaled), 4);

      return bytes;
    };

    fc.assert(fc.property(decimals, decimals, (one, other) => {
      const order = scaled(one) < scaled(other) ? -1 : Number(scaled(one) > scaled(other));

      expect(Math.sign(compare(scalar('decimal'))(cellOf(one), cellOf(other))), `${ format(decode(scalar('decimal'), cellOf(one))) } ${ format(decode(scalar('decimal'), cellOf(other))) }`).toBe(order);
    }), { numRuns: 2_000 });
  }, 60_000);
});
