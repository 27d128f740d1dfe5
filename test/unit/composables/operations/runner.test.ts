import { describe, expect, it, vi } from 'vitest';

import type { FakeRing } from './fake-ring';
import { fakeRings } from './fake-rings';

vi.mock(import('../../../../pkg/cassandra/rancher/exec'), async(original) => ({ ...await original(), exec: vi.fn() }));

const make = fakeRings();

/** Between the first deed and the end. */
const secondsOf = (ring: FakeRing) => (ring.model.now - ring.deeds[0]!.at) / 1000;

describe('a whole operation', () => {
  it('adds a node, and lets the others give up what is no longer theirs', async() => {
    const ring = make(3);
    const { runner, ended, steps } = await ring.drive('ann', { kind: 'scaleUp', from: { ring: 3 }, targets: { ring: 4 } });

    await ring.until(ended);
    expect(ring.did()).toStrictEqual(['replicas 4', 'cleanup ring-0', 'cleanup ring-1', 'cleanup ring-2']);
    expect(ring.last).toMatchObject({ id: 'op-1', outcome: 'complete', cleaned: 'all' });
    expect(ring.last?.steps.map(({ code, pod }) => `${ code } ${ pod }`)).toEqual(expect.arrayContaining(['joining ring-3', 'cleaning ring-0', 'cleaning ring-1', 'cleaning ring-2']));
    expect(ring.intent).toBeUndefined();
    expect(steps).toContain('setReplicas');
    expect([...ring.model.ring.values()].map(({ state }) => state)).toStrictEqual(['normal', 'normal', 'normal', 'normal']);
    expect(runner.state.problem).toBeUndefined();
    expect(ring.holder).toBeUndefined();
  });

  it('lets a node leave, and deletes its claim', async() => {
    const ring = make(4);
    const { ended, steps } = await ring.drive('ann', { kind: 'scaleDown', from: { ring: 4 }, targets: { ring: 3 }, claims: 'delete' });

    await ring.until(ended);
    expect(ring.did()).toStrictEqual(['decommission ring-3', 'mark data-ring-3', 'replicas 3', 'delete data-ring-3']);
    expect(ring.last).toMatchObject({ outcome: 'complete' });
    expect(ring.model.claims).toHaveLength(3);
    expect(ring.model.ring.size).toBe(3);
    // How soon others hear of it is chance.
    expect(steps.filter((step) => step !== 'gossip')).toStrictEqual(['decommission', 'leaving', 'markClaim', 'setReplicas', 'podGoing', 'deleteClaim', 'claimGoing']);
    expect(secondsOf(ring)).toBeLessThan(40); // five ticks of the world, and one for others to hear of it
  });

  it('begins at once with what was heard just before, and asks the same only when that is old', async() => {
    const ring = make(4);
    const leaving = { kind: 'scaleDown', from: { ring: 4 }, targets: { ring: 3 } } as const;
    const { ended } = await ring.drive('ann', leaving, await ring.hear(['ring-0', 'ring-3']));

    await ring.until(() => ring.did().length > 0);
    expect(ring.nodes.execs.map(({ command }) => command)).toStrictEqual(['begin decommission', 'last decommission']);
    await ring.until(ended);
    expect(ring.last).toMatchObject({ outcome: 'complete' });

    const late = make(4);
    const old = await late.hear(['ring-0', 'ring-3']);

    await vi.advanceTimersByTimeAsync(35_000);
    await late.drive('ann', leaving, old);
    await late.until(() => late.did().length > 0);
    expect(late.nodes.execs.map(({ command }) => command)).toEqual(expect.arrayContaining(['netstats', 'status']));
  });

  it('looks for itself, whatever was heard, when it takes over', async() => {
    const ring = make(4);
    const intent = ring.ask({ kind: 'scaleDown', from: { ring: 4 }, targets: { ring: 3 } });
    const { runner } = ring.open('bob', intent);

    await vi.advanceTimersByTimeAsync(5000);
    const asked = ring.nodes.execs.length;

    expect(asked).toBeGreaterThan(0);
    await runner.drive();
    await ring.until(() => ring.did().length > 0);
    expect(ring.nodes.execs.slice(asked).map(({ command }) => command)).toEqual(expect.arrayContaining(['netstats', 'status']));
  });

  it('restarts each node, the last one first', async() => {
    const ring = make(3);
    const { ended } = await ring.drive('ann', { kind: 'restart', from: { ring: 3 }, targets: { ring: 3 } });
    const uids = ring.model.pods.map(({ uid }) => uid);

    await ring.until(ended);
    expect(ring.did()).toStrictEqual([2, 1, 0].flatMap((ordinal) => [`drain ring-${ ordinal }`, `delete ring-${ ordinal }`]));
    expect(ring.model.pods.filter(({ uid }) => uids.includes(uid))).toStrictEqual([]);
    expect(ring.last).toMatchObject({ kind: 'restart', outcome: 'complete' });
  });

  it('stops a ring, and starts it', async() => {
    const ring = make(3);
    const stopping = await ring.drive('ann', { kind: 'stop', from: { ring: 3 }, targets: { ring: 0 } });

    await ring.until(stopping.ended);
    expect(ring.did().slice(0, 3).sort()).toStrictEqual(['drain ring-0', 'drain ring-1', 'drain ring-2']);
    // The controller waits for drained pods to be ready before it takes them away, but for the first.
    expect(ring.did().slice(3)).toStrictEqual(['replicas 0', 'delete ring-2', 'delete ring-1']);
    expect(secondsOf(ring)).toBeLessThan(60);
    expect(ring.model.pods).toStrictEqual([]);
    expect(ring.model.claims).toHaveLength(3);
    ring.deeds.length = 0;
    const starting = await ring.drive('ann', { id: 'op-2', kind: 'start', from: { ring: 0 }, targets: { ring: 3 } });

    await ring.until(starting.ended);
    expect(ring.did()).toStrictEqual(['replicas 3']);
    expect(ring.last).toMatchObject({ id: 'op-2', outcome: 'complete' });
    expect(ring.model.ring.size).toBe(3);
  });
});
