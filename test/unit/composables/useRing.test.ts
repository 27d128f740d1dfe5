import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pod } from 'kubernetes-types/core/v1';
import { computed, effectScope, nextTick, shallowRef, type EffectScope } from 'vue';

import type { RingReading } from '../../../pkg/cassandra/composables/readRing';
import { readRing, RingReadError } from '../../../pkg/cassandra/composables/readRing';
import { useRing, type RingState } from '../../../pkg/cassandra/composables/useRing';
import { findClusters } from '../../../pkg/cassandra/core/cluster/cluster';
import { NodetoolError } from '../../../pkg/cassandra/core/nodetool/error';
import { mayExec } from '../../../pkg/cassandra/rancher/access';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';

vi.mock('../../../pkg/cassandra/rancher/access');
vi.mock(import('../../../pkg/cassandra/composables/readRing'), async(original) => ({ ...await original(), readRing: vi.fn() }));

const context = {} as ClusterContext;
const [cluster] = findClusters([{ metadata: { name: 'ring', namespace: 'default' }, spec: { selector: {}, serviceName: 'ring', template: { spec: { containers: [{ name: 'cassandra', image: 'cassandra:5.0' }] } } } }]);
const pod = (ordinal: number, ready = true): Pod => ({ metadata: { name: `ring-${ ordinal }`, uid: `uid-${ ordinal }` }, status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] } });
const reading = (up: number, at = 1): RingReading => ({
  status: { datacenters: [{ name: 'dc1', nodes: Array.from({ length: up }, (_, i) => ({ up: true, state: 'normal', address: `10.0.0.${ i }`, load: 1, owns: 1, effective: true, hostId: `${ i }`, rack: 'rack1' })) }], notes: [] }, text: '', pod: 'ring-0', at
});

const pods = shallowRef<Pod[]>([]);
let scope: EffectScope;
let ring: RingState;

function start(...initial: Pod[]): void {
  pods.value = initial;
  scope = effectScope();
  ring = scope.run(() => useRing(context, computed(() => cluster), computed(() => pods.value)))!;
}
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(mayExec).mockResolvedValue({ allowed: true });
  vi.mocked(readRing).mockReset().mockImplementation(async() => reading(3));
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe('useRing', () => {
  it('reads when a pod is ready', async() => {
    start(pod(0));
    await settle();
    expect(ring.reading.value?.pod).toBe('ring-0');
  });

  it('does not ask while no pod is ready', async() => {
    start(pod(0, false));
    await settle();
    expect(readRing).not.toHaveBeenCalled();
  });

  it('reads again when the set of ready pods changes', async() => {
    start(pod(0));
    await settle();
    pods.value = [pod(0), pod(1)];
    await nextTick();
    await settle();
    expect(readRing).toHaveBeenCalledTimes(2);
  });

  it('runs one nodetool at a time, and once more for all that was asked meanwhile', async() => {
    let finish = (_: RingReading): void => {};

    vi.mocked(readRing).mockImplementationOnce(() => new Promise((resolve) => {
      finish = resolve;
    }));
    start(pod(0));
    await settle();
    ring.refresh();
    ring.refresh();
    expect(readRing).toHaveBeenCalledTimes(1);
    finish(reading(3));
    await settle();
    expect(readRing).toHaveBeenCalledTimes(2);
  });

  it('keeps the last ring when a new read fails, and says why', async() => {
    start(pod(0));
    await settle();
    vi.mocked(readRing).mockRejectedValueOnce(new RingReadError('ring-0', new NodetoolError('reported', 'Connection refused')));
    ring.refresh();
    await settle();
    expect(ring.reading.value?.at).toBe(1);
    expect(ring.problem.value).toStrictEqual({ kind: 'failed', code: 'reported', message: 'Connection refused', pod: 'ring-0' });
  });

  it('forgets the problem when a read succeeds', async() => {
    vi.mocked(readRing).mockRejectedValueOnce(new Error('no answer'));
    start(pod(0));
    await settle();
    ring.refresh();
    await settle();
    expect(ring.problem.value).toBeUndefined();
  });

  it('does not run nodetool without the right to', async() => {
    const verdict = { allowed: false, refused: { verb: 'create', resource: 'pods', subresource: 'exec', namespace: 'default' } };

    vi.mocked(mayExec).mockResolvedValue(verdict);
    start(pod(0));
    await settle();
    expect(readRing).not.toHaveBeenCalled();
    expect(ring.problem.value).toStrictEqual({ kind: 'denied', verdict });
  });

  it('reads again, but not for ever, while gossip lags behind the pods', async() => {
    vi.mocked(readRing).mockImplementation(async() => reading(1));
    start(pod(0), pod(1));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(readRing).toHaveBeenCalledTimes(4);
  });

  it('stops what runs when its page is left', async() => {
    start(pod(0));
    await settle();
    const signal = vi.mocked(readRing).mock.calls[0]![3];

    scope.stop();
    expect(signal.aborted).toBe(true);
  });
});
