import { afterEach, beforeEach, expect, vi } from 'vitest';

import { exec } from '../../../../pkg/cassandra/rancher/exec';
import { fakeTab } from '../tab';
import { FakeRing } from './fake-ring';
import { SECOND } from './fake-nodes';

/**
 * A {@link FakeRing} for each test of a file that mocks `exec`; and what must hold after each of them: nothing was changed
 * by who did not hold the Lease, nor two things at once, and no pod was asked too often.
 */
export function fakeRings(): (replicas: number) => FakeRing {
  let ring: FakeRing | undefined;

  beforeEach(() => {
    vi.useFakeTimers();
    fakeTab();
  });
  afterEach(async() => {
    await Promise.all([ring?.close(), vi.advanceTimersByTimeAsync(300 * SECOND)]);
    vi.unstubAllGlobals();
    vi.useRealTimers();
    expect(ring?.did().filter((deed) => deed.includes('without'))).toStrictEqual([]);
    expect(ring?.nodes.mostInAMinute()).toBeLessThanOrEqual(6);
    expect(ring?.nodes.atOnce).toBeLessThanOrEqual(1);
  });

  return (replicas) => {
    const made = new FakeRing(replicas);

    ring = made;
    vi.mocked(exec).mockReset().mockImplementation((context, request) => made.nodes.exec(context, request));

    return made;
  };
}
