import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { computed, effectScope, nextTick, ref, shallowRef, type ComputedRef, type EffectScope } from 'vue';

import type { LivePhase, LiveRingState } from '../../../../pkg/cassandra/composables/cql/useLiveRing';
import { useNodetoolCheck } from '../../../../pkg/cassandra/composables/cql/useNodetoolCheck';
import type { RingState } from '../../../../pkg/cassandra/composables/useRing';
import type { Observed } from '../../../../pkg/cassandra/core/cluster/facts';
import type { RingDifference } from '../../../../pkg/cassandra/core/cluster/ring-difference';
import type { LiveNode, LiveRing } from '../../../../pkg/cassandra/core/gossip/ring';
import type { NodeStatus, RingStatus } from '../../../../pkg/cassandra/core/nodetool/status';

type Case = [string, () => void];

const SECOND = 1000;
const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);

const nodeOf = (up: boolean): NodeStatus => ({ up, state: 'normal', address: '10.0.0.1', load: 1, tokens: 16, owns: 1, effective: true, hostId: 'a', rack: 'r1' });
const nodetool = (up: boolean): Observed<RingStatus> => ({ value: { datacenters: [{ name: 'dc1', nodes: [nodeOf(up)] }], notes: [] }, text: '', pod: 'ring-0', at: 1 });

function gossip(up: boolean): LiveRing {
  const node: LiveNode = { ...nodeOf(up), key: '10.0.0.1', liveness: up ? 'up' : 'down', vital: undefined, release: '5.0.9', schema: 'v1', nativeReady: true };

  return { datacenters: [{ name: 'dc1', nodes: [node] }], notes: [], schemas: new Map(), seen: { node: '10.0.0.1', at: 1 } };
}

const reading = shallowRef<Observed<RingStatus>>();
const problem = shallowRef<RingState['problem']['value']>();
const automatic = ref(true);
const calm = ref(false);
const refresh = vi.fn();
const live = shallowRef<LiveRing>();
const phase = ref<LivePhase>('live');
const limit = ref<'rights'>();
let scope: EffectScope;
let differences: ComputedRef<readonly RingDifference[]>;

beforeEach(() => {
  vi.useFakeTimers();
  refresh.mockReset();
  reading.value = nodetool(true);
  live.value = gossip(true);
  problem.value = undefined;
  automatic.value = true;
  phase.value = 'live';
  limit.value = undefined;
  scope = effectScope();
  differences = scope.run(() => useNodetoolCheck({ reading, problem, automatic, calm, refresh } as unknown as RingState, { ring: live, phase, limit: computed(() => limit.value) } as unknown as LiveRingState))!;
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe('useNodetoolCheck', () => {
  it('leaves nodetool alone while the two agree', async() => {
    await after(600 * SECOND);
    expect(refresh).not.toHaveBeenCalled();
    expect([calm.value, differences.value]).toEqual([true, []]);
  });

  it('asks at once when they do not, then ever more seldom until they do', async() => {
    live.value = gossip(false);
    await nextTick();
    expect(calm.value).toBe(false);
    expect(differences.value).toMatchObject([{ aspect: 'state', first: 'UN', second: 'DN' }]);
    const calls: number[] = [];

    for (let second = 0; second <= 200; second += 1) {
      calls.push(refresh.mock.calls.length);
      await after(SECOND);
    }
    expect([0, 9, 11, 29, 31, 69, 71, 149, 151].map((second) => calls[second])).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5]);
    reading.value = nodetool(false);
    await nextTick();
    expect(calm.value).toBe(true);
    await after(600 * SECOND);
    expect(refresh).toHaveBeenCalledTimes(5);
  });

  it('does not ask more often than every ten seconds, however often they change', async() => {
    for (let change = 0; change < 60; change += 1) {
      live.value = gossip(change % 2 === 0);
      await after(SECOND);
    }
    expect(refresh.mock.calls.length).toBeLessThanOrEqual(6);
    expect(refresh.mock.calls.length).toBeGreaterThan(2);
  });

  it.each<Case>([
    ['is not to be asked by itself', () => {
      automatic.value = false;
    }],
    ['may not be asked', () => {
      problem.value = { kind: 'denied', verdict: { allowed: false } };
    }],
  ])('does not ask if nodetool %s, but tells', async(_, make) => {
    make();
    live.value = gossip(false);
    await after(60 * SECOND);
    expect(refresh).not.toHaveBeenCalled();
    expect(differences.value).toHaveLength(1);
  });

  it.each<Case>([
    ['gossip is not live', () => {
      phase.value = 'waiting';
    }],
    ['heartbeats are not told', () => {
      limit.value = 'rights';
    }],
    ['nodetool has not been asked', () => {
      reading.value = undefined;
    }],
  ])('compares nothing while %s', async(_, make) => {
    make();
    live.value = gossip(false);
    await after(60 * SECOND);
    expect(refresh).not.toHaveBeenCalled();
    expect([differences.value, calm.value]).toEqual([[], false]);
  });

  it('hands nodetool back when it ends', () => {
    expect(calm.value).toBe(true);
    scope.stop();
    expect(calm.value).toBe(false);
  });
});
