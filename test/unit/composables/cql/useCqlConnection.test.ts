import type { Pod } from 'kubernetes-types/core/v1';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { computed, effectScope, nextTick, ref, shallowRef, type EffectScope } from 'vue';

import { useCqlConnection } from '../../../../pkg/cassandra/composables/cql/useCqlConnection';
import type { LoadState } from '../../../../pkg/cassandra/composables/useLive';
import type { Cluster } from '../../../../pkg/cassandra/core/cluster/cluster';
import { CqlError } from '../../../../pkg/cassandra/core/cql/session';
import type { ClusterSpec } from '../../../../pkg/cassandra/core/manifest/spec';
import type { PodSession, SessionRequest } from '../../../../pkg/cassandra/rancher/driver/load';
import { foreign, made, settings } from '../../core/connect/rings';
import { failure, FakeHost } from '../../rancher/fake-host';
import { FakeSession, node } from './fake-session';

const driver = vi.hoisted(() => ({ load: vi.fn<() => Promise<unknown>>() }));

vi.mock('../../../../pkg/cassandra/composables/useText', () => ({ useText: () => (key: string, args = {}) => [key, ...Object.values(args)].join(' ') }));
vi.mock('../../../../pkg/cassandra/rancher/driver/load', () => ({ loadDriver: driver.load }));

const CONFIG = '/api/v1/namespaces/prod/configmaps/db-config';
const SECRET = '/api/v1/namespaces/prod/secrets/superuser';
const LOGIN = { username: 'admin', password: 'geheim €' };

const openSession = vi.fn<(request: SessionRequest) => Promise<PodSession>>();
let scope: EffectScope;
let session: FakeSession;
let page: EventTarget;

function pod(ordinal: number, ready = true, more: Partial<Pod['status']> = {}): Pod {
  return { metadata: { name: `db-${ ordinal }`, namespace: 'prod' }, status: { phase: 'Running', podIP: `10.42.0.${ ordinal }`, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }], ...more } };
}

function start(ring: Partial<ClusterSpec> | Cluster = {}, first: readonly Pod[] = [pod(0), pod(1)]) {
  const host = new FakeHost();
  const own = 'members' in ring ? { cluster: ring, configMaps: [] } : made(ring);
  const pods = shallowRef<readonly Pod[]>(first);
  const podState = ref<LoadState>('ready');
  const podMessage = ref('');
  const load = vi.fn(async() => undefined);

  for (const map of own.configMaps) {
    host.objects.set(CONFIG, { metadata: { name: map.metadata?.name }, data: map.data });
  }
  scope = effectScope();
  const connection = scope.run(() => useCqlConnection(host.context, { namespace: 'prod', cluster: computed(() => own.cluster), pods: computed(() => [...pods.value]), podState, podMessage, load }))!;

  return { host, pods, podState, podMessage, load, connection, kind: () => connection.state.value.kind, error: () => 'error' in connection.state.value ? connection.state.value.error : undefined };
}

/** An opening that ends when the test says so. */
function pending() {
  let resolve: (session: PodSession) => void = () => {};
  let reject: (error: Error) => void = () => {};

  openSession.mockImplementationOnce(() => new Promise((_resolve, _reject) => {
    resolve = _resolve;
    reject = _reject;
  }));

  return { resolve: (value: PodSession) => resolve(value), reject: (error: Error) => reject(error) };
}

const settled = () => new Promise((resolve) => {
  setTimeout(resolve);
});

beforeEach(() => {
  session = new FakeSession([node('10.42.0.0'), node('10.42.0.1', { connected: false })]);
  openSession.mockReset().mockImplementation(async() => session);
  driver.load.mockReset().mockResolvedValue({ openSession });
  page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
});
afterEach(() => {
  scope.stop();
  vi.unstubAllGlobals();
});

describe('a connection', () => {
  it('is not made, and nothing asked, before somebody wants it', () => {
    const { host, kind } = start();

    expect([kind(), host.requests, driver.load.mock.calls]).toEqual(['idle', [], []]);
  });

  it('has the pods, the port and the nodes', async() => {
    const { connection, kind } = start(settings({ native_transport_port: 19042 }), [pod(0), pod(1, false), pod(2, true, { podIP: undefined }), pod(3, false, { phase: 'Failed' })]);
    const connecting = connection.connect();

    expect(kind()).toBe('connecting');
    await connecting;
    expect(kind()).toBe('open');
    expect(openSession.mock.calls[0]?.[0]).toMatchObject({
      namespace: 'prod', port: 19042, credentials: undefined,
      pods:      [{ name: 'db-0', ip: '10.42.0.0', ready: true }, { name: 'db-1', ip: '10.42.0.1', ready: false }],
    });
    expect(connection.nodes.value.map(({ host }) => host)).toEqual(['10.42.0.0', '10.42.0.1']);
    session.become([node('10.42.0.0')]);
    expect(connection.nodes.value).toHaveLength(1);
    expect(connection.user.value).toBeUndefined();
  });

  it('is one, however often it is asked for', async() => {
    const { connection } = start();

    await Promise.all([connection.connect(), connection.connect()]);
    await connection.connect();
    expect(openSession).toHaveBeenCalledTimes(1);
  });

  it('follows the pods, also those that have changed while it was made', async() => {
    const { connection, pods } = start();
    const opening = pending();
    const connecting = connection.connect();

    await settled();
    pods.value = [pod(0), pod(1), pod(2)];
    await nextTick();
    opening.resolve(session);
    await connecting;
    expect(session.told.map((one) => one.length)).toEqual([3]);
    pods.value = [pod(0), pod(1), pod(2, true, { startTime: '2026-11-23T10:00:00Z' })];
    await nextTick();
    expect(session.told).toHaveLength(1);
    pods.value = [pod(0), pod(1, false), pod(2, true, { podIP: '10.42.0.9' })];
    await nextTick();
    expect(session.told[1]?.map(({ ip, ready }) => [ip, ready])).toEqual([['10.42.0.0', true], ['10.42.0.1', false], ['10.42.0.9', true]]);
    pods.value = [];
    await nextTick();
    expect(session.told).toHaveLength(2);
  });

  it('waits for pods that are still being read', async() => {
    const { connection, podState, kind } = start();

    podState.value = 'loading';
    const connecting = connection.connect();

    await settled();
    expect([kind(), openSession.mock.calls.length]).toEqual(['connecting', 0]);
    podState.value = 'ready';
    await connecting;
    expect(kind()).toBe('open');
  });
});

describe('what is known beforehand is not tried', () => {
  it.each([
    { name: 'a right is missing', ring: {}, denied: 'create pods/portforward', expected: { kind: 'failed', error: expect.objectContaining({ code: 'denied', message: 'cassandra.action.refused create pods/portforward prod' }) } },
    { name: 'TLS must be', ring: { tls: { client: { secret: 'keys', requireClientCertificate: false, optional: false } } }, expected: { kind: 'failed', error: expect.objectContaining({ code: 'tls' }) } },
    { name: 'a login must be', ring: { authentication: { secret: 'superuser' } }, expected: { kind: 'login' } },
    { name: 'a login must be, by its settings', ring: settings({ authenticator: 'PasswordAuthenticator' }), expected: { kind: 'login' } },
  ])('where $name', async({ ring, denied, expected }) => {
    const { connection, host } = start(ring);

    if (denied) {
      host.denied.add(denied);
    }
    await connection.connect();
    expect(connection.state.value).toEqual(expected);
    expect(driver.load).not.toHaveBeenCalled();
  });

  it('where there is no pod, or none may be read', async() => {
    const { connection, podState, podMessage } = start({}, [pod(0, false, { phase: 'Pending', podIP: undefined })]);

    await connection.connect();
    expect(connection.state.value).toMatchObject({ kind: 'failed', error: { code: 'unreachable' }, missing: 'pod' });
    podState.value = 'denied';
    podMessage.value = 'pods is forbidden';
    await connection.connect();
    expect(connection.state.value).toMatchObject({ kind: 'failed', error: { code: 'unreachable', message: 'pods is forbidden' }, missing: 'pods' });
    expect(driver.load).not.toHaveBeenCalled();
  });
});

describe('what is not known is tried', () => {
  it('where rights cannot be asked for', async() => {
    const { connection, host, kind } = start();

    host.intercept = ({ path }) => path.includes('accessreviews') ? failure(500, 'InternalError', 'etcd is on fire') : undefined;
    await connection.connect();
    expect(kind()).toBe('open');
  });

  it.each([
    { name: 'with TLS that may be left out', ring: { tls: { client: { secret: 'keys', requireClientCertificate: false, optional: true } } } },
    { name: 'of somebody else', ring: foreign('cassandra:5.0') },
  ])('in a ring $name', async({ ring }) => {
    const { connection, kind } = start(ring);

    await connection.connect();
    expect(kind()).toBe('open');
  });

  it('where settings may not be read, which would say how strict TLS is', async() => {
    const { connection, host, kind } = start({ tls: { client: { secret: 'keys', requireClientCertificate: false, optional: false } } });

    host.intercept = ({ path }) => path === CONFIG ? failure(403, 'Forbidden', 'not yours') : undefined;
    await connection.connect();
    expect(kind()).toBe('open');
  });
});

describe('a login', () => {
  it('that is typed is used, and again for the next connection until it is forgotten', async() => {
    const { connection, kind } = start({ authentication: { secret: 'superuser' } });

    await connection.connect(LOGIN);
    expect([kind(), connection.user.value, openSession.mock.calls[0]?.[0].credentials]).toEqual(['open', 'admin', LOGIN]);
    await connection.reconnect();
    expect([openSession.mock.calls[1]?.[0].credentials, session.closed]).toEqual([LOGIN, true]);
    await connection.disconnect();
    expect([kind(), connection.user.value, connection.nodes.value, session.listening]).toEqual(['idle', undefined, [], 0]);
    await connection.connect();
    expect([kind(), openSession.mock.calls.length]).toEqual(['login', 2]);
  });

  it('that is wrong is said to be, and not used again', async() => {
    const { connection, error, kind } = start({ authentication: { secret: 'superuser' } });

    openSession.mockRejectedValueOnce(new CqlError('credentials', 'Provided username admin and/or password are incorrect', 0x100));
    await connection.connect(LOGIN);
    expect([kind(), error()?.message]).toEqual(['login', 'Provided username admin and/or password are incorrect']);
    await connection.connect();
    expect([kind(), error(), openSession.mock.calls.length]).toEqual(['login', undefined, 1]);
  });

  it('is asked for when the ring wants one that the manifest knows nothing of', async() => {
    const { connection } = start(foreign('cassandra:5.0'));

    openSession.mockRejectedValueOnce(new CqlError('loginRequired', 'The ring wants a login'));
    await connection.connect();
    expect(connection.state.value).toEqual({ kind: 'login' });
    await connection.connect(LOGIN);
    expect(connection.user.value).toBe('admin');
  });

  it('that nobody asks for is nobody\'s', async() => {
    const { connection } = start();

    await connection.connect(LOGIN);
    expect(connection.user.value).toBeUndefined();
  });

  it('is read from the Secret, when it is asked for', async() => {
    const { connection, host, kind } = start({ authentication: { secret: 'superuser' } });

    host.objects.set(SECRET, { data: { username: Buffer.from(LOGIN.username).toString('base64'), password: Buffer.from(LOGIN.password).toString('base64') } });
    await connection.connect();
    expect(host.requests).not.toContain(`GET ${ SECRET }`);
    expect(connection.login.value).toMatchObject({ wanted: 'yes', secret: { name: 'superuser' } });
    await connection.connectWithSecret();
    expect([kind(), openSession.mock.calls[0]?.[0].credentials]).toEqual(['open', LOGIN]);
  });

  it('from a Secret that may not be read, or has not what it should, is no login', async() => {
    const { connection, host, kind } = start({ authentication: { secret: 'superuser' } });

    await connection.connect();
    host.intercept = ({ path }) => path === SECRET ? failure(403, 'Forbidden', 'secrets "superuser" is forbidden') : undefined;
    await expect(connection.connectWithSecret()).rejects.toThrow('secrets "superuser" is forbidden');
    host.intercept = () => undefined;
    host.objects.set(SECRET, { data: { username: 'YQ==' } });
    await expect(connection.connectWithSecret()).rejects.toThrow('cassandra.cql.login.noKey superuser password');
    expect(kind()).toBe('login');
  });

  it('that comes from the Secret when nobody wants it any more is not used', async() => {
    const { connection, host, kind } = start({ authentication: { secret: 'superuser' } });

    host.objects.set(SECRET, { data: { username: 'YQ==', password: 'YQ==' } });
    const reading = connection.connectWithSecret();

    await connection.disconnect();
    await reading;
    expect([kind(), openSession.mock.calls]).toEqual(['idle', []]);
  });
});

describe('what comes too late', () => {
  it.each(['disconnect', 'scope', 'pagehide'] as const)('does not open after %s', async(how) => {
    const { connection, kind } = start();
    const opening = pending();
    const connecting = connection.connect();

    await settled();
    if (how === 'disconnect') {
      await connection.disconnect();
    } else if (how === 'scope') {
      scope.stop();
    } else {
      page.dispatchEvent(new Event('pagehide'));
    }
    expect(openSession.mock.calls[0]?.[0].signal?.aborted).toBe(true);
    opening.resolve(session);
    await connecting;
    expect([kind(), session.closed]).toEqual(['idle', true]);
  });

  it('is not told as a failure, and does not disturb what came in its place', async() => {
    const { connection, kind } = start();
    const opening = pending();
    const connecting = connection.connect();

    await settled();
    await connection.disconnect();
    await connection.connect();
    opening.reject(new CqlError('aborted', 'Not waited for any longer'));
    await connecting;
    expect([kind(), session.closed]).toEqual(['open', false]);
  });

  it('is not begun any more after the page', async() => {
    const { connection, kind, host } = start();

    scope.stop();
    await connection.connect();
    expect([kind(), host.requests]).toEqual(['idle', []]);
  });
});

describe('an end', () => {
  it.each(['scope', 'pagehide'] as const)('comes with the page: %s', async(how) => {
    const { connection, kind } = start({ authentication: { secret: 'superuser' } });

    await connection.connect(LOGIN);
    if (how === 'scope') {
      scope.stop();
    } else {
      page.dispatchEvent(new Event('pagehide'));
    }
    expect([kind(), session.closed, session.listening]).toEqual(['idle', true, 0]);
  });
});

describe('a failure', () => {
  it('of the driver\'s part of the extension can be tried again', async() => {
    const { connection, kind } = start();

    driver.load.mockRejectedValueOnce(new Error('Loading chunk driver failed'));
    await connection.connect();
    expect(connection.state.value).toMatchObject({ kind: 'failed', missing: 'driver', error: { code: 'unreachable', message: 'Loading chunk driver failed' } });
    await connection.connect();
    expect(kind()).toBe('open');
  });

  it('says whether a pod is ready at all, and is tried again when one is', async() => {
    const { connection, pods, kind } = start({}, [pod(0, false)]);

    openSession.mockRejectedValueOnce(new CqlError('unreachable', 'connection refused'));
    await connection.connect();
    expect(connection.state.value).toMatchObject({ kind: 'failed', missing: 'pod' });
    pods.value = [pod(0, false), pod(1, false)];
    await settled();
    expect([kind(), openSession.mock.calls.length]).toEqual(['failed', 1]);
    pods.value = [pod(0, true), pod(1, false)];
    await settled();
    expect([kind(), openSession.mock.calls.length]).toEqual(['open', 2]);
  });

  it('with pods that are ready is nobody\'s lack of pods', async() => {
    const { connection } = start();

    openSession.mockRejectedValueOnce(new CqlError('unreachable', 'no answer'));
    await connection.connect();
    expect(connection.state.value).toEqual({ kind: 'failed', error: expect.objectContaining({ message: 'no answer' }) });
  });

  it('that is a denial is not tried again by itself', async() => {
    const { connection, pods, kind } = start({}, [pod(0)]);

    openSession.mockRejectedValueOnce(new CqlError('denied', 'not yours'));
    await connection.connect();
    pods.value = [pod(0), pod(1)];
    await settled();
    expect([kind(), openSession.mock.calls.length]).toEqual(['failed', 1]);
  });

  it('to read the pods is tried anew with the next connection', async() => {
    const { connection, podState, load, kind } = start();

    podState.value = 'error';
    load.mockImplementationOnce(async() => {
      podState.value = 'ready';

      return undefined;
    });
    await connection.connect();
    expect([kind(), load.mock.calls.length]).toEqual(['open', 1]);
  });
});
