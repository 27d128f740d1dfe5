import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { barOf, ticksOf, traceLength } from '../../../../pkg/cassandra/core/console/trace-scale';

const node = (to: number) => ({ source: '10.0.0.1', isCoordinator: false, from: 0, to, spans: [], isShifted: false });

describe('the scale of a trace', () => {
  it.each([[2_000, [500, 1_800], 2_000], [2_000, [3_500], 3_500], [undefined, [70], 70], [undefined, [], 1], [0, [0], 1]])('of %s and nodes until %j is %i long', (total, ends, length) => {
    expect(traceLength({ ...(total !== undefined && { total }), nodes: ends.map(node) })).toBe(length);
  });

  it.each([[2_000, [0, 500, 1_000, 1_500, 2_000]], [1_234, [0, 500, 1_000]], [1, [0, 1]], [7, [0, 2, 4, 6]], [10_000_000, [0, 2_000_000, 4_000_000, 6_000_000, 8_000_000, 10_000_000]]])('%i long has marks at %j', (length, marks) => {
    expect(ticksOf(length).map(({ at }) => at)).toEqual(marks);
  });

  it('has few marks, all on it, for any length', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (length) => {
      const ticks = ticksOf(length);

      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.every(({ at, place }) => Number.isInteger(at) && at <= length && place >= 0 && place <= 1)).toBe(true);
    }));
  });

  it.each([[0, 50, 100, 0, 0.5], [50, 100, 100, 0.5, 0.5], [90, 300, 100, 0.9, 0.1], [-5, 10, 100, 0, 0.1], [200, 300, 100, 1, 0]])('draws %i to %i of %i from %f, %f wide', (from, to, length, start, width) => {
    const bar = barOf({ from, to }, length);

    expect(bar.start).toBeCloseTo(start);
    expect(bar.width).toBeCloseTo(width);
  });
});
