import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref, shallowRef, type EffectScope } from 'vue';

import type { CqlConnection, CqlConnectionState } from '../../../../pkg/cassandra/composables/cql/connection';
import { useShownRing, type ShownRingState } from '../../../../pkg/cassandra/composables/cql/useShownRing';
import type { RingState } from '../../../../pkg/cassandra/composables/useRing';
import type { Observed } from '../../../../pkg/cassandra/core/cluster/facts';
import type { CqlNode } from '../../../../pkg/cassandra/core/cql/session';
import type { RingStatus } from '../../../../pkg/cassandra/core/nodetool/status';
import { FakeRing } from './fake-ring';

const SECOND = 1000;
const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const READING: Observed<RingStatus> = {
  value: { datacenters: [{ name: 'dc1', nodes: [0, 1, 2].map((index) => ({ up: true, state: 'normal', address: `10.0.0.${ index }`, load: 1000, tokens: 1, owns: undefined, effective: false, hostId: `host-${ index }`, rack: 'r1' })) }], notes: [] },
  text: '', pod: 'ring-9', at: 5,
};

const state = shallowRef<CqlConnectionState>({ kind: 'idle' });
const nodes = shallowRef<readonly CqlNode[]>([]);
const seen = ref(true);
const reading = shallowRef<Observed<RingStatus>>();
const problem = shallowRef<RingState['problem']['value']>();
const refresh = vi.fn();
let scope: EffectScope;
let view: ShownRingState;

function begin(hasCql = true): void {
  scope = effectScope();
  view = scope.run(() => useShownRing(hasCql ? { state, nodes } as unknown as CqlConnection : undefined, { reading, problem, automatic: ref(true), calm: ref(false), refresh } as unknown as RingState, seen))!;
}

async function open(ring: FakeRing): Promise<FakeRing> {
  nodes.value = ring.nodes();
  state.value = { kind: 'open', session: ring };
  await after(5 * SECOND);

  return ring;
}
const source = () => view.origin.value?.source;

beforeEach(() => {
  vi.useFakeTimers();
  state.value = { kind: 'idle' };
  reading.value = undefined;
  problem.value = undefined;
  refresh.mockReset();
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe('useShownRing', () => {
  it('is what nodetool says on pages without a connection, and before there is one', async() => {
    for (const hasCql of [false, true]) {
      reading.value = undefined;
      begin(hasCql);
      expect([view.shown.value, view.origin.value, view.live === undefined]).toEqual([undefined, undefined, !hasCql]);
      reading.value = READING;
      expect(view.shown.value).toEqual({ ring: READING.value, source: 'nodetool' });
      expect(view.origin.value).toEqual({ source: 'nodetool', who: 'ring-9', at: 5, stale: false });
      problem.value = { kind: 'failed', code: 'timeout', message: '' };
      expect(view.origin.value?.stale).toBe(true);
      problem.value = undefined;
      scope.stop();
    }
    begin();
  });

  it('is live with a connection, whether nodetool was asked or not, and nodetool is one click away', async() => {
    begin();
    await open(new FakeRing(3));
    expect(view.origin.value).toMatchObject({ source: 'gossip', who: expect.stringMatching(/^ring-[012]$/), stale: false });
    reading.value = READING;
    expect(source()).toBe('gossip');
    expect(view.differences.value).toEqual([]);
    view.onlyNodetool.value = true;
    expect(source()).toBe('nodetool');
    view.onlyNodetool.value = false;
    expect(source()).toBe('gossip');
  });

  it('stays the same object while nothing changes that is shown', async() => {
    begin();
    await open(new FakeRing(3));
    const { value: before } = view.shown;
    const { at } = view.origin.value!;

    await after(5 * SECOND);
    expect(view.shown.value).toBe(before);
    expect(view.origin.value!.at).toBeGreaterThan(at);
  });

  it('is how it was while nobody sees it, and said to be so', async() => {
    begin();
    await open(new FakeRing(3));
    seen.value = false;
    await nextTick();
    expect(view.origin.value).toMatchObject({ source: 'gossip', stale: true });
    seen.value = true;
  });

  it('goes back to nodetool when nobody answers any more', async() => {
    begin();
    reading.value = READING;
    const ring = await open(new FakeRing(3));

    ring.cut = true;
    await after(15 * SECOND);
    expect(source()).toBe('nodetool');
  });

  it('has nodetool asked when a node goes down that it takes for up', async() => {
    begin();
    reading.value = READING;
    const ring = await open(new FakeRing(3));

    await after(10 * SECOND);
    expect(refresh).not.toHaveBeenCalled();
    ring.freeze(1);
    await after(20 * SECOND);
    expect(refresh).toHaveBeenCalled();
    expect(view.differences.value).toMatchObject([{ aspect: 'state', first: 'UN', second: 'DN' }]);
  });

  it('takes who is up from nodetool where gossip is not told', async() => {
    begin();
    await open(new FakeRing(3, '4.0.20'));
    expect(view.origin.value).toMatchObject({ source: 'tables', stale: false });
    reading.value = READING;
    expect(view.origin.value).toMatchObject({ source: 'both', who: 'ring-9' });
    view.live!.keyspace.value = 'all';
    expect(view.shown.value?.ring.datacenters[0]?.nodes.map(({ up, owns }) => [up, owns])).toEqual([[true, 1], [true, 1], [true, 1]]);
  });
});
