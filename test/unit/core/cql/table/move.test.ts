import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { HEAD, moved, movedInRecords, rowsBetween, within } from '../../../../../pkg/cassandra/core/cql/table/move';
import { recordLine } from '../../../../../pkg/cassandra/core/cql/table/records';

const SIZE = { rows: 100, columns: 10, page: 20, hasHead: true };
const KEYS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End'];

describe('in a grid', () => {
  it.each([
    ['ArrowUp', false, [5, 5], [4, 5]], ['ArrowUp', false, [0, 5], [HEAD, 5]], ['ArrowUp', false, [HEAD, 5], [HEAD, 5]], ['ArrowDown', false, [HEAD, 5], [0, 5]], ['ArrowDown', false, [99, 5], [99, 5]],
    ['ArrowLeft', false, [5, 0], [5, 0]], ['ArrowRight', false, [5, 8], [5, 9]], ['ArrowRight', false, [5, 9], [5, 9]], ['ArrowDown', true, [5, 5], [99, 5]], ['ArrowLeft', true, [5, 5], [5, 0]],
    ['PageUp', false, [50, 3], [30, 3]], ['PageUp', false, [5, 3], [0, 3]], ['PageUp', false, [HEAD, 3], [HEAD, 3]], ['PageDown', false, [90, 3], [99, 3]], ['PageDown', false, [HEAD, 3], [19, 3]],
    ['Home', false, [5, 5], [5, 0]], ['Home', true, [5, 5], [0, 0]], ['End', false, [5, 5], [5, 9]], ['End', true, [5, 5], [99, 9]],
  ] as const)('%s (far: %s) leads from %j to %j', (key, isFar, [row, column], [toRow, toColumn]) => {
    expect(moved(key, isFar, { row, column }, SIZE)).toEqual({ row: toRow, column: toColumn });
  });

  it('other keys lead nowhere', () => {
    expect(['a', 'Enter', 'Tab', ' '].map((key) => moved(key, false, { row: 1, column: 1 }, SIZE))).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('no key leads out of it, however small it is', () => {
    fc.assert(fc.property(fc.nat(5), fc.integer({ min: 1, max: 5 }), fc.boolean(), fc.array(fc.tuple(fc.constantFrom(...KEYS), fc.boolean())), (rows, columns, hasHead, keys) => {
      const size = { rows, columns, page: 2, hasHead };
      let place = within({ row: 0, column: 0 }, size);

      for (const [key, isFar] of keys) {
        place = moved(key, isFar, place, size) ?? place;
        expect(place.row).toBeGreaterThanOrEqual(hasHead ? HEAD : 0);
        expect(place.row).toBeLessThan(Math.max(1, rows));
        expect(place.column >= 0 && place.column < columns).toBe(true);
      }
    }));
  });

  it('rows are selected both ways, and never the head', () => {
    expect([rowsBetween(3, 5), rowsBetween(5, 3), rowsBetween(2, 2), rowsBetween(2, HEAD)]).toEqual([{ start: 3, end: 6 }, { start: 3, end: 6 }, { start: 2, end: 3 }, { start: 0, end: 3 }]);
  });
});

describe('in records', () => {
  const size = { rows: 3, columns: 4, page: 5, hasHead: false };

  it.each([
    ['ArrowDown', false, [0, 3], [1, 0]], ['ArrowUp', false, [1, 0], [0, 3]], ['ArrowUp', false, [0, 0], [0, 0]], ['ArrowDown', false, [2, 3], [2, 3]],
    ['PageDown', false, [0, 1], [1, 2]], ['PageUp', false, [1, 2], [0, 1]], ['Home', false, [1, 2], [1, 0]], ['End', false, [1, 2], [1, 3]], ['Home', true, [1, 2], [0, 0]], ['End', true, [0, 0], [2, 3]],
  ] as const)('%s (far: %s) leads from %j to %j', (key, isFar, [row, column], [toRow, toColumn]) => {
    expect(movedInRecords(key, isFar, { row, column }, size)).toEqual({ row: toRow, column: toColumn });
  });

  it('leads nowhere to the sides', () => {
    expect([movedInRecords('ArrowLeft', false, { row: 0, column: 0 }, size), movedInRecords('a', false, { row: 0, column: 0 }, size)]).toEqual([undefined, undefined]);
  });

  it('each row has a head and a line for every column', () => {
    expect(Array.from({ length: 7 }, (_, line) => recordLine(line, 2))).toEqual([{ row: 0 }, { row: 0, column: 0 }, { row: 0, column: 1 }, { row: 1 }, { row: 1, column: 0 }, { row: 1, column: 1 }, { row: 2 }]);
  });
});
