import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pod } from 'kubernetes-types/core/v1';
import { computed, effectScope, nextTick, shallowRef, type EffectScope } from 'vue';

import { readRing, RingReadError } from '../../../pkg/cassandra/composables/readRing';
import { runNodetool } from '../../../pkg/cassandra/composables/runNodetool';
import { useRing, type RingState } from '../../../pkg/cassandra/composables/useRing';
import { findClusters } from '../../../pkg/cassandra/core/cluster/cluster';
import type { Observed } from '../../../pkg/cassandra/core/cluster/facts';
import { NodetoolError } from '../../../pkg/cassandra/core/nodetool/error';
import type { RingStatus } from '../../../pkg/cassandra/core/nodetool/status';
import { mayExec } from '../../../pkg/cassandra/rancher/access';
import { ExecError } from '../../../pkg/cassandra/rancher/exec';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';
import { fakeTab } from './tab';

vi.mock('../../../pkg/cassandra/rancher/access');
vi.mock('../../../pkg/cassandra/composables/runNodetool');
vi.mock(import('../../../pkg/cassandra/composables/readRing'), async(original) => ({ ...await original(), readRing: vi.fn() }));

const context = { store: {}, clusterId: 'local' } as ClusterContext;
const [cluster] = findClusters([{ metadata: { name: 'ring', namespace: 'default' }, status: { replicas: 1, readyReplicas: 1 }, spec: { selector: {}, serviceName: 'ring', template: { spec: { containers: [{ name: 'cassandra', image: 'cassandra:5.0' }] } } } }]);
const pod = (ordinal: number, ready = true): Pod => ({ metadata: { name: `ring-${ ordinal }`, uid: `uid-${ ordinal }` }, status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] } });
const reading = (up: number, at = 1): Observed<RingStatus> => ({
  value: { datacenters: [{ name: 'dc1', nodes: Array.from({ length: up }, (_, i) => ({ up: true, state: 'normal', address: `10.0.0.${ i }`, load: 1, owns: 1, effective: true, hostId: `${ i }`, rack: 'rack1' })) }], notes: [] }, text: '', pod: 'ring-0', at
});

const pods = shallowRef<Pod[]>([]);
let scope: EffectScope;
let ring: RingState;
let tab: ReturnType<typeof fakeTab>;

function start(...initial: Pod[]): void {
  pods.value = initial;
  scope = effectScope();
  ring = scope.run(() => useRing(context, computed(() => cluster), computed(() => pods.value)))!;
}
const settle = () => vi.advanceTimersByTimeAsync(0);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const commands = () => vi.mocked(runNodetool).mock.calls.map(([, { pod: name }, args]) => `${ name }: ${ args.join(' ') }`);
const description = { value: { name: 'ring', snitch: 'SimpleSnitch', partitioner: 'p', schemas: [], unreachable: [] }, text: '', pod: 'ring-0', at: 1 };

/** Readings that take so long. */
function takes(ms: number, outcome: () => Observed<RingStatus> = () => reading(3)): void {
  vi.mocked(readRing).mockImplementation(() => new Promise((resolve, reject) => {
    setTimeout(() => {
      try {
        resolve(outcome());
      } catch (error) {
        reject(error);
      }
    }, ms);
  }));
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(mayExec).mockResolvedValue({ allowed: true });
  vi.mocked(readRing).mockReset().mockImplementation(async() => reading(3));
  vi.mocked(runNodetool).mockReset().mockResolvedValue(description);
  tab = fakeTab();
});
afterEach(() => {
  scope.stop();
  vi.unstubAllGlobals();
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

  it('leaves the nodes of a new ring alone until all are there, or none has come for a minute', async() => {
    const set = (readyReplicas: number) => findClusters([{ ...cluster!.members[0]!.statefulSet, spec: { ...cluster!.members[0]!.statefulSet.spec!, replicas: 3 }, status: { replicas: readyReplicas, readyReplicas } }])[0];
    const growing = shallowRef(set(0));

    scope = effectScope();
    ring = scope.run(() => useRing(context, computed(() => growing.value), computed(() => pods.value)))!;
    for (const count of [1, 2]) {
      pods.value = Array.from({ length: count }, (_, ordinal) => pod(ordinal));
      growing.value = set(count);
      await after(30 * SECOND);
      expect(readRing).not.toHaveBeenCalled();
    }
    await after(MINUTE);
    expect(readRing).toHaveBeenCalledTimes(1);
    pods.value = [pod(0), pod(1), pod(2)];
    growing.value = set(3);
    await settle();
    expect(readRing).toHaveBeenCalledTimes(2);
  });

  it('runs one nodetool at a time, and once more for all that was asked meanwhile', async() => {
    let finish = (_: Observed<RingStatus>): void => {};

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
    await after(40 * SECOND);
    expect(readRing).toHaveBeenCalledTimes(4);
  });

  it('stops what runs when its page is left, and starts nothing more', async() => {
    start(pod(0));
    await settle();
    const { signal } = vi.mocked(readRing).mock.calls[0]![3]!;

    scope.stop();
    expect(signal?.aborted).toBe(true);
    await after(10 * MINUTE);
    expect(readRing).toHaveBeenCalledTimes(1);
  });

  it('asks the pod first that answered last', async() => {
    start(pod(0));
    await settle();
    ring.refresh();
    await settle();
    expect(vi.mocked(readRing).mock.calls.map(([, , , options]) => options?.prefer)).toStrictEqual([undefined, 'ring-0']);
  });

  it('says that no pod can be asked any more, and what it last knew', async() => {
    start(pod(0));
    await settle();
    vi.mocked(readRing).mockResolvedValue(undefined);
    pods.value = [pod(0, false)];
    await nextTick();
    await settle();
    expect(ring.problem.value).toMatchObject({ code: 'noPod' });
    expect(ring.reading.value?.at).toBe(1);
  });

  describe('from time to time', () => {
    it('reads again a minute after the last time', async() => {
      takes(2 * SECOND);
      start(pod(0));
      await after(61 * SECOND);
      expect(readRing).toHaveBeenCalledTimes(1);
      await after(2 * SECOND);
      expect(readRing).toHaveBeenCalledTimes(2);
    });

    it('rests ten times as long as a slow reading took, whether or not it came to something', async() => {
      takes(30 * SECOND, () => {
        throw new RingReadError('ring-0', new ExecError('timeout', 'slow'));
      });
      start(pod(0));
      await after(30 * SECOND + 299 * SECOND);
      expect(ring.problem.value).toMatchObject({ code: 'timeout', pod: 'ring-0' });
      expect(readRing).toHaveBeenCalledTimes(1);
      takes(SECOND);
      await after(2 * SECOND);
      expect(readRing).toHaveBeenCalledTimes(2);
      expect(ring.problem.value).toBeUndefined();
    });

    it('comes back by itself when a right was given', async() => {
      vi.mocked(mayExec).mockResolvedValueOnce({ allowed: false });
      start(pod(0));
      await settle();
      expect(ring.problem.value?.kind).toBe('denied');
      await after(MINUTE);
      expect(ring.problem.value).toBeUndefined();
      expect(ring.reading.value).toBeDefined();
    });

    it('keeps the last ring when a right was taken', async() => {
      start(pod(0));
      await settle();
      vi.mocked(mayExec).mockResolvedValue({ allowed: false });
      await after(MINUTE);
      expect(ring.problem.value?.kind).toBe('denied');
      expect(ring.reading.value?.at).toBe(1);
    });

    it('does so only while it is wanted', async() => {
      start(pod(0));
      await settle();
      ring.automatic.value = false;
      await after(10 * MINUTE);
      expect(readRing).toHaveBeenCalledTimes(1);
      ring.automatic.value = true;
      await settle();
      expect(readRing).toHaveBeenCalledTimes(2);
    });

    it('reads seldom while it is calm, and again a minute after it is not', async() => {
      start(pod(0), pod(1), pod(2));
      await settle();
      ring.calm.value = true;
      await after(7 * MINUTE);
      expect(readRing).toHaveBeenCalledTimes(1);
      await after(2 * MINUTE);
      expect(readRing).toHaveBeenCalledTimes(2);
      ring.calm.value = false;
      await after(61 * SECOND);
      expect(readRing).toHaveBeenCalledTimes(3);
    });

    it('does not while the tab is hidden, and once when it is back', async() => {
      start(pod(0));
      await settle();
      tab.show(false);
      await after(5 * MINUTE);
      pods.value = [pod(0), pod(1)];
      await nextTick();
      await after(5 * MINUTE);
      expect(readRing).toHaveBeenCalledTimes(1);
      tab.show(true);
      await settle();
      expect(readRing).toHaveBeenCalledTimes(2);
    });

    it('does not for a tab that is back before its time', async() => {
      start(pod(0));
      await settle();
      tab.show(false);
      await after(30 * SECOND);
      tab.show(true);
      await after(20 * SECOND);
      expect(readRing).toHaveBeenCalledTimes(1);
    });

    it('starts six JVMs in the first five minutes of a ring that is at rest', async() => {
      takes(2 * SECOND);
      start(pod(0));
      await after(5 * MINUTE);
      expect(vi.mocked(readRing).mock.calls.length + vi.mocked(runNodetool).mock.calls.length).toBe(6);
    });
  });

  describe('the description of the cluster', () => {
    it('is asked for once after the ring, of the same pod', async() => {
      start(pod(0));
      await after(5 * MINUTE);
      expect(commands()).toStrictEqual(['ring-0: describecluster']);
      expect(ring.description.value).toBe(description);
    });

    it('is asked for again when the ring changed, when it is old, and on demand', async() => {
      start(pod(0));
      await settle();
      vi.mocked(readRing).mockImplementation(async() => reading(2));
      await after(MINUTE);
      expect(commands()).toHaveLength(2);
      await after(9 * MINUTE);
      expect(commands()).toHaveLength(2);
      await after(2 * MINUTE);
      expect(commands()).toHaveLength(3);
      ring.refresh();
      await settle();
      expect(commands()).toHaveLength(4);
    });

    it('stays when it cannot be had, without a word, and is not asked for every time', async() => {
      start(pod(0));
      await settle();
      vi.mocked(runNodetool).mockRejectedValue(new ExecError('timeout', 'slow'));
      vi.mocked(readRing).mockImplementation(async() => reading(2));
      await after(5 * MINUTE);
      expect(commands()).toHaveLength(2);
      expect(ring.description.value).toBe(description);
      expect(ring.problem.value).toBeUndefined();
    });
  });

  describe('a second pod', () => {
    it('is asked on demand only, and the one that was chosen', async() => {
      start(pod(0), pod(1), pod(2));
      await settle();
      vi.mocked(runNodetool).mockResolvedValueOnce({ ...reading(2), pod: 'ring-2' });
      await ring.askSecond('ring-2');
      expect(commands().at(-1)).toBe('ring-2: status');
      expect(ring.second.value).toStrictEqual({ ...reading(2), pod: 'ring-2' });
      expect(ring.reading.value).toStrictEqual(reading(3));
    });

    it('is no problem of the first one when it fails, and what it said before stays', async() => {
      start(pod(0), pod(1));
      await settle();
      vi.mocked(runNodetool).mockResolvedValueOnce(reading(2));
      await ring.askSecond('ring-1');
      vi.mocked(runNodetool).mockRejectedValueOnce(new ExecError('unreachable', 'gone'));
      await ring.askSecond('ring-1');
      expect(ring.secondProblem.value).toMatchObject({ code: 'unreachable', pod: 'ring-1' });
      expect(ring.second.value).toStrictEqual(reading(2));
      expect(ring.secondBusy.value).toBe(false);
      expect(ring.problem.value).toBeUndefined();
    });
  });
});
