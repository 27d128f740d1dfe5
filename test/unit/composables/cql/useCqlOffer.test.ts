import { beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, shallowRef } from 'vue';

import type { CqlConnection, CqlConnectionState } from '../../../../pkg/cassandra/composables/cql/connection';
import { useCqlOffer } from '../../../../pkg/cassandra/composables/cql/useCqlOffer';
import type { Login } from '../../../../pkg/cassandra/core/connect/login';
import { CqlError } from '../../../../pkg/cassandra/core/cql/session';
import type { PodSession } from '../../../../pkg/cassandra/rancher/driver/load';
import type { ClusterContext } from '../../../../pkg/cassandra/rancher/store';
import { mayForward } from '../../../../pkg/cassandra/rancher/tunnel/rights';

vi.mock('../../../../pkg/cassandra/rancher/tunnel/rights');
vi.mock('../../../../pkg/cassandra/composables/useText', () => ({ useText: () => (key: string) => key }));

const state = shallowRef<CqlConnectionState>({ kind: 'idle' });
const login = shallowRef<Login>({ wanted: 'unknown' });
const connect = vi.fn(async() => undefined);
const connectWithSecret = vi.fn(async() => undefined);
const settle = () => new Promise((resolve) => {
  setTimeout(resolve);
});
const SECRET: Login = { wanted: 'yes', secret: { name: 'admin', username: { key: 'username' }, password: 'password' } };

async function begin() {
  const offer = effectScope().run(() => useCqlOffer({ state, login, connect, connectWithSecret } as unknown as CqlConnection, { store: {}, clusterId: 'local' } as ClusterContext, 'default'))!;

  await settle();

  return offer;
}

beforeEach(() => {
  state.value = { kind: 'idle' };
  login.value = { wanted: 'unknown' };
  connect.mockClear();
  connectWithSecret.mockReset().mockResolvedValue(undefined);
  vi.mocked(mayForward).mockReset().mockResolvedValue({ allowed: true });
});

describe('useCqlOffer', () => {
  it.each<[string, CqlConnectionState, Login, string, string | undefined]>([
    ['nobody has connected', { kind: 'idle' }, { wanted: 'no' }, 'connect', undefined],
    ['it is tried', { kind: 'connecting' }, SECRET, 'connecting', undefined],
    ['it is connected', { kind: 'open', session: {} as PodSession }, SECRET, 'none', undefined],
    ['a login is wanted that a Secret has', { kind: 'idle' }, SECRET, 'secret', undefined],
    ['a login is wanted that somebody has to give', { kind: 'login' }, { wanted: 'unknown' }, 'login', undefined],
    ['a login was wrong', { kind: 'login', error: new CqlError('credentials', 'wrong') }, SECRET, 'secret', 'wrong'],
    ['it did not work', { kind: 'failed', error: new CqlError('unreachable', 'gone') }, SECRET, 'failed', 'gone'],
  ])('where %s', async(_, now, wanted, kind, reason) => {
    state.value = now;
    login.value = wanted;
    const offer = await begin();

    expect([offer.kind.value, offer.reason.value]).toEqual([kind, reason]);
  });

  it('is none for who may not forward ports, who is told why', async() => {
    vi.mocked(mayForward).mockResolvedValue({ allowed: false, reason: 'not you' });
    const offer = await begin();

    expect([offer.kind.value, offer.reason.value]).toEqual(['refused', 'not you']);
  });

  it('connects, with the Secret where there is one, and says what that came to', async() => {
    const offer = await begin();

    await offer.connect();
    expect([connect.mock.calls.length, connectWithSecret.mock.calls.length]).toEqual([1, 0]);
    login.value = SECRET;
    connectWithSecret.mockRejectedValue(new Error('no such Secret'));
    await offer.connect();
    expect([connect.mock.calls.length, connectWithSecret.mock.calls.length, offer.reason.value]).toEqual([1, 1, 'no such Secret']);
  });
});
