import type { Lease } from 'kubernetes-types/coordination/v1';
import { describe, expect, it } from 'vitest';
import { ClusterLease, LEASE_SECONDS, thisTab, type Clocks } from '../../../../pkg/cassandra/rancher/operations/lease';
import { failure, FakeHost } from '../fake-host';
import { FakeApi } from './fake-api';

const CLUSTER = { namespace: 'db', name: 'ring' };
const PATH = '/apis/coordination.k8s.io/v1/namespaces/db/leases/ring-operation';

/** A browser with clocks of its own, which may be set wrong. */
function browser(api: FakeApi, user: string, { ahead = 0 } = {}) {
  const host = api.host();
  const start = api.clock.now;
  const asleep = { ms: 0 };
  const clocks: Clocks = () => [api.clock.now - start - asleep.ms, api.clock.now + ahead];
  const lease = new ClusterLease(host.context, CLUSTER, { user, tab: '01' }, clocks);

  return { host, lease, asleep };
}

const stored = (api: FakeApi) => api.objects.get(PATH) as Lease | undefined;
const after = (api: FakeApi, seconds: number) => {
  api.clock.now += seconds * 1000;
};

describe('a lease', () => {
  it('is made, kept, seen by others and given back', async() => {
    const api = new FakeApi();
    const a = browser(api, 'ann');
    const b = browser(api, 'ben');

    expect(await b.lease.look()).toStrictEqual({ state: 'free' });
    expect(a.lease.held).toBe(false);
    expect(await a.lease.acquire()).toStrictEqual({ state: 'mine' });
    expect(a.lease.held).toBe(true);
    expect(stored(api)).toMatchObject({
      metadata: { labels: { 'app.kubernetes.io/instance': 'ring', 'app.kubernetes.io/managed-by': 'cassandra-for-rancher' } },
      spec:     { holderIdentity: 'ann 01', leaseDurationSeconds: LEASE_SECONDS, leaseTransitions: 0 },
    });
    after(api, 10);
    expect(await a.lease.acquire()).toStrictEqual({ state: 'mine' });
    after(api, 10);
    expect(await a.lease.acquire()).toStrictEqual({ state: 'mine' });
    expect(stored(api)?.spec?.renewTime).toBe('2026-11-23T10:00:10.000000Z'); // as of the answer before
    expect(await b.lease.look()).toMatchObject({ state: 'held', by: { user: 'ann', tab: '01' }, renewed: '2026-11-23T10:00:10.000000Z' });
    expect(await b.lease.acquire()).toMatchObject({ state: 'held', by: { user: 'ann' } });
    await a.lease.release();
    expect(a.lease.held).toBe(false);
    expect(await b.lease.look()).toStrictEqual({ state: 'free' });
    expect(await b.lease.acquire()).toStrictEqual({ state: 'mine' });
    expect(stored(api)?.spec).toMatchObject({ holderIdentity: 'ben 01', leaseTransitions: 1 });
  });

  it('costs one request to renew', async() => {
    const api = new FakeApi();
    const { host, lease } = browser(api, 'ann');

    await lease.acquire();
    host.requests.length = 0;
    after(api, 10);
    await lease.acquire();
    expect(host.requests).toStrictEqual([`PUT ${ PATH }`]);
  });

  it('is taken over when its holder is gone, and not before', async() => {
    const api = new FakeApi();
    const a = browser(api, 'ann');
    const b = browser(api, 'ben');

    await a.lease.acquire();
    for (let second = 1; second <= LEASE_SECONDS + 10; second++) {
      after(api, 1);
      expect((await b.lease.acquire()).state).toBe('held');
    }
    expect(a.lease.held).toBe(false);
    after(api, 1);
    expect(await b.lease.acquire()).toStrictEqual({ state: 'mine' });
    expect(await a.lease.acquire()).toMatchObject({ state: 'held', by: { user: 'ben' } });
    expect(a.lease.held).toBe(false);
  });

  it.each([-3650, 3650])('does not care for a browser whose clock is %d days off, nor for a proxy\'s', async(days) => {
    const api = new FakeApi();
    const ahead = days * 86_400_000;
    const a = browser(api, 'ann', { ahead });
    const b = browser(api, 'ben', { ahead: -ahead });

    api.proxyTime = () => api.clock.now + ahead;
    await a.lease.acquire();
    for (let passed = 0; passed < 300; passed += 10) {
      after(api, 10);
      expect(await b.lease.acquire()).toMatchObject({ state: 'held' });
      expect(await a.lease.acquire()).toStrictEqual({ state: 'mine' });
    }
    after(api, LEASE_SECONDS + 11);
    expect(await b.lease.acquire()).toStrictEqual({ state: 'mine' });
  });

  it('is not believed in after the machine slept, although a clock stood still', async() => {
    const api = new FakeApi();
    const { lease, asleep } = browser(api, 'ann');

    await lease.acquire();
    after(api, 3600);
    asleep.ms = 3_600_000;
    expect(lease.held).toBe(false);
    expect(await lease.acquire()).toStrictEqual({ state: 'mine' }); // nobody wanted it
    expect(lease.held).toBe(true);
  });

  it('goes to one of two who try at once', async() => {
    const api = new FakeApi();
    const both = [browser(api, 'ann'), browser(api, 'ben')];
    const race = async() => (await Promise.all(both.map(({ lease }) => lease.acquire()))).map(({ state }) => state).sort();

    expect(await race()).toStrictEqual(['held', 'mine']);
    after(api, 3600);
    expect(await race()).toStrictEqual(['held', 'mine']);
    expect(both.filter(({ lease }) => lease.held)).toHaveLength(1);
  });

  it('is never believed in by two, whatever happens', async() => {
    const api = new FakeApi();
    const tabs = ['ann', 'ben', 'cleo'].map((user, index) => browser(api, user, { ahead: index * 1e9 }));
    let random = 7;
    const below = (limit: number) => {
      random = (random * 48_271) % 2_147_483_647;

      return random % limit;
    };
    let taken = 0;

    for (let round = 0; round < 2000; round++) {
      const tab = tabs[below(tabs.length)];

      after(api, below(25));
      api.before = () => {
        const what = below(20);

        if (what === 0) {
          api.touch(PATH); // somebody annotates it
        } else if (what === 1) {
          after(api, 40); // the answer takes its time
        } else if (what === 2) {
          api.objects.delete(PATH);
          tabs.forEach((each) => each.lease.release()); // by hand, when no tab is open
        }
      };
      if (below(8) === 0) {
        await tab?.lease.release();
      } else if ((await tab?.lease.acquire().catch(() => undefined))?.state === 'mine') {
        taken++;
      }
      expect(tabs.filter(({ lease }) => lease.held).length).toBeLessThanOrEqual(1);
    }
    expect(taken).toBeGreaterThan(200);
  });

  it('survives an answer that was lost: it is ours, or it is tried again', async() => {
    const api = new FakeApi();
    const { host, lease } = browser(api, 'ann');
    const answer = host.intercept;
    let lose = true;

    host.intercept = (request) => {
      const real = answer(request);

      return request.method !== 'GET' && lose ? failure(502, 'BadGateway', 'lost') : real;
    };
    await expect(lease.acquire()).rejects.toThrow('lost');
    expect(lease.held).toBe(false);
    lose = false;
    expect(await lease.acquire()).toStrictEqual({ state: 'mine' });
    lose = true;
    after(api, 10);
    await expect(lease.acquire()).rejects.toThrow('lost');
    expect(lease.held).toBe(true); // by the write before
    lose = false;
    expect(await lease.acquire()).toStrictEqual({ state: 'mine' });
  });

  it('is not held by an answer that came too late', async() => {
    const api = new FakeApi();
    const { lease } = browser(api, 'ann');

    api.before = () => after(api, LEASE_SECONDS);
    await expect(lease.acquire()).rejects.toThrow('too slowly');
    expect(lease.held).toBe(false);
  });

  it('that the user may not write says so', async() => {
    const host = new FakeHost();

    host.intercept = ({ method }) => method === 'GET' ? failure(404, 'NotFound', 'none') : failure(403, 'Forbidden', 'leases is forbidden');
    await expect(new ClusterLease(host.context, CLUSTER).acquire()).rejects.toMatchObject({ status: 403 });
  });

  it('in a namespace that is gone is an error', async() => {
    const host = new FakeHost();

    host.intercept = () => failure(404, 'NotFound', 'namespaces "db" not found');
    await expect(new ClusterLease(host.context, CLUSTER).acquire()).rejects.toThrow('namespaces "db" not found');
  });

  it('that was removed by hand and taken by another is lost', async() => {
    const api = new FakeApi();
    const a = browser(api, 'ann');
    const b = browser(api, 'ben');

    await a.lease.acquire();
    api.objects.delete(PATH);
    await b.lease.acquire();
    expect(await a.lease.acquire()).toMatchObject({ state: 'held', by: { user: 'ben' } });
    expect(a.lease.held).toBe(false);
  });

  it('without a stamp of the API server never runs out', async() => {
    const api = new FakeApi();
    const { lease } = browser(api, 'ann');

    api.objects.set(PATH, { metadata: { resourceVersion: '1' }, spec: { holderIdentity: 'somebody', renewTime: '2000-01-01T00:00:00.000000Z' } });
    after(api, 1e6);
    expect(await lease.acquire()).toMatchObject({ state: 'held', by: { user: '', tab: 'somebody' } });
  });
});

describe('a tab', () => {
  it('is told from the user\'s other tabs', () => {
    const { context } = new FakeHost();

    expect(thisTab(context)).toStrictEqual({ user: 'local://user-1', tab: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(thisTab(context)).toStrictEqual(thisTab(context));
  });
});
