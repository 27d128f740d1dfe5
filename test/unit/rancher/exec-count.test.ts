import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { countExec, execsWithin } from '../../../pkg/cassandra/rancher/exec/count';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';
import { FakeHost } from './fake-host';

const request = (pod: string, namespace = 'db') => ({ pod, namespace, command: ['true'] });

describe('commands in a pod', () => {
  let context: ClusterContext;
  const within = (ms: number, pod = 'ring-0', namespace = 'db', where = context) => execsWithin(where, { pod, namespace }, ms);

  beforeEach(() => {
    vi.useFakeTimers();
    ({ context } = new FakeHost());
  });
  afterEach(() => vi.useRealTimers());

  it('are counted for a minute', () => {
    expect(within(60_000)).toBe(0);
    countExec(context, request('ring-0'));
    vi.advanceTimersByTime(20_000);
    countExec(context, request('ring-0'));
    expect([within(60_000), within(10_000), within(20_000)]).toStrictEqual([2, 1, 2]);
    vi.advanceTimersByTime(40_001);
    expect(within(60_000)).toBe(1);
    countExec(context, request('ring-1')); // which forgets old ones
    expect(within(60_000)).toBe(1);
  });

  it('are those of this pod', () => {
    const { context: other } = new FakeHost();

    countExec(context, request('ring-0'));
    expect([within(1, 'ring-1'), within(1, 'ring-0', 'other'), within(1, 'ring-0', 'db', other), within(1, 'ring-0', 'db', { ...context, clusterId: 'c-other' })]).toStrictEqual([0, 0, 0, 0]);
    expect(within(1)).toBe(1);
  });
});
