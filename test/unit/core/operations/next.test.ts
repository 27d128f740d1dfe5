import { describe, expect, it } from 'vitest';

import type { Intent } from '../../../../pkg/cassandra/core/operations/intent';
import { next } from '../../../../pkg/cassandra/core/operations/next';
import type { ClaimObservation, MemberObservation, Observation, PodObservation, RingView } from '../../../../pkg/cassandra/core/operations/observed';
import type { NodeMode } from '../../../../pkg/cassandra/core/nodetool/netstats';
import type { NodeStatus } from '../../../../pkg/cassandra/core/nodetool/status';

const NOW = 1_800_000_000_000;

const member = (desired: number, rest: Partial<MemberObservation> = {}): MemberObservation => ({ name: 'db', start: 0, desired, partition: 0, updateRevision: 'r', deletesClaims: false, ...rest });
const said = (mode: NodeMode, age = 1000) => ({ mode: { value: mode, at: NOW - age } });
const claim = (ordinal: number, rest: Partial<ClaimObservation> = {}): ClaimObservation => ({ name: `data-db-${ ordinal }`, uid: `c${ ordinal }`, pod: `db-${ ordinal }`, terminating: false, left: false, ...rest });

function pod(ordinal: number, rest: Partial<PodObservation> = {}): PodObservation {
  return {
    name: `db-${ ordinal }`, uid: `u${ ordinal }`, member: 'db', ordinal, addresses: [`10.0.0.${ ordinal }`], revision: 'r', running: true, ready: true, terminating: false, crashing: false, createdAt: NOW - 86_400_000, ...rest,
  };
}

/** What db-N says of nodes, by the last number of their addresses. */
function view(by: number, nodes: Record<number, Partial<NodeStatus>>, age = 1000): RingView {
  const rows = Object.entries(nodes).map(([ordinal, rest]): NodeStatus => ({ address: `10.0.0.${ ordinal }`, hostId: `h${ ordinal }`, up: true, state: 'normal', load: 1, owns: 1, effective: true, rack: 'r', ...rest }));

  return { pod: `db-${ by }`, uid: `u${ by }`, at: NOW - age, value: { datacenters: [{ name: 'dc', nodes: rows }], notes: [] } };
}

/** Three well nodes, and what is different of them. */
function seen({ pods = [pod(0), pod(1), pod(2)], ...rest }: Partial<Observation> = {}): Observation {
  const all = Object.fromEntries(pods.map(({ ordinal }) => [ordinal, {}]));

  return { now: NOW, members: [member(pods.length)], pods, views: pods.map(({ ordinal }) => view(ordinal, all)), claims: pods.map(({ ordinal }) => claim(ordinal)), ...rest };
}

const intent = (kind: Intent['kind'], from: number, target: number, rest: Partial<Intent> = {}): Intent => ({
  id: 'op', kind, from: { db: from }, targets: { db: target }, claims: 'delete', force: false, cleanup: 'do', startedBy: 'u', startedAt: NOW - 60_000, done: [], ...rest,
});
const act = (action: object) => ({ kind: 'act', action });
const wait = (code: string) => ({ kind: 'wait', for: code });
const blocked = (reason: string) => ({ kind: 'blocked', reason });

describe('any operation', () => {
  it('stops where a StatefulSet is gone, or has a number of nodes that is none of its own', () => {
    expect(next(seen({ members: [] }), intent('scaleUp', 3, 4))).toMatchObject(blocked('memberGone'));
    expect(next(seen({ members: [member(7)] }), intent('scaleUp', 3, 4))).toEqual({ kind: 'blocked', reason: 'scaledBehind', args: { set: 'db', replicas: 7 } });
    expect(next(seen(), intent('restart', 2, 2))).toMatchObject(blocked('scaledBehind'));
    expect(next(seen(), intent('stop', 2, 0))).toMatchObject(blocked('scaledBehind'));
    expect(next(seen(), intent('start', 1, 4))).toMatchObject(blocked('scaledBehind'));
  });
});

describe('scale up', () => {
  const up = (observation: Observation, rest: Partial<Intent> = {}) => next(observation, intent('scaleUp', 3, 5, rest));

  it('asks for one more where all are well', () => {
    expect(up(seen())).toEqual(act({ kind: 'setReplicas', member: 'db', from: 3, to: 4 }));
  });

  it('asks two nodes where what they said is not fresh', () => {
    expect(up(seen({ views: [view(0, { 0: {}, 1: {}, 2: {} }, 31_000)] }))).toEqual(act({ kind: 'observe', modes: [], rings: ['db-0', 'db-1'], cleanups: [] }));
    expect(up(seen({ views: seen().views.slice(0, 1) }))).toMatchObject(act({ rings: ['db-1'] }));
    expect(up(seen({ views: [{ ...view(0, { 0: {}, 1: {}, 2: {} }), uid: 'before' }, view(1, { 0: {}, 1: {}, 2: {} })] }))).toMatchObject(act({ rings: ['db-0'] }));
  });

  it('asks others where one does not answer, and says so where none does', () => {
    const silent = (code: 'denied' | 'failed') => ({ failure: { value: { code, said: 'no' }, at: NOW } });

    expect(up(seen({ views: [], pods: [pod(0, silent('failed')), pod(1), pod(2)] }))).toMatchObject(act({ rings: ['db-1', 'db-2'] }));
    expect(up(seen({ views: [], pods: [0, 1, 2].map((ordinal) => pod(ordinal, silent('failed'))) }))).toMatchObject(wait('noAnswer'));
    expect(up(seen({ views: [], pods: [0, 1, 2].map((ordinal) => pod(ordinal, silent('denied'))) }))).toEqual({ kind: 'blocked', reason: 'execDenied', args: { pod: 'db-0', said: 'no' } });
  });

  it.each<[string, object, Partial<PodObservation>]>([
    ['a pod that goes', wait('podGoing'), { terminating: true }],
    ['one that is being made ready', act({ modes: ['db-2'] }), { ready: false }],
    ['one that does not run yet', wait('podStarting'), { ready: false, running: false, createdAt: NOW - 1000 }],
    ['one that never gets ready', blocked('podNotReady'), { ready: false, running: false }],
    ['one that crashes', blocked('podCrashing'), { ready: false, running: false, crashing: true }],
    ['one that has left', blocked('leftRing'), { ready: false, ...said('DECOMMISSIONED') }],
    ['one that was drained', blocked('drained'), { ready: false, ...said('DRAINED') }],
    ['one that could not join', blocked('joinFailed'), { ready: false, ...said('JOINING_FAILED') }],
    ['one that joins', wait('joining'), { ready: false, ...said('JOINING') }],
    ['one that will be restarted', wait('rollingUpdate'), { revision: 'old' }],
    ['one that others have not heard of', wait('gossip'), { addresses: ['10.0.0.9'], createdAt: NOW - 1000 }],
    ['one that others do not know', blocked('podOutsideRing'), { addresses: ['10.0.0.9'] }],
  ])('does not go on with %s', (_, step, rest) => {
    expect(up(seen({ pods: [pod(0), pod(1), pod(2, rest)], views: seen().views.slice(0, 2) }))).toMatchObject(step);
  });

  it('does not mind pods that the controller leaves as they are', () => {
    expect(up(seen({ members: [member(3, { partition: 3 })], pods: [pod(0), pod(1), pod(2, { revision: 'old' })] }))).toMatchObject(act({ kind: 'setReplicas' }));
    expect(up(seen({ members: [member(3, { partition: undefined })], pods: [pod(0), pod(1), pod(2, { revision: 'old' })] }))).toMatchObject(act({ kind: 'setReplicas' }));
  });

  it('does not go on with pods that are too few or too many', () => {
    expect(up(seen({ members: [member(3)], pods: [pod(0), pod(1)] }))).toMatchObject(wait('podMissing'));
    expect(up(seen({ members: [member(3)], pods: [pod(0), pod(1), pod(2), pod(3)] }))).toMatchObject(wait('podGoing'));
  });

  it.each<[object, Partial<NodeStatus>]>([
    [blocked('nodesDown'), { up: false }], [blocked('nodesDown'), { up: undefined }], [act({ modes: ['db-2'] }), { state: 'leaving' }], [blocked('podOutsideRing'), { address: '10.9.9.9' }],
  ])('%j where one view says %j', (step, rest) => {
    expect(up(seen({ views: [view(0, { 0: {}, 1: {}, 2: {} }), view(1, { 0: {}, 1: {}, 2: rest })] }))).toMatchObject(step);
  });

  it('does not go on with entries that no pod answers for', () => {
    expect(up(seen({ views: [0, 1].map((by) => view(by, { 0: {}, 1: {}, 2: {}, 7: { up: false } })) }))).toEqual({ kind: 'blocked', reason: 'strayNodes', args: { node: '10.0.0.7', hostId: 'h7', by: 'db-0' } });
  });

  it('wants the new node to say itself that it is well', () => {
    const four = seen({ pods: [pod(0), pod(1), pod(2), pod(3)] });

    expect(up({ ...four, views: four.views.slice(0, 3) })).toMatchObject(act({ rings: ['db-3'] }));
    expect(up({ ...four, views: four.views.slice(2) })).toMatchObject(act({ kind: 'setReplicas', from: 4, to: 5 }));
  });

  it('refuses a claim that is there before its node', () => {
    expect(up(seen({ claims: [claim(3, { left: true })] }))).toMatchObject(blocked('leftClaim'));
    expect(up(seen({ claims: [claim(3)] }))).toMatchObject(blocked('orphanedClaim'));
  });

  it('cleans up all but the last, one after the other', () => {
    const pods = [0, 1, 2, 3, 4].map((ordinal) => pod(ordinal, ordinal === 1 ? { cleanup: { value: { id: 'other', state: 'finished' }, at: NOW } } : {}));
    const five = seen({ pods });
    const [zero, , ...rest] = pods;
    const cleaning = (state: 'running' | 'finished' | 'failed') => ({ ...five, pods: [zero!, pod(1, { cleanup: { value: { id: 'op', state, said: 'why' }, at: NOW } }), ...rest] });

    expect(up(five)).toEqual(act({ kind: 'observe', modes: [], rings: [], cleanups: ['db-0'] }));
    expect(up(five, { done: ['db-0'] })).toEqual(act({ kind: 'cleanup', pod: 'db-1', uid: 'u1', id: 'op' }));
    expect(up(cleaning('running'), { done: ['db-0'] })).toMatchObject(wait('cleaning'));
    expect(up(cleaning('finished'), { done: ['db-0'] })).toEqual(act({ kind: 'record', pod: 'db-1' }));
    expect(up(cleaning('failed'), { done: ['db-0'] })).toMatchObject({ ...blocked('cleanupFailed'), args: { pod: 'db-1', said: 'why' }, retry: { kind: 'cleanup' } });
    expect(up(five, { done: ['db-0', 'db-1', 'db-2', 'db-3'] })).toEqual({ kind: 'done', outcome: 'complete' });
    expect(up(five, { cleanup: 'skip' })).toEqual({ kind: 'done', outcome: 'complete' });
  });

  it('ends with the node that is on its way when it is cancelled', () => {
    expect(up(seen(), { cancelledAt: NOW - 1000 })).toMatchObject(wait('cancelling'));
    expect(up(seen(), { cancelledAt: NOW - 61_000 })).toEqual({ kind: 'done', outcome: 'cancelled' });
    expect(up(seen({ members: [member(4)] }), { cancelledAt: NOW - 61_000 })).toMatchObject(wait('podMissing'));
  });
});

describe('scale down', () => {
  const down = (last: Partial<PodObservation>, rest: Partial<Observation> = {}, asked: Partial<Intent> = {}) => next(seen({ pods: [pod(0), pod(1), pod(2, last)], ...rest }), intent('scaleDown', 3, 1, asked));
  const without = [view(0, { 0: {}, 1: {} }), view(1, { 0: {}, 1: {} })];
  const marked = [claim(0), claim(1), claim(2, { left: true })];

  it('goes from well to gone', () => {
    const gone = { pods: [pod(0), pod(1)], members: [member(2)] };

    expect(down({})).toMatchObject(act({ kind: 'observe', modes: ['db-2'] }));
    expect(down(said('NORMAL'), {}, { force: true })).toEqual(act({ kind: 'decommission', pod: 'db-2', uid: 'u2', force: true }));
    expect(down(said('LEAVING'))).toMatchObject(wait('leaving'));
    expect(down(said('DECOMMISSIONED'))).toMatchObject(wait('gossip'));
    expect(down({ ...said('DECOMMISSIONED', 1e6), ready: false }, { views: without })).toEqual(act({ kind: 'markClaim', claim: 'data-db-2', uid: 'c2' }));
    expect(down(said('DECOMMISSIONED'), { views: without, claims: marked })).toEqual(act({ kind: 'setReplicas', member: 'db', from: 3, to: 2 }));
    expect(down({ terminating: true }, { members: [member(2)], claims: marked })).toMatchObject(wait('podGoing'));
    expect(down({}, { ...gone, claims: marked })).toEqual(act({ kind: 'deleteClaim', claim: 'data-db-2', uid: 'c2' }));
    expect(down({}, { ...gone, claims: [claim(2, { left: true, terminating: true })] })).toMatchObject(wait('claimGoing'));
    expect(down({}, { ...gone, views: without, claims: marked }, { claims: 'keep' })).toMatchObject(act({ kind: 'observe', modes: ['db-1'] }));
  });

  it('takes the mark for the word of a node that cannot speak any more', () => {
    expect(down({ ready: false, crashing: true, running: false }, { views: without, claims: marked })).toMatchObject(act({ kind: 'setReplicas' }));
    expect(down({ ready: false, crashing: true, running: false }, { views: without })).toMatchObject(blocked('podCrashing'));
    expect(down(said('NORMAL'), { claims: marked })).toMatchObject(blocked('markedInUse'));
  });

  it('is not content with a view that lists the node by another address, or is old', () => {
    expect(down(said('DECOMMISSIONED'), { views: [view(0, { 0: {}, 1: {}, 8: {} })] })).toMatchObject(blocked('strayNodes'));
    expect(down(said('DECOMMISSIONED'), { views: [view(0, { 0: {}, 1: {} }, 31_000)] })).toMatchObject(act({ kind: 'observe', rings: ['db-0', 'db-1'] }));
    expect(down(said('DECOMMISSIONED'), { views: [{ ...view(2, { 0: {}, 1: {} }) }] })).toMatchObject(act({ rings: ['db-0', 'db-1'] }));
  });

  it('asks again together what was said too long ago, as long as the node does not leave', () => {
    expect(down(said('NORMAL', 31_000), { views: [] })).toMatchObject(act({ modes: ['db-2'], rings: ['db-2', 'db-0'] }));
    expect(down(said('LEAVING', 31_000), { views: [] })).toMatchObject(act({ modes: ['db-2'], rings: [] }));
  });

  it('stops where a node was taken away that had not left', () => {
    expect(down({}, { members: [member(2)], pods: [pod(0), pod(1)], claims: [claim(0), claim(1), claim(2)] })).toEqual({ kind: 'blocked', reason: 'scaledBehind', args: { set: 'db', replicas: 2 } });
  });

  it('stops where the controller would delete what shall be kept', () => {
    expect(down(said('NORMAL'), { members: [member(3, { deletesClaims: true })] }, { claims: 'keep' })).toMatchObject(blocked('claimsWouldGo'));
  });

  it('offers to try again what failed, in Cassandra\'s words, unless others are down', () => {
    const decommission = { kind: 'decommission', pod: 'db-2', uid: 'u2', force: false };

    expect(down({ ...said('NORMAL'), decommissionError: 'Not enough live nodes' })).toEqual({ ...blocked('decommissionRefused'), args: { pod: 'db-2', said: 'Not enough live nodes' }, retry: decommission });
    expect(down(said('DECOMMISSION_FAILED'))).toMatchObject({ ...blocked('decommissionFailed'), retry: decommission });
    expect(down({ ...said('LEAVING'), decommissionError: 'Stream failed' })).toMatchObject({ ...blocked('decommissionFailed'), retry: { kind: 'deletePod', uid: 'u2' } });
    expect(down({ ...said('DECOMMISSION_FAILED'), ready: false })).toMatchObject(blocked('decommissionFailed'));
    expect(down(said('DECOMMISSION_FAILED'), { views: [view(0, { 0: {}, 1: { up: false }, 2: { state: 'leaving' } })] })).toMatchObject(blocked('nodesDown'));
  });

  it('does not begin with the next one when it is cancelled, and ends what has begun', () => {
    expect(down(said('NORMAL'), {}, { cancelledAt: NOW })).toMatchObject(wait('cancelling'));
    expect(down(said('NORMAL'), {}, { cancelledAt: NOW - 61_000 })).toEqual({ kind: 'done', outcome: 'cancelled' });
    expect(down(said('LEAVING'), {}, { cancelledAt: NOW - 61_000 })).toMatchObject(wait('leaving'));
  });
});

describe('restart, stop and start', () => {
  it('drains and deletes one pod after the other, from the last', () => {
    const restart = (last: Partial<PodObservation>, rest: Partial<Observation> = {}) => next(seen({ pods: [pod(0), pod(1), pod(2, last)], ...rest }), intent('restart', 3, 3));

    expect(restart(said('NORMAL'))).toEqual(act({ kind: 'drain', pod: 'db-2', uid: 'u2' }));
    expect(restart({ ...said('DRAINING'), ready: false })).toMatchObject(wait('draining'));
    expect(restart({ ...said('DRAINED'), ready: false })).toEqual(act({ kind: 'deletePod', pod: 'db-2', uid: 'u2' }));
    expect(restart({ createdAt: NOW - 1000, ready: false, running: false })).toMatchObject(act({ modes: ['db-1'] }));
    expect(restart(said('NORMAL'), { claims: [] })).toMatchObject(blocked('dataNotKept'));
    expect(next(seen({ pods: [0, 1, 2].map((ordinal) => pod(ordinal, { createdAt: NOW - 1000 })) }), intent('restart', 3, 3))).toEqual({ kind: 'done', outcome: 'complete' });
  });

  it('drains all before it stops, and keeps the data', () => {
    const stop = (rest: Partial<PodObservation>, other: Partial<Observation> = {}, asked: Partial<Intent> = {}) => next(seen({ pods: [0, 1, 2].map((ordinal) => pod(ordinal, rest)), ...other }), intent('stop', 3, 0, asked));

    expect(stop({})).toMatchObject(act({ kind: 'observe', modes: ['db-0', 'db-1', 'db-2'] }));
    expect(stop(said('NORMAL'))).toEqual(act({ kind: 'drain', pod: 'db-0', uid: 'u0' }));
    expect(stop(said('DRAINED'))).toEqual(act({ kind: 'setReplicas', member: 'db', from: 3, to: 0 }));
    expect(stop(said('DRAINED'), {}, { cancelledAt: NOW })).toEqual(act({ kind: 'deletePod', pod: 'db-0', uid: 'u0' }));
    expect(stop(said('DRAINED'), { members: [member(3, { deletesClaims: true })] })).toMatchObject(blocked('claimsWouldGo'));
    expect(stop(said('DRAINED'), { claims: [] })).toMatchObject(blocked('dataNotKept'));
    expect(stop(said('DRAINED'), { members: [member(0)] })).toMatchObject(wait('podGoing'));
    expect(next(seen({ members: [member(0)], pods: [] }), intent('stop', 3, 0))).toEqual({ kind: 'done', outcome: 'complete' });
  });

  it('starts with the data of before, and with nothing less', () => {
    const start = (claims: ClaimObservation[]) => next(seen({ members: [member(0)], pods: [], claims }), intent('start', 0, 3));

    expect(start([claim(0), claim(1), claim(2)])).toEqual(act({ kind: 'setReplicas', member: 'db', from: 0, to: 3 }));
    expect(start([claim(0), claim(2)])).toMatchObject({ ...blocked('claimMissing'), args: { pod: 'db-1' } });
    expect(start([claim(0), claim(1), claim(2, { left: true })])).toMatchObject(blocked('leftClaim'));
    expect(next(seen(), intent('start', 0, 3))).toEqual({ kind: 'done', outcome: 'complete' });
  });
});
