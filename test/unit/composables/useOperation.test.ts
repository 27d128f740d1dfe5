import type { StatefulSet } from 'kubernetes-types/apps/v1';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, shallowRef, type EffectScope } from 'vue';

import { useOperation, type OperationDraft, type OperationHandle } from '../../../pkg/cassandra/composables/useOperation';
import { findClusters, type Cluster } from '../../../pkg/cassandra/core/cluster/cluster';
import { leaseName } from '../../../pkg/cassandra/rancher/operations/lease';
import { StaleError } from '../../../pkg/cassandra/rancher/operations/fresh';
import type { FakeHost } from '../rancher/fake-host';
import { setIn } from '../rancher/operations/fixtures';
import { SECOND } from './operations/fake-nodes';
import type { FakeRing } from './operations/fake-ring';
import { fakeRings } from './operations/fake-rings';

vi.mock(import('../../../pkg/cassandra/rancher/exec'), async(original) => ({ ...await original(), exec: vi.fn() }));

const LEASE = `/apis/coordination.k8s.io/v1/namespaces/db/leases/${ leaseName('ring') }`;
const DOWN: OperationDraft = { kind: 'scaleDown', from: { ring: 4 }, targets: { ring: 3 }, claims: 'keep', force: false, cleanup: 'skip' };
const make = fakeRings();
const after = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * SECOND);
const scopes: EffectScope[] = [];
let ring: FakeRing;

/** The page of the cluster, in a browser; what it shows of the StatefulSet is live. */
function page(host: FakeHost, lateBy = 1) {
  const live = (): Cluster | undefined => findClusters([setIn(ring.api) as StatefulSet])[0];
  const cluster = shallowRef(live());
  const scope = effectScope();
  const handle: OperationHandle = scope.run(() => useOperation(host.context, cluster))!;
  const watching = setInterval(() => {
    cluster.value = live();
  }, lateBy * SECOND);

  scopes.push(scope);

  return { handle, cluster, leave: () => [scope.stop(), clearInterval(watching)] };
}

/** While somebody waits for what comes with time. */
async function during<T>(promise: Promise<T>, seconds = 2): Promise<T> {
  return (await Promise.all([promise, after(seconds)]))[0];
}

/** A tab that was closed without a word holds the Lease. */
function leaveLease(holderIdentity: string): void {
  ring.api.put(LEASE, { metadata: { name: leaseName('ring') }, spec: { holderIdentity, leaseDurationSeconds: 30, renewTime: new Date(ring.api.clock.now).toISOString() } });
}

const role = ({ handle }: ReturnType<typeof page>) => handle.state.value?.role;

beforeEach(() => {
  ring = make(4);
});
afterEach(async() => {
  ring.write(undefined);
  ring.intercept = () => undefined;
  await after(60);
  scopes.splice(0).forEach((scope) => scope.stop());
});

describe('an operation on a page', () => {
  it('begins, is seen at once, is driven, and ends', async() => {
    const mine = page(ring.host('ann'), 7);
    const { handle } = mine;

    expect([handle.stored.value, handle.state.value, handle.history.value]).toStrictEqual([{ state: 'none' }, undefined, []]);
    await during(handle.begin(DOWN));
    expect(handle.stored.value).toMatchObject({ state: 'stored', intent: { ...DOWN, startedBy: 'ann', done: [] } });
    expect(ring.intent?.startedAt).toBeGreaterThan(ring.model.now - 10 * SECOND); // by the server
    expect(handle.state.value).toMatchObject({ role: 'driving', tenure: { state: 'mine' } });
    await ring.until(() => handle.state.value === undefined);
    await after(8);
    expect(handle.stored.value).toStrictEqual({ state: 'none' });
    expect(handle.history.value).toMatchObject([{ kind: 'scaleDown', outcome: 'complete' }]);
    expect(ring.did()).toStrictEqual(['decommission ring-3', 'mark data-ring-3', 'replicas 3']);
  });

  it('is not begun where somebody was quicker, or without the server\'s time', async() => {
    const { handle } = page(ring.host('ann'), 600);

    ring.ask({ ...DOWN, id: 'op-9' });
    await expect(during(handle.begin(DOWN))).rejects.toThrow(StaleError);
    expect(ring.intent?.id).toBe('op-9');
    ring.write(undefined);
    ring.api.proxyTime = () => NaN;
    await expect(during(handle.begin(DOWN))).rejects.toThrow('does not tell its time');
    expect(ring.intent).toBeUndefined();
  });

  it('goes on while its page is left, and is found again', async() => {
    const host = ring.host('ann');
    const first = page(host);

    ring.model.trouble.slow = 1;
    await during(first.handle.begin(DOWN));
    first.leave();
    ring.model.trouble.slow = 0.2;
    await ring.until(() => ring.did().length > 0);
    const second = page(host);

    expect(role(second)).toBe('driving');
    await ring.until(() => second.handle.state.value === undefined);
    expect(ring.last).toMatchObject({ outcome: 'complete' });
  });

  it('is watched by others only as long as they look', async() => {
    ring.ask({ ...DOWN, startedBy: 'ann' });
    const host = ring.host('ben');
    const other = page(host);

    await after(10);
    expect(other.handle.state.value).toMatchObject({ role: 'watching', tenure: { state: 'free' } });
    other.leave();
    await after(5);
    const { length } = host.requests;

    await after(300);
    expect(host.requests).toHaveLength(length);
    expect(ring.did()).toStrictEqual([]);
  });

  it('is watched no longer by a page that was left and lost its lease', async() => {
    const host = ring.host('ann');
    const mine = page(host);

    ring.model.trouble.slow = 1;
    await during(mine.handle.begin(DOWN));
    mine.leave();
    leaveLease('ben 00');
    await after(60);
    const { length } = host.requests;

    await after(300);
    expect(host.requests).toHaveLength(length);
  });
});

describe('whoever began an operation and comes back', () => {
  it('drives it, once nobody else does', async() => {
    ring.ask({ ...DOWN, startedBy: 'ann' });
    leaveLease('ann 00');
    const mine = page(ring.host('ann'));

    await after(30);
    expect(mine.handle.state.value).toMatchObject({ role: 'watching', tenure: { state: 'held', by: { tab: '00' } } });
    await ring.until(() => role(mine) === 'driving', 2);
    await ring.until(() => mine.handle.state.value === undefined);
    expect(ring.last).toMatchObject({ outcome: 'complete' });
  });

  it('watches it without the rights for it, and is told of them', async() => {
    ring.ask({ ...DOWN, startedBy: 'ann' });
    const host = ring.host('ann');

    host.denied.add('patch statefulsets');
    const mine = page(host);

    await after(120);
    expect(role(mine)).toBe('watching');
    expect(mine.handle.refused.value).toMatchObject([{ what: 'patch statefulsets.apps', allowed: false }]);
    expect(ring.did()).toStrictEqual([]);
  });

  it('finds nothing where it has ended meanwhile', async() => {
    const mine = page(ring.host('ann'));

    await after(60);
    expect(mine.handle.state.value).toBeUndefined();
    await expect(mine.handle.retry()).rejects.toThrow(StaleError);
  });
});

describe('a person', () => {
  it('takes over what nobody drives, and not what somebody does', async() => {
    ring.ask({ ...DOWN, startedBy: 'ann' });
    leaveLease('ann 00');
    const { handle } = page(ring.host('ben'));

    await after(5);
    await expect(during(handle.takeOver())).rejects.toMatchObject({ reason: { code: 'driven', user: 'ann', who: 'other' } });
    expect(handle.state.value?.role).toBe('watching');
    await after(60);
    await during(handle.takeOver());
    expect(handle.state.value?.role).toBe('driving');
  });

  it('cancels, once', async() => {
    const { handle } = page(ring.host('ann'));

    await during(handle.begin({ ...DOWN, targets: { ring: 2 } }));
    await during(handle.cancel());
    const at = ring.intent?.cancelledAt;

    expect(at).toBeGreaterThan(ring.model.now - 10 * SECOND);
    await during(handle.cancel());
    expect(ring.intent?.cancelledAt ?? at).toBe(at);
    await ring.until(() => handle.state.value === undefined);
    expect(ring.last).toMatchObject({ outcome: 'cancelled' });
    expect(ring.model.ring.size).toBeGreaterThanOrEqual(3);
  });

  it('abandons, and nothing more is done', async() => {
    const { handle } = page(ring.host('ann'));

    await during(handle.begin(DOWN));
    await ring.until(() => ring.did().length === 1);
    await during(handle.abandon());
    await after(120);
    expect(ring.last).toMatchObject({ outcome: 'abandoned' });
    expect(handle.state.value).toBeUndefined();
    expect(ring.did()).toStrictEqual(['decommission ring-3']);
  });

  it('takes away what cannot be read, if it is what was seen', async() => {
    ring.write('{"kind":"bake"}');
    const { handle } = page(ring.host('ann'));

    expect(handle.stored.value).toStrictEqual({ state: 'unreadable', text: '{"kind":"bake"}' });
    await expect(during(handle.discard('{}'))).rejects.toThrow(StaleError);
    await during(handle.discard('{"kind":"bake"}'));
    expect(handle.stored.value).toStrictEqual({ state: 'none' });
  });
});
