import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref, shallowRef, type EffectScope } from 'vue';

import type { CqlConnection, CqlConnectionState } from '../../../../pkg/cassandra/composables/cql/connection';
import { useLiveRing, type LiveRingState } from '../../../../pkg/cassandra/composables/cql/useLiveRing';
import type { CqlNode } from '../../../../pkg/cassandra/core/cql/session';
import { FakeRing } from './fake-ring';

const SECOND = 1000;
const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);

const state = shallowRef<CqlConnectionState>({ kind: 'idle' });
const nodes = shallowRef<readonly CqlNode[]>([]);
const shown = ref(true);
let scope: EffectScope;
let live: LiveRingState;

async function open(ring: FakeRing): Promise<void> {
  nodes.value = ring.nodes();
  state.value = { kind: 'open', session: ring };
  await nextTick();
}
const all = () => live.ring.value!.datacenters.flatMap((datacenter) => datacenter.nodes);

beforeEach(() => {
  vi.useFakeTimers();
  state.value = { kind: 'idle' };
  shown.value = true;
  scope = effectScope();
  live = scope.run(() => useLiveRing({ state, nodes } as unknown as CqlConnection, shown))!;
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe('useLiveRing', () => {
  it('asks nothing without a session', async() => {
    await after(10 * SECOND);
    expect(live.phase.value).toBe('off');
    expect(live.ring.value).toBeUndefined();
  });

  it('is not told before something is known of each node', async() => {
    await open(new FakeRing(3));
    await after(500);
    expect([live.phase.value, live.ring.value]).toEqual(['waiting', undefined]);
    await after(3 * SECOND);
    expect(live.phase.value).toBe('live');
    expect(all().map(({ up }) => up)).toEqual([true, true, true]);
  });

  it('says which pod told it, and when', async() => {
    await open(new FakeRing(3));
    await after(5 * SECOND);
    expect(live.observer.value).toMatch(/^ring-\d$/);
    expect(Date.now() - live.ring.value!.seen.at).toBeLessThanOrEqual(SECOND);
  });

  it('names who told it by address, if it has no pod here', async() => {
    await open(new FakeRing(1));
    await after(5 * SECOND);
    nodes.value = [];
    expect(live.observer.value).toBe('10.0.0.0');
  });

  it('tells ownership by the keyspace that is chosen', async() => {
    await open(new FakeRing(3));
    await after(5 * SECOND);
    expect(live.keyspaces.value).toEqual(['all', 'shop']);
    // Those of users are replicated in two ways, so that nodetool would say nothing.
    expect([live.ownedBy.value, all()[0]?.owns, all()[0]?.effective]).toEqual([undefined, undefined, false]);
    live.keyspace.value = 'all';
    expect([live.ownedBy.value, ...all().map(({ owns }) => owns)]).toEqual(['all', 1, 1, 1]);
    live.keyspace.value = 'shop';
    expect(all().reduce((sum, { owns = 0 }) => sum + owns, 0)).toBeCloseTo(1, 9);
  });

  it('asks nothing while nobody sees it, shows how it was, and raises no alarm when somebody is back', async() => {
    const ring = new FakeRing(3);

    await open(ring);
    await after(5 * SECOND);
    shown.value = false;
    await nextTick();
    ring.asked.length = 0;
    await after(300 * SECOND);
    expect(ring.asked).toEqual([]);
    expect(live.phase.value).toBe('waiting');
    shown.value = true;
    await nextTick();
    for (let tenth = 0; tenth < 100; tenth += 1) {
      await after(100);
      expect(all().map(({ up, liveness }) => [up, liveness])).toEqual(Array.from({ length: 3 }, () => [true, 'up']));
    }
    expect(live.phase.value).toBe('live');
  });

  it('begins anew with another session, and ends with it', async() => {
    await open(new FakeRing(3));
    await after(5 * SECOND);
    await open(new FakeRing(2));
    expect([live.phase.value, live.ring.value]).toEqual(['waiting', undefined]);
    await after(5 * SECOND);
    expect(all()).toHaveLength(2);
    state.value = { kind: 'idle' };
    await nextTick();
    expect([live.phase.value, live.ring.value]).toEqual(['off', undefined]);
  });

  it('is lost when nobody answers, and comes back', async() => {
    const ring = new FakeRing(3);

    await open(ring);
    await after(5 * SECOND);
    ring.cut = true;
    await after(15 * SECOND);
    expect(live.phase.value).toBe('lost');
    expect(live.ring.value).toBeDefined();
    ring.cut = false;
    await after(8 * SECOND);
    expect(live.phase.value).toBe('live');
  });

  it('is lost when nobody hears anything any more, though they answer', async() => {
    const ring = new FakeRing(3);

    await open(ring);
    await after(5 * SECOND);
    ring.nodesOfRing.forEach((node) => {
      node.dull = ring.clock();
    });
    await after(60 * SECOND);
    expect(live.phase.value).toBe('lost');
  });

  it('says what is not to be had', async() => {
    await open(new FakeRing(3, '4.0.20'));
    await after(5 * SECOND);
    expect([live.phase.value, live.limit.value]).toEqual(['live', 'version']);
    live.keyspace.value = 'all';
    expect(all().map(({ up, owns }) => [up, owns])).toEqual([[undefined, 1], [undefined, 1], [undefined, 1]]);
  });

  it('asks nothing any more when its page is left', async() => {
    const ring = new FakeRing(3);

    await open(ring);
    await after(5 * SECOND);
    scope.stop();
    ring.asked.length = 0;
    await after(30 * SECOND);
    expect(ring.asked).toEqual([]);
  });
});
