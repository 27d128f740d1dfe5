import { describe, expect, it } from 'vitest';

import { pause, spacing } from '../../../../pkg/cassandra/composables/operations/pace';
import { ServerClock } from '../../../../pkg/cassandra/composables/operations/server-clock';

const T = Date.parse('2026-11-23T10:00:00Z');

describe('the server\'s clock', () => {
  const steady = { now: 500 };
  const clockOf = () => new ServerClock(() => steady.now, () => 7);

  it('is the browser\'s as long as no answer told it', () => {
    const clock = clockOf();

    clock.told(undefined);
    expect(clock.now()).toBe(7);
    clock.told(T);
    clock.told(undefined);
    expect(clock.now()).toBe(T);
  });

  it('goes on between answers', () => {
    const clock = clockOf();

    clock.told(T);
    steady.now += 90_000;
    expect(clock.now()).toBe(T + 90_000);
  });

  it('goes by the answer that came soonest', () => {
    const clock = clockOf();

    clock.told(T);
    steady.now += 3000;
    clock.told(T); // was on its way for long
    expect(clock.now()).toBe(T + 3000);
    clock.told(T + 3900);
    expect(clock.now()).toBe(T + 3900);
  });

  it.each([-3600, 3600])('follows one that was set by %d s', (seconds) => {
    const clock = clockOf();

    clock.told(T);
    clock.told(T + seconds * 1000);
    expect(clock.now()).toBe(T + seconds * 1000);
  });
});

describe('the pace', () => {
  it('slows down the longer nothing happens', () => {
    expect([0, 12_000, 30_000, 60_000, 1_800_000, 1_800_001].map(spacing)).toStrictEqual([4000, 4000, 10_000, 20_000, 20_000, 60_000]);
    expect([0, 10_000, 20_000, 100_000, 1_000_000].map(pause)).toStrictEqual([500, 500, 1000, 5000, 10_000]);
  });
});
