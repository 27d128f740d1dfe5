import { describe, expect, it } from 'vitest';

import { Lines } from '../../../../../pkg/cassandra/core/gossip/virtual/lines';

const values = (of: Record<string, number>) => new Map(Object.entries(of));

describe('Lines', () => {
  it('keep the last points', () => {
    const lines = new Lines(1000, 2);

    [1, 2, 3].forEach((second) => lines.add(second * 1000, values({ a: second })));
    expect(lines.line('a')).toEqual([{ at: 2000, value: 2 }, { at: 3000, value: 3 }]);
    expect(lines.line('b')).toEqual([]);
  });

  it('pass over what is no later', () => {
    const lines = new Lines(1000);

    lines.add(5, values({ a: 1 }));
    lines.add(5, values({ a: 2 }));
    lines.add(4, values({ a: 3 }));
    expect(lines.line('a')).toEqual([{ at: 5, value: 1 }]);
  });

  it('break where nobody read, and where nothing was told', () => {
    const lines = new Lines(1000);

    lines.add(0, values({ a: 1, b: 1 }));
    lines.add(1000, values({ b: 2 }));
    lines.add(60_000, values({ a: 2, c: 5 }));
    expect(lines.line('a')).toEqual([{ at: 0, value: 1 }, { at: 1000, value: undefined }, { at: 59_000, value: undefined }, { at: 60_000, value: 2 }]);
    expect(lines.line('b')).toEqual([{ at: 0, value: 1 }, { at: 1000, value: 2 }, { at: 60_000, value: undefined }]);
    expect(lines.line('c')).toEqual([{ at: 60_000, value: 5 }]);
  });

  it('drop what is gone for good', () => {
    const lines = new Lines(1000, 3);

    [0, 1, 2].forEach((second) => lines.add(second * 1000, values({ a: second, b: second })));
    [3, 4, 5].forEach((second) => lines.add(second * 1000, values({ b: second })));
    expect(lines.line('a')).toEqual([]);
    expect(lines.line('b')).toHaveLength(3);
  });
});
