import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { columnsInSight, linesInSight, MOST_HEIGHT, reveal, scrolledTo, scrollOf } from '../../../../../pkg/cassandra/core/cql/table/scroll';

describe('a content that is scrolled', () => {
  it('is scrolled as it is, if browsers can lay it out', () => {
    expect(scrollOf(3_000_000, 600, 12_345)).toEqual({ height: 3_000_000, top: 12_345, shift: 0 });
    expect(scrolledTo(3_000_000, 600, 12_345)).toBe(12_345);
  });

  it('that is taller begins at its beginning and ends at its end', () => {
    const total = 28_600_000;

    expect(scrollOf(total, 600, 0)).toEqual({ height: MOST_HEIGHT, top: 0, shift: 0 });
    expect(scrollOf(total, 600, MOST_HEIGHT - 600)).toEqual({ height: MOST_HEIGHT, top: total - 600, shift: MOST_HEIGHT - total });
  });

  it('shows what is seen where the element is scrolled to, and can be scrolled to any place', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 40_000_000 }), fc.integer({ min: 1, max: 2_000 }), fc.nat(MOST_HEIGHT + 1_000), fc.nat(40_000_000), (total, seen, at, wanted) => {
      const { height, top, shift } = scrollOf(total, seen, at);

      expect(top + shift).toBeCloseTo(Math.max(0, Math.min(at, height - seen)), 5);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top).toBeLessThanOrEqual(Math.max(0, total - seen));
      // A pixel of the scroll bar may be several of the content, but browsers keep parts of pixels.
      expect(Math.abs(scrollOf(total, seen, scrolledTo(total, seen, wanted)).top - Math.max(0, Math.min(wanted, total - seen)))).toBeLessThanOrEqual(1);
    }));
  });

  it.each([
    ['what is seen stays', [0, 100], [20, 40], 0], ['what is above', [50, 150], [20, 40], 20], ['what is below', [0, 100], [90, 130], 30],
    ['what is larger from its start', [0, 100], [90, 400], 90], ['what is larger and above', [200, 300], [90, 400], 90],
  ] as const)('reveals %s', (_, [from, to], [start, end], top) => {
    expect(reveal({ start: from, end: to }, { start, end })).toBe(top);
  });
});

describe('what is in sight', () => {
  it.each([
    [100, 0, 300, 0, 24], [100, 2_000, 300, 56, 88], [100, 2_900, 300, 88, 100], [0, 0, 300, 0, 0], [3, 0, 300, 0, 3],
  ])('of %i lines at %i, %i high, are those from %i to %i', (count, top, seen, start, end) => {
    expect(linesInSight(count, 30, { start: top, end: top + seen }, 8)).toEqual({ start, end });
  });

  it('of lines stays the same for a few pixels, and has all that is seen', () => {
    fc.assert(fc.property(fc.nat(100_000), fc.nat(3_000_000), fc.nat(2_000), (count, top, seen) => {
      const { start, end } = linesInSight(count, 30, { start: top, end: top + seen }, 8);

      expect(start % 8 === 0 || start === count).toBe(true);
      expect(end - start).toBeLessThanOrEqual(Math.ceil(seen / 30) + 1 + 4 * 8);
      for (let line = Math.floor(top / 30); line < Math.min(count, Math.ceil((top + seen) / 30)); line++) {
        expect(line >= start && line < end).toBe(true);
      }
    }));
  });

  it('of columns has each that is seen, and few others, also of 10,000', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 50 }), fc.nat(10_000), fc.nat(2_000), (widths, left, seen) => {
      const places = widths.reduce<number[]>((all, width) => [...all, (all[all.length - 1] ?? 0) + width], [0]);
      const { start, end } = columnsInSight(places, { start: left, end: left + seen }, 1);
      const shown = widths.flatMap((_, index) => (places[index] ?? 0) < left + seen && (places[index + 1] ?? 0) > left ? [index] : []);

      expect(shown.every((index) => index >= start && index < end)).toBe(true);
      expect(end - start).toBeLessThanOrEqual(shown.length + 4);
    }));
    expect(columnsInSight(Float64Array.from({ length: 10_001 }, (_, index) => index * 100), { start: 500_000, end: 501_000 }, 2)).toEqual({ start: 4_998, end: 5_012 });
    expect(columnsInSight(new Float64Array(1), { start: 0, end: 1_000 }, 2)).toEqual({ start: 0, end: 0 });
  });
});
