import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Cell, CqlType } from '../../../../../pkg/cassandra/core/cql/session';
import { filterWork, wordsOf } from '../../../../../pkg/cassandra/core/cql/table/filter';
import { nextSorting, orderWork, type Ordered } from '../../../../../pkg/cassandra/core/cql/table/order';
import { sortWork } from '../../../../../pkg/cassandra/core/cql/table/sort';
import { compare } from '../../../../../pkg/cassandra/core/cql/values/compare';
import { column, scalar } from '../export/page';
import { anyBytes, anyType, encode } from '../values/oracle';
import { finish, timed } from './finish';

const int = scalar('int');
const text = scalar('text');
const all = (rows: readonly unknown[]) => [...rows.keys()];
const COLUMNS = [column('name', text), column('age', int)];
const ROWS: Cell[][] = [['Ada', 36], ['Grace', 85], ['Edsger', null], ['Barbara', 85]].map(([name, age]) => [encode(text, name), age === null ? null : encode(int, age)]);

describe('sorting', () => {
  it('is by the order of the type, and stable, whatever is in the cells', () => {
    const rowsOf = (type: CqlType) => fc.array(anyBytes.map((cell): Cell[] => [cell]), { maxLength: 40 }).map((rows) => ({ type, rows }));

    fc.assert(fc.property(anyType.chain(rowsOf), fc.boolean(), ({ type, rows }, isDescending) => {
      const order = compare(type, isDescending);
      const wanted = all(rows).sort((one, other) => order(rows[one]?.[0] ?? null, rows[other]?.[0] ?? null) || one - other);

      expect(finish(sortWork(rows, all(rows), type, { column: 0, isDescending }))).toEqual(wanted);
    }), { numRuns: 500 });
  }, 60_000);

  it('is by numbers, not by their text', () => {
    const rows = [10, 9, -1, 100].map((number) => [encode(int, number)]);

    expect(finish(sortWork(rows, all(rows), int, { column: 0, isDescending: false }))).toEqual([2, 1, 0, 3]);
  });

  it('keeps to the rows that it is given', () => {
    expect(finish(sortWork(ROWS, [3, 1, 0], int, { column: 1, isDescending: true }))).toEqual([3, 1, 0]);
    expect(finish(sortWork(ROWS, [], int, { column: 1, isDescending: true }))).toEqual([]);
    // A row may be shorter than the columns say.
    expect(finish(sortWork([[], ...ROWS], [0, 1, 2], int, { column: 1, isDescending: false }))).toEqual([1, 2, 0]);
  });
});

describe('a filter', () => {
  it.each([
    ['ada', [0]], ['GRACE', [1]], ['85', [1, 3]], ['85 bar', [3]], ['bar 85', [3]], ['null', [2]], ['', [0, 1, 2, 3]], ['  ', [0, 1, 2, 3]], ['mars', []], ['a', [0, 1, 3]],
  ])('%j lets rows %j pass', (filter, found) => {
    expect(finish(filterWork(COLUMNS, ROWS, wordsOf(filter)))).toEqual(found);
  });

  it('looks at what a table shows of a cell, and at no more', () => {
    const rows = [[Buffer.from(`${ 'x'.repeat(1_000) }needle`)], [Buffer.from('needle')]];

    expect(finish(filterWork([column('a', text)], rows, ['needle']))).toEqual([1]);
  });
});

describe('a view', () => {
  const view = { filter: 'a', sorting: { column: 1, isDescending: false } };

  it('is filtered first and then sorted', () => {
    expect(finish(orderWork(COLUMNS, ROWS, view))).toEqual({ view, rows: 4, found: [0, 1, 3], order: [0, 1, 3] });
    expect(finish(orderWork(COLUMNS, ROWS, { filter: '' }))).toEqual({ view: { filter: '' }, rows: 4 });
    expect(finish(orderWork(COLUMNS, ROWS, { filter: 'a' })).order).toEqual([0, 1, 3]);
    expect(finish(orderWork(COLUMNS, ROWS, { filter: '', sorting: { column: 1, isDescending: true } })).order).toEqual([1, 3, 0, 2]);
    // A column that there is not.
    expect(finish(orderWork(COLUMNS, ROWS, { filter: '', sorting: { column: 7, isDescending: true } })).order).toBeUndefined();
  });

  it('of rows that have come meanwhile is the same as of all of them', () => {
    const cells = fc.constantFrom('a', 'b', 'ab', '').map((value): Cell[] => [Buffer.from(value), encode(int, value.length)]);

    fc.assert(fc.property(fc.array(cells, { maxLength: 30 }), fc.nat(30), fc.constantFrom('', 'a', 'B ', '1'), fc.constantFrom('', 'a', '1'), (rows, upTo, filter, earlier) => {
      const before: Ordered = finish(orderWork(COLUMNS, rows.slice(0, upTo), { filter: earlier }));

      expect(finish(orderWork(COLUMNS, rows, { ...view, filter }, before))).toEqual(finish(orderWork(COLUMNS, rows, { ...view, filter })));
    }));
  });

  it('does not look again at rows that it has looked at', () => {
    const before = finish(orderWork(COLUMNS, ROWS, { filter: 'a' }));
    const looked: number[] = [];
    const rows = [...ROWS, ...ROWS].map((row, index) => new Proxy(row, {
      get(target, key) {
        looked.push(index);

        return Reflect.get(target, key);
      },
    }));

    expect(finish(orderWork(COLUMNS, rows, { filter: ' A ' }, before)).order).toEqual([0, 1, 3, 4, 5, 7]);
    expect(Math.min(...looked)).toBe(4);
  });

  it('goes up, then down, then back to how rows came', () => {
    const up = nextSorting(undefined, 2);
    const down = nextSorting(up, 2);

    expect([up, down, nextSorting(down, 2), nextSorting(down, 3)]).toEqual([{ column: 2, isDescending: false }, { column: 2, isDescending: true }, undefined, { column: 3, isDescending: false }]);
  });
});

describe('100,000 rows', () => {
  const ROW_COUNT = 100_000;
  const columns = [column('id', scalar('uuid')), column('name', text), column('age', int), column('price', scalar('decimal')), column('at', scalar('timestamp'))];
  const rows = Array.from({ length: ROW_COUNT }, (_, index): Cell[] => {
    const number = Math.imul(index, 2654435761) >>> 0;
    const id = Buffer.alloc(16, number % 251);
    const [age, price, at] = [Buffer.alloc(4), Buffer.alloc(12), Buffer.alloc(8)];

    age.writeInt32BE(number % 1_000);
    price.writeInt32BE(2);
    price.writeUInt32BE(number, 8);
    at.writeUIntBE(number * 400, 2, 6);

    return [id, Buffer.from(`name ${ number }`), age, price, at];
  });

  // Of three, since what else runs on the machine, and the collection of garbage, fall into some step. What a step may
  // take is 50 ms less what a slice has done before it.
  const longestOf = (make: () => Generator<void, unknown, void>) => [1, 2, 3].map(() => timed(make()).longest).sort((one, other) => one - other)[0];

  it.each([0, 1, 2, 3, 4])('are sorted by column %i in short steps', (index) => {
    expect(longestOf(() => sortWork(rows, all(rows), columns[index]!.type, { column: index, isDescending: false }))).toBeLessThan(35);
  }, 120_000);

  it('are filtered in short steps', () => {
    expect(longestOf(() => filterWork(columns, rows, ['nowhere']))).toBeLessThan(35);
  }, 120_000);

  it('of which cells are large are too', () => {
    const list: CqlType = { kind: 'list', of: int };
    const cell = (last: number) => {
      const bytes = Buffer.alloc(4 + 8 * 16_384);

      bytes.writeInt32BE(16_384);
      for (let at = 4; at < bytes.length; at += 8) {
        bytes.writeInt32BE(4, at);
      }
      bytes.writeInt32BE(last, bytes.length - 4);

      return bytes;
    };
    // They differ in their last parts only.
    const large = Array.from({ length: 32 }, (_, index): Cell[] => [cell(index ^ 0x15)]);

    expect(longestOf(() => sortWork(large, all(large), list, { column: 0, isDescending: false }))).toBeLessThan(35);
    expect(longestOf(() => filterWork([column('a', list)], large, ['nowhere']))).toBeLessThan(35);
  }, 120_000);
});
