import { describe, expect, it, vi } from 'vitest';

import { formatIntent } from '../../../../pkg/cassandra/core/operations/intent';
import { SECOND } from './fake-nodes';
import { fakeRings } from './fake-rings';

vi.mock(import('../../../../pkg/cassandra/rancher/exec'), async(original) => ({ ...await original(), exec: vi.fn() }));

const make = fakeRings();
const after = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * SECOND);
const DOWN = { kind: 'scaleDown', from: { ring: 4 }, targets: { ring: 3 } } as const;

describe('a second browser', () => {
  it('only watches, sees the same, and goes on when the first one lets go', async() => {
    const ring = make(4);

    ring.model.trouble.slow = 1; // the node leaves for a long time
    const ann = await ring.drive('ann', DOWN);
    const ben = ring.open('ben', ring.intent!);

    await after(10);
    ring.model.trouble.slow = 0.2;
    await ring.until(() => ring.model.podNamed('ring-3')?.mode === 'LEAVING');
    ring.model.trouble.slow = 1;
    await after(60);
    expect(ring.did()).toStrictEqual(['decommission ring-3']);
    expect(ben.runner.state).toMatchObject({ role: 'watching', tenure: { state: 'held', by: { user: 'ann' } }, step: { kind: 'wait', for: 'leaving' } });
    await Promise.all([ann.runner.stop(), after(1)]);
    await ring.until(() => ben.runner.state.tenure?.state === 'free', 1);
    expect(await ben.runner.drive()).toStrictEqual({ state: 'mine' });
    ring.model.trouble.slow = 0.2;
    await ring.until(ben.ended);
    expect(ring.did()).toStrictEqual(['decommission ring-3', 'mark data-ring-3', 'replicas 3']);
    expect(ann.ended()).toBe(false);
  });

  it('goes on when the first one says nothing any more, and not before its lease has run out', async() => {
    const ring = make(4);
    const ann = await ring.drive('ann', DOWN);
    const ben = ring.open('ben', ring.intent!);

    await ring.until(() => ring.model.podNamed('ring-3')?.mode === 'LEAVING');
    ring.model.trouble.slow = 1;
    ring.intercept = (_, host) => host === ann.host ? { status: 500, body: {} } : undefined; // its laptop was shut
    await after(20);
    expect(await ben.runner.drive()).toMatchObject({ state: 'held', by: { user: 'ann' } });
    expect(ben.runner.state.role).toBe('watching');
    await ring.until(() => ben.runner.state.tenure?.state === 'free', 2);
    expect(await ben.runner.drive()).toStrictEqual({ state: 'mine' });
    ring.model.trouble.slow = 0.2;
    await ring.until(ben.ended);
    ring.intercept = () => undefined;
    await ring.until(ann.ended, 2);
    expect(ring.did()).toStrictEqual(['decommission ring-3', 'mark data-ring-3', 'replicas 3']);
  });

  it('knows of what the first one began while it watched', async() => {
    const ring = make(4);
    const intent = ring.ask(DOWN);
    const ben = ring.open('ben', intent);

    await ring.until(() => ring.nodes.execs.some(({ pod, command }) => pod === 'ring-3' && command === 'last decommission'));
    const ann = ring.open('ann', intent);

    await ann.runner.drive();
    await ring.until(() => ring.model.podNamed('ring-3')?.mode === 'LEAVING');
    ring.model.trouble.slow = 1;
    Object.assign(ring.model.podNamed('ring-3')!, { decommissionError: 'Stream failed' }); // before 5.0: LEAVING for ever
    await ring.until(() => ben.runner.state.step?.kind === 'blocked', 2);
    expect(ben.runner.state).toMatchObject({ role: 'watching', step: { reason: 'decommissionFailed' } });
    await Promise.all([ann.runner.stop(), after(1)]);
    await ben.runner.drive();
    await ring.until(() => ben.runner.state.step?.kind === 'blocked', 2);
    expect(ben.runner.state.step).toMatchObject({ reason: 'decommissionFailed', args: { said: expect.stringContaining('Stream failed') }, retry: { kind: 'deletePod' } });
  });

  it('does not clean up again what the first one cleaned up while it watched', async() => {
    const ring = make(3);
    const intent = ring.ask({ kind: 'cleanup', targets: { ring: 3 } });
    const ben = ring.open('ben', intent);

    await ring.until(() => ring.nodes.execs.some(({ command }) => command === 'last cleanup'));
    const ann = ring.open('ann', intent);

    await ann.runner.drive();
    await ring.until(() => ring.did().length === 1);
    await Promise.all([ann.runner.stop(), after(1)]);
    await ben.runner.drive();
    await ring.until(ben.ended);
    expect(ring.did()).toStrictEqual(['cleanup ring-0', 'cleanup ring-1', 'cleanup ring-2']);
  });

  it('does nothing at a person\'s word', async() => {
    const ring = make(4);

    const intent = ring.ask(DOWN);
    const ben = ring.open('ben', intent);

    const leaver = ring.model.podNamed('ring-3')!;

    Object.assign(leaver, { mode: 'DECOMMISSION_FAILED', decommissionError: 'Stream failed' });
    await ring.until(() => ben.runner.state.step?.kind === 'blocked', 2);
    ben.runner.retry();
    await ben.runner.drive(); // what was said before does not count
    await after(120);
    expect(ben.runner.state.step).toMatchObject({ reason: 'decommissionFailed' });
    expect(ring.did()).toStrictEqual([]);
  });
});

describe('an operation', () => {
  it('that somebody else removes is let go of at once', async() => {
    const ring = make(4);
    const { runner, ended } = await ring.drive('ann', DOWN);

    await ring.until(() => ring.did().length === 1);
    ring.write(undefined);
    await ring.until(ended, 1);
    const asked = ring.nodes.execs.length;

    expect(ring.holder).toBeUndefined();
    await after(600);
    expect(ring.did()).toStrictEqual(['decommission ring-3']);
    expect(ring.nodes.execs.length).toBe(asked);
    expect(runner.state.intent.id).toBe('op-1');
  });

  it('that somebody replaces by another is let go of, and the other one left alone', async() => {
    const ring = make(4);
    const { ended } = await ring.drive('ann', DOWN);

    ring.write(formatIntent({ ...ring.intent!, id: 'op-2' }));
    await ring.until(ended, 1);
    await after(60);
    expect(ring.intent?.id).toBe('op-2');
    expect(ring.did()).toStrictEqual([]);
  });

  it('that is cancelled begins with no other node', async() => {
    const ring = make(4);
    const { ended } = await ring.drive('ann', { ...DOWN, targets: { ring: 2 } });

    await ring.until(() => ring.did().length === 1);
    ring.write(formatIntent({ ...ring.intent!, cancelledAt: ring.api.clock.now }));
    await ring.until(ended);
    expect(ring.did()).toStrictEqual(['decommission ring-3', 'mark data-ring-3', 'replicas 3']);
    expect(ring.last).toMatchObject({ outcome: 'cancelled' });
    expect(ring.model.ring.size).toBe(3);
  });

  it('is not gone on with by a browser that lets go of it', async() => {
    const ring = make(4);
    const { runner } = await ring.drive('ann', DOWN);
    let stopping: Promise<void> | undefined;

    ring.intercept = ({ method, path }) => {
      if (method === 'PUT' && path.endsWith('/leases/ring-operation')) {
        stopping ??= runner.stop();
      }

      return undefined;
    };
    await after(60);
    await stopping;
    expect(stopping).toBeDefined();
    expect(ring.did()).toStrictEqual([]);
    expect(ring.holder).toBeUndefined();
  });

  it('is released only when what was being done is done', async() => {
    const ring = make(4);
    const { runner } = await ring.drive('ann', DOWN);

    while (!runner.state.acting) {
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(ring.did()).toStrictEqual([]);
    const stopping = runner.stop();
    let heldBy: string | undefined;

    ring.nodes.onBegun = () => {
      heldBy = ring.holder;
    };
    await after(5);
    await stopping;
    expect(ring.did()).toStrictEqual(['decommission ring-3']);
    expect(heldBy).toMatch(/^ann /);
    expect(ring.holder).toBeUndefined();
  });
});
