import { describe, expect, it, vi } from 'vitest';

import { ExecError } from '../../../../pkg/cassandra/rancher/exec';
import { failure } from '../../rancher/fake-host';
import { SET } from '../../rancher/operations/fixtures';
import { SECOND } from './fake-nodes';
import { fakeRings } from './fake-rings';

vi.mock(import('../../../../pkg/cassandra/rancher/exec'), async(original) => ({ ...await original(), exec: vi.fn() }));

const make = fakeRings();
const after = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * SECOND);
const DOWN = { kind: 'scaleDown', from: { ring: 4 }, targets: { ring: 3 } } as const;
const UP = { kind: 'scaleUp', from: { ring: 3 }, targets: { ring: 4 }, cleanup: 'skip' } as const;

describe('an operation goes on', () => {
  it('when the API server fails for minutes, and says so meanwhile', async() => {
    const ring = make(4);
    const { runner, ended } = await ring.drive('ann', DOWN);

    await ring.until(() => ring.did().length === 1);
    ring.intercept = () => failure(500, 'InternalError', 'etcd is gone');
    await after(40);
    expect(runner.state).toMatchObject({ problem: 'etcd is gone', role: 'driving' });
    const { length } = ring.requests;

    await after(120);
    expect(ring.requests.length - length).toBeLessThan(40);
    ring.intercept = () => undefined;
    await ring.until(ended);
    expect(runner.state.problem).toBeUndefined();
    expect(ring.did()).toStrictEqual(['decommission ring-3', 'mark data-ring-3', 'replicas 3']);
  });

  it('when each write conflicts at first', async() => {
    const ring = make(3);
    let writes = 0;

    ring.intercept = ({ method, path }) => method === 'PATCH' && path === SET && writes++ % 4 !== 3 ? failure(409, 'Conflict', 'the object has been modified') : undefined;
    const { ended } = await ring.drive('ann', UP);

    await ring.until(ended);
    expect(ring.did()).toStrictEqual(['replicas 4']);
  });

  it('when the answer to a write is lost', async() => {
    const ring = make(3);
    let lost = false;
    const { ended, host } = await ring.drive('ann', UP);
    const answer = host.intercept;

    host.intercept = (request) => {
      const real = answer(request);

      if (request.method === 'PATCH' && !lost) {
        lost = true;

        return failure(502, 'BadGateway', 'lost');
      }

      return real;
    };
    await ring.until(ended);
    expect(ring.did()).toStrictEqual(['replicas 4']);
  });

  it.each(['lost after', 'lost before'] as const)('when the connection is %s a decommission was sent', async(fault) => {
    const ring = make(4);
    let left = 1;

    ring.nodes.fault = (_, command) => command.startsWith('begin') && left-- > 0 ? fault : undefined;
    const { ended, problems } = await ring.drive('ann', DOWN);

    await ring.until(ended);
    expect([...problems]).toStrictEqual(['The connection was lost']);
    expect(ring.did()).toStrictEqual(['decommission ring-3', 'mark data-ring-3', 'replicas 3']);
  });

  it('when the connection that waits for the end is lost again and again', async() => {
    const ring = make(4);

    ring.nodes.fault = (_, command) => command.startsWith('last') ? 'lost before' : undefined;
    const { ended } = await ring.drive('ann', { ...DOWN });

    await ring.until(() => ring.did().length === 1 || ring.nodes.execs.length > 20, 10);
    ring.nodes.fault = () => undefined;
    await ring.until(ended);
    expect(ring.did()).toStrictEqual(['decommission ring-3', 'mark data-ring-3', 'replicas 3']);
  });

  it('when the container of a node that has left ends before it was asked: its log tells', async() => {
    const ring = make(4);
    const { ended, steps } = await ring.drive('ann', DOWN);
    const leaver = ring.model.podNamed('ring-3')!;

    await ring.until(() => leaver.mode === 'LEAVING');
    ring.nodes.fault = (pod) => pod === 'ring-3' ? 'lost before' : undefined;
    const wasLeft = vi.spyOn(ring.nodes, 'logOf');

    await ring.until(() => leaver.mode === 'DECOMMISSIONED');
    ring.model.kill(leaver, false);
    await ring.until(ended);
    expect(wasLeft).toHaveBeenCalled();
    expect(ring.did()).toStrictEqual(['decommission ring-3', 'mark data-ring-3', 'replicas 3']);
    expect(steps).not.toContain('podMissing');
  });

  it('and does not take a node for gone whose log does not say so', async() => {
    const ring = make(4);

    vi.spyOn(ring.nodes, 'logOf').mockReturnValue({ data: 'INFO Starting' });
    const { runner } = await ring.drive('ann', DOWN);
    const leaver = ring.model.podNamed('ring-3')!;

    await ring.until(() => leaver.mode === 'LEAVING');
    ring.nodes.fault = (pod) => pod === 'ring-3' ? 'lost before' : undefined;
    await ring.until(() => leaver.mode === 'DECOMMISSIONED');
    ring.model.kill(leaver, false);
    await after(300);
    expect(runner.state.step).toMatchObject({ kind: 'blocked', reason: 'podCrashing' });
    expect(ring.did()).toStrictEqual(['decommission ring-3']);
  });
});

describe('an operation waits for a person', () => {
  it('where commands may not be run any more, and goes on when they may', async() => {
    const ring = make(4);

    ring.nodes.fault = () => new ExecError('denied', 'pods "ring-3" is forbidden');
    const { runner, ended } = await ring.drive('ann', DOWN);

    await ring.until(() => runner.state.step?.kind === 'blocked', 1);
    expect(runner.state.step).toMatchObject({ reason: 'execDenied', args: { pod: 'ring-3', said: 'pods "ring-3" is forbidden' } });
    await after(300);
    expect(ring.did()).toStrictEqual([]);
    ring.nodes.fault = () => undefined;
    await ring.until(ended);
    expect(ring.last).toMatchObject({ outcome: 'complete' });
  });

  it('where a decommission fails, and tries again at that person\'s word', async() => {
    const ring = make(4);
    const { runner, ended } = await ring.drive('ann', DOWN);
    const leaver = ring.model.podNamed('ring-3')!;

    await ring.until(() => leaver.mode === 'LEAVING');
    Object.assign(leaver, { mode: 'DECOMMISSION_FAILED', decommissionError: 'Stream failed' });
    await ring.until(() => runner.state.step?.kind === 'blocked', 2);
    expect(runner.state.step).toMatchObject({ reason: 'decommissionFailed', args: { said: expect.stringContaining('Stream failed') }, retry: { kind: 'decommission' } });
    await after(120);
    expect(ring.did()).toStrictEqual(['decommission ring-3']);
    runner.retry();
    await ring.until(ended);
    expect(ring.did()).toStrictEqual(['decommission ring-3', 'decommission ring-3', 'mark data-ring-3', 'replicas 3']);
  });

  it('and takes no word for what is in the way later', async() => {
    const ring = make(4);
    const { runner } = await ring.drive('ann', DOWN);
    const leaver = ring.model.podNamed('ring-3')!;
    const isBlocked = (reason: string) => () => runner.state.step?.kind === 'blocked' && runner.state.step.reason === reason;

    await ring.until(() => leaver.mode === 'LEAVING');
    Object.assign(leaver, { mode: 'DECOMMISSION_FAILED', decommissionError: 'Stream failed' });
    await ring.until(isBlocked('decommissionFailed'), 2);
    ring.model.podNamed('ring-0')!.running = false;
    ring.model.trouble.slow = 1;
    ring.publish();
    runner.retry();
    await ring.until(isBlocked('podNotReady'), 2);
    ring.model.trouble.slow = 0.2;
    await ring.until(isBlocked('decommissionFailed'), 5);
    await after(60);
    expect(ring.did()).toStrictEqual(['decommission ring-3']);
  });

  it('and does not burden the API server or the nodes while nothing happens', async() => {
    const ring = make(3);

    ring.model.cutOff.add(ring.model.podNamed('ring-0')!.hostId ?? '');
    const { runner, ended } = await ring.drive('ann', UP);

    await after(3600);
    const requests = ring.requests.filter((each) => !each.includes('leases')).length;
    const execs = ring.nodes.execs.length;

    await after(600);
    expect(runner.state.step).toMatchObject({ kind: 'blocked', reason: 'nodesDown' });
    expect(ring.requests.filter((each) => !each.includes('leases')).length - requests).toBeLessThan(300);
    expect(ring.nodes.execs.length - execs).toBeLessThan(30);
    ring.model.cutOff.clear();
    await ring.until(ended, 5);
  });

  it('and looks again when something happens while it looks', async() => {
    const ring = make(3);

    ring.model.cutOff.add(ring.model.podNamed('ring-0')!.hostId ?? '');
    const { runner } = await ring.drive('ann', UP);
    let looks = 0;

    await after(3600);
    ring.intercept = ({ method, path }) => {
      if (method === 'GET' && path === SET && ++looks === 1) {
        runner.poke();
      }

      return undefined;
    };
    runner.poke();
    await after(2);
    expect(looks).toBe(2);
  });
});
