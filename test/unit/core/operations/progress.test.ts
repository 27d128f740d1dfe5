import { describe, expect, it } from 'vitest';

import type { Intent } from '../../../../pkg/cassandra/core/operations/intent';
import type { ClaimObservation, MemberObservation, Observation, PodObservation } from '../../../../pkg/cassandra/core/operations/observed';
import { excerptOf, progressOf, type Progress, type ProgressStep } from '../../../../pkg/cassandra/core/operations/progress';
import { blocked, COMPLETE, wait } from '../../../../pkg/cassandra/core/operations/step';
import type { NodeMode } from '../../../../pkg/cassandra/core/nodetool/netstats';

const NOW = 1_800_000_000_000;
const STARTED = NOW - 60_000;

const member = (desired: number, rest: Partial<MemberObservation> = {}): MemberObservation => ({ name: 'db', start: 0, desired, partition: 0, updateRevision: 'r', deletesClaims: false, ...rest });
const claim = (ordinal: number, rest: Partial<ClaimObservation> = {}): ClaimObservation => ({ name: `data-db-${ ordinal }`, uid: `c${ ordinal }`, pod: `db-${ ordinal }`, terminating: false, left: false, ...rest });
const pod = (ordinal: number, rest: Partial<PodObservation> = {}): PodObservation => ({
  name: `db-${ ordinal }`, uid: `u${ ordinal }`, member: 'db', ordinal, addresses: [], revision: 'r', running: true, ready: true, terminating: false, crashing: false, createdAt: STARTED - 86_400_000, ...rest,
});
const said = (value: NodeMode) => ({ mode: { value, at: NOW } });
const intent = (kind: Intent['kind'], from: number, target: number, rest: Partial<Intent> = {}): Intent => ({
  id: 'op', kind, from: { db: from }, targets: { db: target }, claims: 'delete', force: false, cleanup: 'skip', startedBy: 'u', startedAt: STARTED, done: [], ...rest,
});

function seen(desired: number, pods: readonly PodObservation[], claims = pods.map(({ ordinal }) => claim(ordinal))): Observation {
  return { now: NOW, members: [member(desired)], pods, views: [], claims };
}

/** `join db-3: now`, without what is the same for all. */
function told(what: Intent, observation?: Observation, rest: Partial<Progress> = {}): string[] {
  return progressOf(what, { observation, times: [], step: observation && wait('ringMoving'), ...rest }).map(({ code, pod: about, member: set, state }) => `${ code } ${ about ?? set }: ${ state }`);
}

const wells = (count: number) => Array.from({ length: count }, (_, ordinal) => pod(ordinal));

it('knows of no progress before anything was looked at', () => {
  expect(told(intent('scaleUp', 3, 5))).toEqual(['join db-3: open', 'join db-4: open']);
});

it('is all done where the operation is', () => {
  expect(told(intent('restart', 2, 2), seen(2, wells(2)), { step: COMPLETE })).toEqual(['restart db-1: done', 'restart db-0: done']);
});

it('counts pods from the first ordinal of their StatefulSet, and says nothing of one that is gone', () => {
  const up = intent('scaleUp', 1, 2);

  expect(told(up, { ...seen(1, []), members: [member(1, { start: 5 })], pods: [pod(5)] })).toEqual(['join db-6: now']);
  expect(told(up, { ...seen(1, []), members: [] }, { step: blocked('memberGone', { set: 'db' }) })).toEqual(['join db-1: blocked']);
});

describe('scale up', () => {
  const up = intent('scaleUp', 3, 5, { cleanup: 'do' });
  const cleanups = (state: string) => [0, 1, 2, 3].map((ordinal) => `cleanup db-${ ordinal }: ${ state }`);

  it('begins with the first node, or is stopped at it', () => {
    expect(told(up, seen(3, wells(3)))).toEqual(['join db-3: now', 'join db-4: open', ...cleanups('open')]);
    expect(told(up, seen(3, wells(3)), { step: blocked('nodesDown', { pod: 'db-0' }) })[0]).toBe('join db-3: blocked');
  });

  it('is at a node until it takes connections, and until the others have heard of it', () => {
    const joining = [...wells(3), pod(3, { ready: false, ...said('JOINING') })];

    expect(told(up, seen(4, wells(3))).slice(0, 2)).toEqual(['join db-3: now', 'join db-4: open']);
    expect(told(up, seen(4, joining)).slice(0, 2)).toEqual(['join db-3: now', 'join db-4: open']);
    expect(told(up, seen(4, joining), { step: blocked('joinFailed', { pod: 'db-3' }) })[0]).toBe('join db-3: blocked');
    expect(told(up, seen(4, wells(4)), { step: wait('gossip', { pod: 'db-3', by: 'db-0' }) }).slice(0, 2)).toEqual(['join db-3: now', 'join db-4: open']);
    expect(told(up, seen(4, wells(4))).slice(0, 2)).toEqual(['join db-3: done', 'join db-4: now']);
  });

  it('does not take back a join where the node goes down later', () => {
    const pods = [...wells(3), pod(3, { ready: false }), pod(4, { ready: false })];

    expect(told(up, seen(5, pods), { step: blocked('podNotReady', { pod: 'db-3' }) }).slice(0, 2)).toEqual(['join db-3: done', 'join db-4: blocked']);
  });

  it('cleans up one node after another, each once', () => {
    const pods = wells(5).map((each) => each.ordinal === 1 ? { ...each, cleanup: { at: NOW, value: { id: 'op', state: 'running' as const } } } : each);
    const half = { ...up, done: ['db-0'] };

    expect(told(half, seen(5, pods)).slice(2)).toEqual(['cleanup db-0: done', 'cleanup db-1: now', 'cleanup db-2: open', 'cleanup db-3: open']);
    expect(told({ ...half, cancelledAt: NOW }, seen(5, wells(5))).slice(2)).toEqual(['cleanup db-0: done', 'cleanup db-1: open', 'cleanup db-2: open', 'cleanup db-3: open']);
  });

  it('lets only what has begun go on where it was cancelled', () => {
    const cancelled = { ...up, cancelledAt: NOW };

    expect(told(cancelled, seen(4, wells(3))).slice(0, 2)).toEqual(['join db-3: now', 'join db-4: open']);
    expect(told(cancelled, seen(4, wells(4))).slice(0, 3)).toEqual(['join db-3: done', 'join db-4: open', 'cleanup db-0: open']);
    expect(told(cancelled, seen(3, wells(3)), { step: blocked('nodesDown', {}) })[0]).toBe('join db-3: open');
  });

  it('takes turns among racks', () => {
    const racks = intent('scaleUp', 0, 0, { from: { a: 1, b: 1 }, targets: { a: 2, b: 2 } });
    const pods = [['a', 0], ['b', 0], ['a', 1]].map(([name, ordinal]) => pod(Number(ordinal), { name: `${ name }-${ ordinal }`, member: String(name) }));

    expect(told(racks, { ...seen(0, pods), members: [member(2, { name: 'a' }), member(1, { name: 'b' })] })).toEqual(['join a-1: done', 'join b-1: now']);
  });
});

describe('scale down', () => {
  const down = intent('scaleDown', 4, 2);
  const two = (...states: string[]) => ['decommission', 'removePod', 'deleteClaim'].map((code, index) => `${ code } db-3: ${ states[index] }`);
  const left = claim(3, { left: true });
  const claims = wells(3).map(({ ordinal }) => claim(ordinal));

  it('goes from mode to pod to claim', () => {
    const last = (rest: Partial<PodObservation>) => [...wells(3), pod(3, rest)];

    expect(told(down, seen(4, last(said('LEAVING')))).slice(0, 3)).toEqual(two('now', 'open', 'open'));
    expect(told(down, seen(4, last(said('DECOMMISSION_FAILED'))), { step: blocked('decommissionFailed', { pod: 'db-3' }) }).slice(0, 3)).toEqual(two('blocked', 'open', 'open'));
    expect(told(down, seen(4, last(said('DECOMMISSIONED')))).slice(0, 3)).toEqual(two('done', 'now', 'open'));
    expect(told(down, seen(4, last({ ready: false }), [...claims, left])).slice(0, 3)).toEqual(two('done', 'now', 'open'));
    expect(told(down, seen(3, last({ terminating: true }), [...claims, left])).slice(0, 3)).toEqual(two('done', 'now', 'open'));
    expect(told(down, seen(3, wells(3), [...claims, left])).slice(0, 3)).toEqual(two('done', 'done', 'now'));
    expect(told(down, seen(3, wells(3)))).toEqual([...two('done', 'done', 'done'), 'decommission db-2: now', 'removePod db-2: open', 'deleteClaim db-2: open']);
  });

  it('keeps claims', () => {
    expect(told({ ...down, claims: 'keep' }, seen(3, wells(3), [...claims, left]))[2]).toBe('keepClaim db-3: done');
  });

  it('does not take a node that somebody took away for one that has left', () => {
    expect(told(down, seen(3, wells(3), [...claims, claim(3)]), { step: blocked('scaledBehind', { set: 'db', replicas: 3 }) }).slice(0, 3)).toEqual(two('blocked', 'open', 'open'));
  });

  it('does not take a mark for a departure where the node is well', () => {
    expect(told(down, seen(4, wells(4), [...claims, left]), { step: blocked('markedInUse', { pod: 'db-3' }) }).slice(0, 3)).toEqual(two('blocked', 'open', 'open'));
  });
});

describe('restart', () => {
  const anew = { createdAt: STARTED + 5000 };

  it('knows a pod that was restarted by its age', () => {
    const restart = intent('restart', 3, 3);

    expect(told(restart, seen(3, [pod(0), pod(1, said('DRAINED')), pod(2, anew)]))).toEqual(['restart db-2: done', 'restart db-1: now', 'restart db-0: open']);
    expect(told(restart, seen(3, [pod(0), pod(2, anew)]))).toEqual(['restart db-2: done', 'restart db-1: now', 'restart db-0: open']);
    expect(told(restart, seen(3, [pod(0), pod(1), pod(2, { ...anew, ready: false })]))).toEqual(['restart db-2: now', 'restart db-1: open', 'restart db-0: open']);
  });

  it('forgives Kubernetes that it writes whole seconds', () => {
    expect(told(intent('restart', 1, 1, { startedAt: STARTED + 999 }), seen(1, [pod(0, { createdAt: STARTED })]))).toEqual(['restart db-0: done']);
  });

  it('tells how long a pod took in all its parts', () => {
    const times = [{ code: 'draining', pod: 'db-0', seconds: 5 }, { code: 'podStarting', pod: 'db-0', seconds: 60 }, { code: 'cleaning', pod: 'db-0', seconds: 900 }, { code: 'draining', pod: 'db-1', seconds: 7 }];

    expect(progressOf(intent('restart', 2, 2), { observation: seen(2, [pod(0, anew), pod(1)]), step: wait('draining'), times })).toEqual([
      { code: 'restart', member: 'db', pod: 'db-1', state: 'now' },
      { code: 'restart', member: 'db', pod: 'db-0', state: 'done', seconds: 65 },
    ]);
  });
});

describe('stop and start', () => {
  it('drains, and then waits until no pod is left', () => {
    const stop = intent('stop', 2, 0);

    expect(told(stop, seen(2, [pod(0, said('DRAINED')), pod(1, said('DRAINING'))]))).toEqual(['drain db-0: done', 'drain db-1: now', 'stop db: open']);
    expect(told(stop, seen(2, [pod(0), pod(1, { running: false })]))).toEqual(['drain db-0: now', 'drain db-1: done', 'stop db: open']);
    expect(told(stop, seen(0, [pod(0, { terminating: true })]))).toEqual(['drain db-0: done', 'drain db-1: done', 'stop db: now']);
    expect(told(stop, seen(0, []))).toEqual(['drain db-0: done', 'drain db-1: done', 'stop db: done']);
  });

  it('starts all at once', () => {
    const start = intent('start', 0, 0, { from: { db: 0, other: 0 }, targets: { db: 1, other: 1 } });
    const both = (count: number, pods: PodObservation[]) => ({ ...seen(1, pods), members: [member(1), member(count, { name: 'other' })] });

    expect(told(start, both(0, []))).toEqual(['start db: now', 'start other: open']);
    expect(told(start, both(1, [pod(0, { ready: false })]))).toEqual(['start db: now', 'start other: now']);
    expect(told(start, both(1, [pod(0)]))).toEqual(['start db: done', 'start other: now']);
  });
});

describe('excerptOf', () => {
  const steps = (done: number, count: number) => Array.from({ length: count }, (_, index): ProgressStep => ({ code: 'restart', member: 'db', pod: `db-${ index }`, state: index < done ? 'done' : 'open' }));
  const shown = (done: number, count: number) => {
    const { before, shown: { length }, after } = excerptOf(steps(done, count), 5);

    return [before, length, after];
  };

  it('begins with what comes next and is never shorter than it may be', () => {
    expect(shown(0, 3)).toEqual([0, 3, 0]);
    expect(shown(0, 1000)).toEqual([0, 5, 995]);
    expect(shown(400, 1000)).toEqual([400, 5, 595]);
    expect(shown(998, 1000)).toEqual([995, 5, 0]);
    expect(shown(1000, 1000)).toEqual([995, 5, 0]);
  });
});

it('is quick in a ring of a thousand nodes', () => {
  const pods = wells(1000);
  const begin = performance.now();

  expect(progressOf(intent('scaleDown', 1000, 1), { observation: seen(1000, pods), step: wait('leaving'), times: [] })).toHaveLength(2997);
  expect(performance.now() - begin).toBeLessThan(1000);
});
