import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pod } from 'kubernetes-types/core/v1';
import { effectScope, nextTick, ref, shallowRef, type EffectScope } from 'vue';

import { runNodetool } from '../../../pkg/cassandra/composables/runNodetool';
import type { OperationDraft } from '../../../pkg/cassandra/composables/useOperation';
import { usePreflight, type PreflightState } from '../../../pkg/cassandra/composables/usePreflight';
import type { RingState } from '../../../pkg/cassandra/composables/useRing';
import type { Facts, Observed } from '../../../pkg/cassandra/core/cluster/facts';
import type { RingStatus } from '../../../pkg/cassandra/core/nodetool/status';
import { mayExec } from '../../../pkg/cassandra/rancher/access';
import { ExecError } from '../../../pkg/cassandra/rancher/exec';
import { KubeError, list } from '../../../pkg/cassandra/rancher/kube';
import { measureVolumes, mayMeasure } from '../../../pkg/cassandra/rancher/kube/volume-stats';
import { rightsFor } from '../../../pkg/cassandra/rancher/operations/rights';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';
import { description, facts as factsOf, nodeAt, podAt } from '../core/cluster/findings/facts';
import { ownStatefulSet, ring as ringStatus } from '../core/cluster/objects';

vi.mock('../../../pkg/cassandra/rancher/access');
vi.mock('../../../pkg/cassandra/rancher/kube/volume-stats');
vi.mock('../../../pkg/cassandra/composables/runNodetool');
vi.mock(import('../../../pkg/cassandra/rancher/operations/rights'), async(original) => ({ ...await original(), rightsFor: vi.fn() }));
vi.mock(import('../../../pkg/cassandra/rancher/kube'), async(original) => ({ ...await original(), list: vi.fn() }));

const context = { store: {}, clusterId: 'local' } as ClusterContext;
const NOW = Date.parse('2026-11-24T12:00:00Z');
const SECOND = 1000;
const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const settle = () => after(0);
const passing = (ms: number) => new Promise((resolve) => {
  setTimeout(resolve, ms);
});

const withUid = (pod: Pod, uid = `uid-${ pod.metadata?.name }`): Pod => ({ ...pod, metadata: { ...pod.metadata, uid } });
const PODS = [0, 1, 2].map((ordinal) => withUid(podAt(ordinal)));
const status = (): RingStatus => ringStatus(nodeAt(0), nodeAt(1), nodeAt(2));

/** What each command prints, already read; what is an error is thrown. */
const said: Record<string, (pod: string) => unknown> = {};
const kinds: Record<string, object[] | KubeError> = {};
let scope: EffectScope;
let facts: ReturnType<typeof shallowRef<Facts | undefined>>;
let draft: ReturnType<typeof shallowRef<OperationDraft | undefined>>;
let state: PreflightState;
let ring: RingState & { refresh: ReturnType<typeof vi.fn> };

/** The ring of the page: one node tells it after a second, another one when it is asked. */
function fakeRing(): typeof ring {
  const reading = shallowRef<Observed<RingStatus>>();
  const second = shallowRef<Observed<RingStatus>>();
  const problem = shallowRef<RingState['problem']['value']>();
  const secondProblem = shallowRef<RingState['secondProblem']['value']>();
  const busy = ref(false);
  const secondBusy = ref(false);

  return {
    reading, second, problem, secondProblem, busy, secondBusy,
    description: shallowRef(),
    automatic:   ref(true),
    refresh:     vi.fn(async() => {
      busy.value = true;
      await passing(SECOND);
      reading.value = problem.value ? reading.value : { value: status(), text: '', pod: 'db-0', at: Date.now() };
      busy.value = false;
    }),
    askSecond: vi.fn(async(pod: string) => {
      secondBusy.value = true;
      await passing(SECOND);
      second.value = secondProblem.value ? second.value : { value: status(), text: '', pod, at: Date.now() };
      secondBusy.value = false;
    }),
  } as unknown as typeof ring;
}

const drafted = (kind: OperationDraft['kind'], to = 3, claims: OperationDraft['claims'] = 'keep'): OperationDraft => ({ kind, from: { db: 3 }, targets: { db: to }, claims, force: false, cleanup: 'skip' });

/** The facts of the page, with its ring. */
const now = (different: Parameters<typeof factsOf>[0] = {}): Facts => factsOf({ pods: PODS, now: Date.now(), ring: ring.reading.value, secondRing: ring.second.value, description: ring.description.value, ...different });

function start(first?: OperationDraft, known: Facts | undefined = now()): void {
  facts = shallowRef(known);
  draft = shallowRef(first);
  scope = effectScope();
  state = scope.run(() => usePreflight(context, ring, facts, draft))!;
}

/** As long as all answers take, with the page keeping its facts up to date. */
async function finish(different: Parameters<typeof factsOf>[0] = {}): Promise<void> {
  await after(5 * SECOND);
  facts.value = now(different);
  await nextTick();
}

const commands = () => vi.mocked(runNodetool).mock.calls.map(([, { pod }, args]) => `${ pod } ${ args.join(' ') }`).sort();
const listed = () => vi.mocked(list).mock.calls.map(([, { kind }]) => kind).sort();
const outcome = (code: string) => state.results.value?.find((result) => result.code === code)?.outcome;
const argsOf = (code: string) => state.results.value?.find((result) => result.code === code)?.args;
const each = (command: string) => PODS.map(({ metadata }) => `${ metadata?.name } ${ command }`);

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  ring = fakeRing();
  Object.assign(said, {
    netstats:        () => ({ mode: 'NORMAL', streams: [] }),
    compactionstats: () => ({ pending: 0, pendingByTable: [], running: [], remaining: undefined }),
    describecluster: () => description({ keyspaces: [{ name: 'shop', strategy: 'NetworkTopologyStrategy', options: { dc1: '2' } }] }).value,
  });
  Object.assign(kinds, {
    Pod: [], ResourceQuota: [], PersistentVolume: [],
    Node:         ['node-1', 'node-2'].map((name) => ({ metadata: { name }, status: { allocatable: { cpu: '16', memory: '64Gi' }, conditions: [{ type: 'Ready', status: 'True' }] } })),
    StorageClass: [{ metadata: { name: 'fast', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }, provisioner: 'csi' }],
  });
  vi.mocked(mayExec).mockReset().mockResolvedValue({ allowed: true });
  vi.mocked(mayMeasure).mockReset().mockResolvedValue({ allowed: true });
  vi.mocked(measureVolumes).mockReset().mockResolvedValue(new Map());
  vi.mocked(rightsFor).mockReset().mockImplementation(async(_context, _namespace, parts) => parts.map((what) => ({ allowed: true, what })));
  vi.mocked(list).mockReset().mockImplementation(async(_context, { kind }) => {
    const found = kinds[kind] ?? [];

    if (found instanceof KubeError) {
      throw found;
    }

    return found as never[];
  });
  vi.mocked(runNodetool).mockReset().mockImplementation(async(_context, { pod }, [command = '']) => {
    await passing(SECOND);
    const answer = said[command]?.(pod);

    if (answer instanceof Error) {
      throw answer;
    }

    return { value: answer as never, text: '', pod, at: Date.now() };
  });
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe('usePreflight', () => {
  it('asks all that a scale up wants to know, and finds a well ring well', async() => {
    start(drafted('scaleUp', 4));
    expect(state.loading.value).toBe(true);
    expect(state.readAt.value).toBeUndefined();
    await finish({ hosts: kinds['Node'] as Facts['hosts'] });
    expect(state.loading.value).toBe(false);
    expect(state.readAt.value).toBe(NOW);
    expect(commands()).toStrictEqual(['db-0 describecluster', ...each('netstats')].sort());
    expect(ring.refresh).toHaveBeenCalledTimes(1);
    expect(ring.askSecond).toHaveBeenCalledExactlyOnceWith('db-1');
    expect(listed()).toStrictEqual(['Node', 'PersistentVolume', 'Pod', 'ResourceQuota', 'StorageClass']);
    expect(vi.mocked(list).mock.calls.find(([, { kind }]) => kind === 'Pod')?.[2]).toMatchObject({ fieldSelector: expect.stringContaining('spec.nodeName!=') });
    expect(state.results.value?.filter((result) => result.outcome !== 'passed')).toStrictEqual([]);
  });

  it('asks for a scale down what it alone wants', async() => {
    start(drafted('scaleDown', 2));
    await finish();
    expect(commands()).toStrictEqual(['db-0 describecluster', ...each('compactionstats'), ...each('netstats')].sort());
    expect(measureVolumes).toHaveBeenCalledExactlyOnceWith(context, 'node-1', 'prod');
    expect(listed()).toStrictEqual([]);
    expect(outcome('maintenance')).toBe('passed');
    expect(outcome('replication')).toBe('passed');
    // Nothing is on record of a ring that was never scaled by us.
    expect(outcome('cleanupDone')).toBe('warning');
  });

  it('asks the node that leaves first for the second view, and tells what an operation looks at, too', async() => {
    start(drafted('scaleDown', 2));
    expect(state.heard.value).toStrictEqual({ netstats: [], rings: [] });
    await finish();
    expect(vi.mocked(ring.askSecond).mock.calls).toStrictEqual([['db-2']]);
    expect(state.heard.value.netstats.map(({ uid, said: { pod, value } }) => [uid, pod, value.mode])).toStrictEqual([0, 1, 2].map((ordinal) => [`uid-db-${ ordinal }`, `db-${ ordinal }`, 'NORMAL']));
    expect(state.heard.value.rings.map(({ uid, said: { pod } }) => [uid, pod])).toStrictEqual([['uid-db-0', 'db-0'], ['uid-db-2', 'db-2']]);
  });

  it('asks no nodetool where no pod runs', async() => {
    start({ ...drafted('start', 3), from: { db: 0 } }, now({ pods: [] }));
    await finish({ pods: [] });
    expect(commands()).toStrictEqual([]);
    expect(ring.refresh).not.toHaveBeenCalled();
    expect(listed()).toStrictEqual(['Node', 'Pod', 'ResourceQuota']);
  });

  it('asks no second pod, and for no hosts, before a stop', async() => {
    start({ ...drafted('stop', 0) });
    await finish();
    expect(commands()).toStrictEqual(each('netstats'));
    expect(ring.askSecond).not.toHaveBeenCalled();
    expect(listed()).toStrictEqual([]);
  });

  it('has no results before there are facts and a draft', async() => {
    start(undefined, undefined);
    await state.again();
    expect(commands()).toStrictEqual([]);
    expect(state.results.value).toBeUndefined();
    facts.value = now();
    expect(state.results.value).toBeUndefined();
    draft.value = drafted('cleanup');
    await nextTick();
    expect(state.results.value).toHaveLength(7);
    await finish();
    expect(state.results.value?.every((result) => result.outcome === 'passed')).toBe(true);
  });

  describe('when the draft changes', () => {
    it('judges new numbers by what is known', async() => {
      start(drafted('scaleDown', 2));
      await finish();
      vi.mocked(runNodetool).mockClear();
      expect(outcome('replication')).toBe('passed');
      draft.value = drafted('scaleDown', 1);
      await finish();
      expect(outcome('replication')).toBe('blocking');
      expect(commands()).toStrictEqual([]);
      expect(ring.refresh).toHaveBeenCalledTimes(1);
    });

    it('asks for what another kind wants besides', async() => {
      start(drafted('scaleUp', 4));
      await finish();
      vi.mocked(runNodetool).mockClear();
      draft.value = undefined;
      await nextTick();
      draft.value = drafted('scaleDown', 2);
      await finish();
      expect(commands()).toStrictEqual(each('compactionstats'));
      vi.mocked(runNodetool).mockClear();
      draft.value = drafted('scaleUp', 4);
      await finish();
      expect(commands()).toStrictEqual([]);
    });

    it('asks for the rights that deleting claims wants besides', async() => {
      start(drafted('scaleDown', 2));
      await finish();
      vi.mocked(rightsFor).mockResolvedValue([{ allowed: false, what: 'delete persistentvolumeclaims' }]);
      draft.value = drafted('scaleDown', 2, 'delete');
      await finish();
      expect(rightsFor).toHaveBeenLastCalledWith(context, 'prod', ['lease', 'setReplicas', 'deletePod', 'markClaim', 'deleteClaim']);
      expect(outcome('rights')).toBe('blocking');
    });

    it('asks again when what is known has grown old', async() => {
      start(drafted('scaleDown', 2));
      await finish();
      vi.mocked(runNodetool).mockClear();
      await after(121 * SECOND);
      facts.value = now();
      expect(outcome('modes')).toBe('unknown');
      draft.value = drafted('scaleDown', 1);
      await finish();
      expect(commands()).toHaveLength(7);
      expect(outcome('modes')).toBe('passed');
    });
  });

  describe('again', () => {
    it('asks everything anew, keeps what was found meanwhile, and resolves when all of it is there', async() => {
      start(drafted('cleanup'));
      await finish();
      said['netstats'] = (pod) => ({ mode: pod === 'db-2' ? 'DRAINED' : 'NORMAL', streams: [] });
      let isThere = false;
      const done = state.again().then(() => {
        isThere = true;
      });

      await after(500);
      expect([outcome('modes'), state.loading.value, isThere]).toStrictEqual(['passed', true, false]);
      await after(5 * SECOND);
      await done;
      expect([outcome('modes'), state.loading.value]).toStrictEqual(['blocking', false]);
      expect(ring.refresh).toHaveBeenCalledTimes(2);
      expect(state.readAt.value).toBe(NOW + 5 * SECOND);
    });

    it('waits for the reading that is under way on the page', async() => {
      ring.refresh();
      ring.refresh.mockClear();
      start(drafted('cleanup'));
      await finish();
      expect(ring.refresh).not.toHaveBeenCalled();
      expect(outcome('nodesUp')).toBe('passed');
    });
  });

  describe('what cannot be read', () => {
    it('is a node that is missing, while others answer', async() => {
      said['netstats'] = (pod) => pod === 'db-1' ? new ExecError('timeout', 'slow') : { mode: 'NORMAL', streams: [] };
      start(drafted('restart'));
      await finish();
      expect(argsOf('modes')).toStrictEqual({ missing: 'netstats', why: 'unread', reason: '' });
      expect(state.results.value?.find(({ code }) => code === 'modes')?.evidence).toStrictEqual(['db-1']);
    });

    it('is told in its own words where no node answers', async() => {
      said['netstats'] = () => new ExecError('timeout', 'nodetool netstats did not end within 30 s');
      start(drafted('restart'));
      await finish();
      expect(argsOf('modes')).toMatchObject({ why: 'refused', reason: 'nodetool netstats did not end within 30 s' });
    });

    it('is not tried in each pod where nodetool may not be run', async() => {
      vi.mocked(mayExec).mockResolvedValue({ allowed: false, reason: 'You are not allowed to get pods/exec' });
      (ring.problem as { value: unknown }).value = { kind: 'denied', verdict: { allowed: false, reason: 'You are not allowed to get pods/exec' } };
      start(drafted('restart'));
      await finish();
      expect(commands()).toStrictEqual([]);
      expect(argsOf('modes')).toMatchObject({ reason: 'You are not allowed to get pods/exec' });
      expect(argsOf('nodesUp')).toMatchObject({ missing: 'ring', reason: 'You are not allowed to get pods/exec' });
    });

    it('is not made up for by what was read before', async() => {
      start(drafted('scaleUp', 4));
      await finish();
      (ring.problem as { value: unknown }).value = { kind: 'failed', code: 'timeout', message: 'too slow' };
      (ring.secondProblem as { value: unknown }).value = { kind: 'failed', code: 'timeout', message: 'slow, too' };
      said['describecluster'] = () => new ExecError('unreachable', 'gone');
      const done = state.again();

      await finish();
      await done;
      expect(argsOf('nodesUp')).toMatchObject({ why: 'refused', reason: 'too slow' });
      expect(argsOf('schema')).toMatchObject({ why: 'refused', reason: 'gone' });
      // Two were asked for a second view.
      expect(vi.mocked(ring.askSecond).mock.calls).toStrictEqual([['db-1'], ['db-1'], ['db-2']]);
    });

    it('is told for rights, quotas, Kubernetes nodes and claims in the words of the API server', async() => {
      const words = (kind: string) => new KubeError(`${ kind } is forbidden: User "ann" cannot list resource`, 403, 'Forbidden');

      vi.mocked(rightsFor).mockRejectedValue(new KubeError('Rancher gave no answer', 0, 'Unreachable'));
      Object.assign(kinds, { Pod: words('pods'), ResourceQuota: words('resourcequotas'), PersistentVolumeClaim: words('persistentvolumeclaims'), StorageClass: words('storageclasses') });
      const unread = { claims: undefined, hosts: undefined };

      start(drafted('scaleUp', 4), now(unread));
      await finish(unread);
      expect(argsOf('rights')).toMatchObject({ reason: 'Rancher gave no answer' });
      expect(argsOf('quota')).toMatchObject({ reason: expect.stringContaining('resourcequotas is forbidden') });
      expect(argsOf('hostRoom')).toMatchObject({ reason: expect.stringContaining('pods is forbidden') });
      expect(argsOf('orphanedClaims')).toMatchObject({ reason: expect.stringContaining('persistentvolumeclaims is forbidden') });
    });

    it('is what a pod said that has been made anew since', async() => {
      start(drafted('restart'));
      await finish();
      expect(outcome('modes')).toBe('passed');
      facts.value = now({ pods: [...PODS.slice(0, 2), withUid(podAt(2), 'another')] });
      expect(outcome('modes')).toBe('unknown');
    });
  });

  it('takes what the page does not have, and can be had', async() => {
    kinds['PersistentVolumeClaim'] = [{ metadata: { name: 'data-db-3', namespace: 'prod' }, status: { phase: 'Bound' } }];
    start(drafted('scaleUp', 4), now({ claims: undefined }));
    await finish({ claims: undefined });
    expect(outcome('orphanedClaims')).toBe('blocking');
  });

  it('knows what our own operations have left', async() => {
    const history = [{ id: 'a', kind: 'scaleUp', from: { db: 2 }, targets: { db: 3 }, startedBy: 'ann', startedAt: 1, endedAt: 2, outcome: 'complete', steps: [], cleaned: ['db-0'] }];
    const statefulSets = [ownStatefulSet('db', undefined, { annotations: { 'cassandra-for-rancher/operation-history': JSON.stringify(history) } })];

    start(drafted('scaleDown', 2), now({ statefulSets }));
    await finish({ statefulSets });
    expect(argsOf('cleanupDone')).toStrictEqual({ recorded: 'yes', count: 1, nodes: 'db-1' });
  });

  it('asks nothing more when its dialog is closed', async() => {
    start(drafted('cleanup'));
    await settle();
    const signal = vi.mocked(runNodetool).mock.calls[0]?.[4]?.signal;

    scope.stop();
    expect(signal?.aborted).toBe(true);
  });
});
