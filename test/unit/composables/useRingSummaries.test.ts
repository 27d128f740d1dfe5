import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { computed, effectScope, nextTick, shallowRef, type EffectScope } from 'vue';

import { readPodsOf } from '../../../pkg/cassandra/composables/readPodsOf';
import { readRing, RingReadError } from '../../../pkg/cassandra/composables/readRing';
import { useRingSummaries, type RingSummaries } from '../../../pkg/cassandra/composables/useRingSummaries';
import { findClusters, type Cluster } from '../../../pkg/cassandra/core/cluster/cluster';
import type { Observed } from '../../../pkg/cassandra/core/cluster/facts';
import type { RingStatus } from '../../../pkg/cassandra/core/nodetool/status';
import { mayExec } from '../../../pkg/cassandra/rancher/access';
import { node, ownStatefulSet, pod, ring } from '../core/cluster/objects';
import { FakeHost } from '../rancher/fake-host';

vi.mock('../../../pkg/cassandra/rancher/access');
vi.mock('../../../pkg/cassandra/composables/readPodsOf');
vi.mock('../../../pkg/cassandra/composables/tabShown', () => ({ tabShown: () => Promise.resolve() }));
vi.mock(import('../../../pkg/cassandra/composables/readRing'), async(original) => ({ ...await original(), readRing: vi.fn() }));

const MINUTE = 60_000;
const reading = (at = Date.now()): Observed<RingStatus> => ({ value: ring(node('10.0.0.1'), node('10.0.0.2', { up: false })), text: '', pod: 'a-0', at });

const clusters = shallowRef<Cluster[]>([]);
let host: FakeHost;
let scope: EffectScope;
let rings: RingSummaries;

const clusterNamed = (name: string, readyReplicas = 3) => findClusters([ownStatefulSet(name, { replicas: 3, readyReplicas })])[0]!;

function start(...names: string[]): void {
  clusters.value = names.map((name) => clusterNamed(name));
  scope = effectScope();
  rings = scope.run(() => useRingSummaries(host.context, computed(() => clusters.value)))!;
}

/** Rows come into sight and stay long enough. */
async function show(...names: string[]): Promise<void> {
  names.forEach((name) => rings.show(`prod/${ name }`, true));
  await vi.advanceTimersByTimeAsync(1_000);
}

const asked = () => vi.mocked(readRing).mock.calls.map(([, { name }]) => name);

beforeEach(() => {
  vi.useFakeTimers();
  host = new FakeHost();
  vi.mocked(mayExec).mockReset().mockResolvedValue({ allowed: true });
  vi.mocked(readPodsOf).mockReset().mockResolvedValue([pod('a-0', { ip: '10.0.0.1' })]);
  vi.mocked(readRing).mockReset().mockImplementation(async() => reading());
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe('the rings of a list', () => {
  it('are read where a row is in sight', async() => {
    start('a', 'b');
    await show('a');
    expect(asked()).toStrictEqual(['a']);
    expect(rings.of(clusterNamed('a')).known).toMatchObject({ verdict: { up: 1, known: 2 }, load: 2, pod: 'a-0' });
    expect(rings.of(clusterNamed('b'))).toStrictEqual({ known: undefined, problem: undefined, busy: false });
  });

  it('are not read where a row is scrolled past', async() => {
    start('a');
    rings.show('prod/a', true);
    await vi.advanceTimersByTimeAsync(100);
    rings.show('prod/a', false);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(asked()).toStrictEqual([]);
  });

  it('are read two at a time, and a row that leaves sight loses its turn', async() => {
    const ends = [0, 1, 2].map(() => Promise.withResolvers<Observed<RingStatus>>());

    ends.forEach(({ promise }) => vi.mocked(readRing).mockImplementationOnce(() => promise));
    start('a', 'b', 'c', 'd');
    await show('a', 'b', 'c', 'd');
    expect(asked()).toStrictEqual(['a', 'b']);
    expect(rings.of(clusterNamed('d')).busy).toBe(true);
    rings.show('prod/c', false);
    ends[0]?.resolve(reading());
    await vi.advanceTimersByTimeAsync(0);
    expect(asked()).toStrictEqual(['a', 'b', 'd']);
  });

  it('are read again after minutes, with the same pod first', async() => {
    start('a');
    await show('a');
    await vi.advanceTimersByTimeAsync(3 * MINUTE);
    expect(asked()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(asked()).toHaveLength(2);
    expect(vi.mocked(readRing).mock.lastCall?.[3]).toMatchObject({ automatic: true, prefer: 'a-0' });
  });

  it('are not asked for by the row of a ring that another page has just read', async() => {
    start('a');
    await show('a');
    scope.stop();
    start('a');
    await show('a');
    expect(asked()).toHaveLength(1);
    expect(rings.of(clusterNamed('a')).known?.pod).toBe('a-0');
  });

  it('are not those of a cluster of that name that was made later', async() => {
    start('a');
    await show('a');
    expect(rings.of({ ...clusterNamed('a'), created: '2026-11-24T00:00:00Z' }).known).toBeUndefined();
  });

  it('are not read without a ready node, and are when there is one', async() => {
    start('a');
    clusters.value = [clusterNamed('a', 0)];
    await show('a');
    expect(asked()).toStrictEqual([]);
    clusters.value = [clusterNamed('a', 1)];
    await nextTick();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked()).toStrictEqual(['a']);
  });

  it('are not read without the right to, nor are pods', async() => {
    const verdict = { allowed: false, reason: 'no' };

    vi.mocked(mayExec).mockResolvedValue(verdict);
    start('a');
    await show('a');
    expect(rings.of(clusterNamed('a')).problem).toStrictEqual({ kind: 'denied', verdict });
    expect(readPodsOf).not.toHaveBeenCalled();
  });

  it('stay as they were when a look fails, which is not repeated at once', async() => {
    start('a');
    await show('a');
    vi.mocked(readRing).mockRejectedValueOnce(new RingReadError('a-0', new Error('gone')));
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(rings.of(clusterNamed('a'))).toMatchObject({ known: { pod: 'a-0' }, problem: { kind: 'failed', message: 'gone', pod: 'a-0' }, busy: false });
    expect(asked()).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(rings.of(clusterNamed('a')).problem).toBeUndefined();
  });

  it('are read no more when the page is left', async() => {
    start('a');
    rings.show('prod/a', true);
    scope.stop();
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(asked()).toStrictEqual([]);
  });

  it('have no load in sum when that of a node is not known', async() => {
    vi.mocked(readRing).mockResolvedValue({ ...reading(), value: ring(node('10.0.0.1'), node('10.0.0.2', { load: undefined })) });
    start('a');
    await show('a');
    expect(rings.of(clusterNamed('a')).known?.load).toBeUndefined();
  });
});
