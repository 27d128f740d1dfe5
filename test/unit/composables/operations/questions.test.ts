import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Questions } from '../../../../pkg/cassandra/composables/operations/questions';
import type { NetStats, NodeMode } from '../../../../pkg/cassandra/core/nodetool/netstats';
import type { RingStatus } from '../../../../pkg/cassandra/core/nodetool/status';
import { fresh, type PodObservation } from '../../../../pkg/cassandra/core/operations/observed';
import { exec, ExecError } from '../../../../pkg/cassandra/rancher/exec';
import { countExec } from '../../../../pkg/cassandra/rancher/exec/count';
import type { ClusterContext } from '../../../../pkg/cassandra/rancher/store';
import { RingModel } from '../../core/operations/ring-model';
import { failure, FakeHost } from '../../rancher/fake-host';
import { CARRIER } from '../../rancher/operations/fixtures';
import { fakeTab } from '../tab';
import { FakeNodes, SECOND } from './fake-nodes';

vi.mock(import('../../../../pkg/cassandra/rancher/exec'), async(original) => ({ ...await original(), exec: vi.fn() }));

const NONE = { kind: 'observe', modes: [], rings: [], cleanups: [] } as const;
const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);

let context: ClusterContext;
let host: FakeHost;
let model: RingModel;
let nodes: FakeNodes;
let questions: Questions;
let pods: PodObservation[];
const onEvent = vi.fn();

/** Asks, and waits for the answers. */
async function ask(what: Partial<Record<'modes' | 'rings' | 'cleanups', string[]>>): Promise<boolean> {
  const [asked] = await Promise.all([questions.ask({ ...NONE, ...what }, pods), after(3 * SECOND)]);

  return asked;
}
const said = (ordinal = 0) => questions.said.get(pods[ordinal]!.uid);
const commands = () => nodes.execs.map(({ pod, command }) => `${ pod } ${ command }`);

beforeEach(() => {
  vi.useFakeTimers();
  fakeTab();
  onEvent.mockReset();
  host = new FakeHost();
  ({ context } = host);
  model = new RingModel(new Map([['ring', 3]]), () => 0.5, false);
  nodes = new FakeNodes(model, () => undefined);
  vi.mocked(exec).mockReset().mockImplementation((where, request) => nodes.exec(where, request));
  pods = model.pods.map(({ name, uid, ordinal, ip }) => ({ name, uid, ordinal, member: 'ring', addresses: [ip], revision: undefined, running: true, ready: true, terminating: false, crashing: false, createdAt: 0 }));
  questions = new Questions(context, { namespace: 'db', carrier: CARRIER, id: 'op-1', containerOf: () => 'cassandra' }, () => performance.now(), onEvent);
});
afterEach(async() => {
  questions.stop();
  await after(100 * SECOND);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('pods', () => {
  it('are asked what they do, what they see and what was cleaned up', async() => {
    expect(await ask({ modes: ['ring-0'], rings: ['ring-1'], cleanups: ['ring-2', 'gone-7'] })).toBe(true);
    expect(said()).toMatchObject({ mode: { value: 'NORMAL' }, streams: [], decommissionError: undefined });
    expect(questions.views).toMatchObject([{ pod: 'ring-1', value: { datacenters: [{ nodes: [{}, {}, {}] }] } }]);
    expect(said(2)).toMatchObject({ cleanup: { value: { state: 'none' } } });
    expect(await questions.ask(NONE, pods)).toBe(false);
  });

  it('are not asked again before it is time, but at once when something has happened', async() => {
    await ask({ modes: ['ring-0'] });
    expect(await questions.ask({ ...NONE, modes: ['ring-0'] }, pods)).toBe(false);
    questions.event();
    expect(await ask({ modes: ['ring-0'] })).toBe(true);
    await after(1000);
    expect(await ask({ modes: ['ring-0'] })).toBe(true);
    expect(commands().filter((each) => each === 'ring-0 netstats')).toHaveLength(3);
    expect(commands().filter((each) => each.includes('last'))).toHaveLength(1); // which nobody else changes
  });

  it('are left alone where others of this tab ask them much', async() => {
    for (let count = 0; count < 4; count++) {
      countExec(context, { namespace: 'db', pod: 'ring-0', command: [] });
    }
    expect(await ask({ rings: ['ring-0', 'ring-1'] })).toBe(true);
    expect(commands()).toStrictEqual(['ring-1 status']);
    await after(60 * SECOND);
    expect(await ask({ rings: ['ring-0'] })).toBe(true);
  });

  it('are asked no more at once than there is room for', async() => {
    countExec(context, { namespace: 'db', pod: 'ring-0', command: [] });
    countExec(context, { namespace: 'db', pod: 'ring-0', command: [] });
    await ask({ modes: ['ring-0'], rings: ['ring-0'] });
    expect(commands()).toStrictEqual(['ring-0 netstats', 'ring-0 last decommission']);
  });

  it('are taken at their word for what they said before, by the clock of who heard it', async() => {
    const at = performance.now() - 2000;
    const ahead = 86_400_000;
    const before = (value: NodeMode, ordinal: number) => ({ uid: pods[ordinal]!.uid, said: { value: { mode: value, streams: [] } as unknown as NetStats, text: '', pod: `ring-${ ordinal }`, at: at + ahead } });
    const value = { datacenters: [] } as unknown as RingStatus;

    questions.hear({ netstats: [before('NORMAL', 0), before('LEAVING', 1)], rings: [{ uid: pods[2]!.uid, said: { value, text: '', pod: 'ring-2', at: at + ahead } }] }, performance.now() + ahead);
    expect(said(0)?.mode).toStrictEqual({ value: 'NORMAL', at });
    // How it came to that is not known.
    expect(said(1)).toBeUndefined();
    expect(questions.views).toStrictEqual([{ pod: 'ring-2', uid: pods[2]!.uid, at, value }]);
    expect(nodes.execs).toStrictEqual([]);
  });

  it('with little room tell what they do before what they see is old, or the other way round', async() => {
    const isFresh = (fact: { at: number } | undefined) => fresh(fact, performance.now()) !== undefined;
    const isKnown = () => isFresh(said()?.mode) && isFresh(questions.views[0]);

    for (let count = 0; count < 4; count++) {
      countExec(context, { namespace: 'db', pod: 'ring-0', command: [] });
      await after(16 * SECOND);
    }
    for (let second = 0; second < 40 && !isKnown(); second += 2) {
      await Promise.all([questions.ask({ ...NONE, ...isFresh(said()?.mode) ? { rings: ['ring-0'] } : { modes: ['ring-0'] } }, pods), after(2 * SECOND)]);
    }
    expect(isKnown()).toBe(true);
  });

  it('that do not take part are not asked about a decommission', async() => {
    model.podNamed('ring-0')!.mode = 'DRAINED';
    await ask({ modes: ['ring-0'] });
    expect(said()?.mode?.value).toBe('DRAINED');
    expect(commands()).toStrictEqual(['ring-0 netstats']);
  });

  it('that are asked from time to time only still tell what is wanted at the same moment', async() => {
    await ask({ rings: ['ring-0'] });
    await after(3_600_000); // long after anything has happened
    await ask({ rings: ['ring-0'] });
    await after(30 * SECOND);
    await ask({ rings: ['ring-1'] });
    let isTogether = false;

    for (let second = 0; second < 300 && !isTogether; second++) {
      const isFresh = (name: string) => fresh(questions.views.find(({ pod }) => pod === name), performance.now()) !== undefined;
      const rings = ['ring-0', 'ring-1'].filter((name) => !isFresh(name));

      isTogether = rings.length === 0;
      await Promise.all([questions.ask({ ...NONE, rings }, pods), after(1500)]);
      await after(500);
    }
    expect(isTogether).toBe(true);
    expect(nodes.execs.length).toBeLessThan(10);
  });

  it('that give no answer say why, until they give one', async() => {
    nodes.fault = () => new ExecError('denied', 'forbidden');
    await ask({ modes: ['ring-0'] });
    expect(said()?.failure?.value).toStrictEqual({ code: 'denied', said: 'forbidden' });
    nodes.fault = () => 'lost before';
    await after(5 * SECOND);
    await ask({ modes: ['ring-0'] });
    expect(said()?.failure?.value).toStrictEqual({ code: 'failed', said: 'The connection was lost' });
    nodes.fault = () => undefined;
    await after(5 * SECOND);
    // A JVM that starts is not made quicker by others beside it.
    expect(await questions.ask({ ...NONE, modes: ['ring-0'] }, pods)).toBe(false);
    await after(7 * SECOND);
    await ask({ modes: ['ring-0'] });
    expect(said()?.failure).toBeUndefined();
  });

  it('are forgotten with their containers', async() => {
    const known = (restarts: number) => pods.map((pod) => ({ pod, restarts }));

    questions.keep(known(0));
    await ask({ modes: ['ring-0', 'ring-1'], rings: ['ring-0'] });
    questions.keep(known(0));
    expect(said()).toBeDefined();
    questions.keep(known(1));
    expect([said(), said(1), ...questions.views]).toStrictEqual([undefined, undefined]);
    await after(5 * SECOND);
    await ask({ modes: ['ring-1'] });
    questions.keep(known(1).slice(0, 1));
    expect(said(1)).toBeUndefined();
  });
});

describe('what was begun in a pod', () => {
  const begin = async(name: 'drain' | 'cleanup') => {
    await Promise.all([exec(context, { namespace: 'db', pod: 'ring-0', command: ['sh', '-c', '', 'sh', `/tmp/cassandra-for-rancher-${ name }`, 'id'] }), after(SECOND)]);
    questions.acted(pods[0], { name, id: 'id' });
  };

  it('tells its end itself', async() => {
    await begin('drain');
    expect(said()).toBeUndefined();
    model.trouble.gossipLag = 0;
    for (let tick = 0; tick < 3; tick++) {
      model.tick(1000);
    }
    await after(2 * SECOND);
    expect(onEvent).toHaveBeenCalledTimes(1);
    expect(said()?.mode?.value).toBe('DRAINED');
    expect(commands()).toStrictEqual(['ring-0 begin drain', 'ring-0 last drain']);
  });

  it('is not taken for not begun because it has not shown itself', async() => {
    await begin('drain');
    expect(await questions.ask({ ...NONE, modes: ['ring-0'] }, pods)).toBe(false);
    await after(4 * SECOND);
    expect(await ask({ modes: ['ring-0'] })).toBe(true);
    expect(said()?.mode).toBeUndefined();
  });

  it('leaves others alone at first, and asks them as soon as it has ended', async() => {
    const others = { rings: ['ring-1'] };

    questions.keep(pods.map((pod) => ({ pod, restarts: 0 })));
    await begin('drain');
    await after(8 * SECOND);
    expect(await questions.ask({ ...NONE, ...others }, pods)).toBe(false);
    model.trouble.gossipLag = 0;
    for (let tick = 0; tick < 3; tick++) {
      model.tick(1000);
    }
    await after(2 * SECOND);
    expect(said()?.mode?.value).toBe('DRAINED');
    expect(await ask(others)).toBe(true);
  });

  it('asks others what they see of something that takes long', async() => {
    questions.keep(pods.map((pod) => ({ pod, restarts: 0 })));
    await begin('drain');
    await after(11 * SECOND);
    expect(await ask({ rings: ['ring-1'] })).toBe(true);
  });

  it('makes what others saw before its end old', async() => {
    await begin('drain');
    await ask({ rings: ['ring-1'] });
    expect(questions.views).toHaveLength(1);
    model.trouble.gossipLag = 0;
    for (let tick = 0; tick < 3; tick++) {
      model.tick(1000);
    }
    await after(2 * SECOND);
    expect(said()?.mode?.value).toBe('DRAINED');
    expect(questions.views).toStrictEqual([]);
    expect(await ask({ rings: ['ring-1'] })).toBe(true);
  });

  it('is not told by an answer from before its end', async() => {
    await begin('drain');
    model.podNamed('ring-0')!.mode = 'DRAINING';
    await after(5 * SECOND);
    const asked = questions.ask({ ...NONE, modes: ['ring-0'] }, pods);

    const before = nodes.netstats('DRAINING');

    vi.spyOn(nodes, 'netstats').mockReturnValue(before);
    await after(200);
    model.podNamed('ring-0')!.mode = 'DRAINED';
    await Promise.all([asked, after(3 * SECOND)]);
    expect(said()?.mode?.value).toBe('DRAINED');
  });

  it('and has not even begun is asked for again', async() => {
    questions.acted(pods[0], { name: 'decommission', id: 'id' });
    await after(SECOND);
    await ask({ modes: ['ring-0'] });
    expect(commands()).toStrictEqual(['ring-0 last decommission', 'ring-0 netstats', 'ring-0 last decommission']);
  });

  it('is not waited for by who has let go, nor oftener than a pod may be asked', async() => {
    for (let count = 0; count < 6; count++) {
      countExec(context, { namespace: 'db', pod: 'ring-0', command: [] });
      countExec(context, { namespace: 'db', pod: 'ring-1', command: [] });
    }
    questions.acted(pods[0], { name: 'decommission', id: 'id' });
    questions.acted(pods[1], { name: 'decommission', id: 'id' });
    await after(55 * SECOND);
    expect(commands()).toStrictEqual([]);
    await after(10 * SECOND);
    expect(commands()).toStrictEqual(['ring-0 last decommission', 'ring-1 last decommission']);
    nodes.execs.length = 0;
    for (let count = 0; count < 6; count++) {
      countExec(context, { namespace: 'db', pod: 'ring-2', command: [] });
    }
    questions.acted(pods[2], { name: 'decommission', id: 'id' });
    questions.stop();
    await after(90 * SECOND);
    expect(commands()).toStrictEqual([]);
  });

  it('runs, as long as nothing else is known', async() => {
    await begin('cleanup');
    expect(said()?.cleanup?.value).toStrictEqual({ id: 'id', state: 'running' });
    model.podNamed('ring-0')!.cleanup = { id: 'id', state: 'failed' };
    await after(2 * SECOND);
    expect(said()?.cleanup?.value).toMatchObject({ id: 'id', state: 'failed', said: expect.stringContaining('No space left') });
  });
});

describe('the log of a container that ended', () => {
  const answerLog = (log: (previous: boolean) => string | undefined) => {
    host.intercept = ({ query, path }) => {
      const text = path.endsWith('/log') ? log(query.has('previous')) : undefined;

      return text === undefined ? failure(400, 'BadRequest', 'no log') : { status: 200, body: text };
    };
  };

  it.each([false, true])('tells that its node has left (in the run before: %s)', async(where) => {
    answerLog((previous) => previous === where ? 'This node was decommissioned and will not rejoin the ring unless' : undefined);
    await questions.readLog(pods[0]!);
    expect(said()?.mode?.value).toBe('DECOMMISSIONED');
    const { length } = host.requests;

    await after(60 * SECOND);
    await questions.readLog(pods[0]!);
    expect(host.requests).toHaveLength(length);
  });

  it('tells nothing else, and is read again', async() => {
    answerLog(() => 'Exception: No space left on device');
    await questions.readLog(pods[0]!);
    await questions.readLog(pods[0]!);
    expect(said()?.mode).toBeUndefined();
    expect(host.requests).toHaveLength(2);
    await after(20 * SECOND);
    await questions.readLog(pods[0]!);
    expect(host.requests).toHaveLength(4);
  });
});
