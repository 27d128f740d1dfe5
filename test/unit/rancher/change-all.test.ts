import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { changeAll, replace, type ChangeProgress, type KubeObject, type Task } from '../../../pkg/cassandra/rancher/kube';
import { failure, FakeHost } from './fake-host';

const NAMESPACE = '/api/v1/namespaces/db';
const SERVICE = `${ NAMESPACE }/services/ring`;
const SET = '/apis/apps/v1/namespaces/db/statefulsets/ring';
const MAP = `${ NAMESPACE }/configmaps/ring-config`;

const service: KubeObject = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'ring', namespace: 'db', uid: 'uid-2' } };
const set: KubeObject = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'ring', namespace: 'db', resourceVersion: '7' } };
const map: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'ring-config', namespace: 'db' } };

const tasks: Task[] = [{ action: 'create', object: map }, { action: 'replace', object: set }, { action: 'remove', object: service }];

function ring(): FakeHost {
  const host = new FakeHost(NAMESPACE, SERVICE, SET);

  host.objects.set(SET, { metadata: { resourceVersion: '7' } });

  return host;
}

describe('changeAll', () => {
  it('checks every task before it carries out the first, in order', async() => {
    const host = ring();
    const seen: ChangeProgress[] = [];

    expect(await changeAll(host.context, tasks, (progress) => seen.push(progress))).toStrictEqual({ outcome: 'done' });
    expect(host.requests).toStrictEqual([
      `GET ${ MAP }`, `PATCH dry ${ MAP }`, `PUT dry ${ SET }`, `DELETE dry ${ SERVICE }`,
      `PATCH ${ MAP }`, `PUT ${ SET }`, `DELETE ${ SERVICE }`,
    ]);
    expect(seen.map(({ phase, index }) => `${ phase } ${ index }`)).toStrictEqual(['check 0', 'check 1', 'check 2', 'change 0', 'change 1', 'change 2']);
    expect(host.objects.has(SERVICE)).toBe(false);
  });

  it('changes nothing if one task would be refused', async() => {
    const host = ring();

    host.objects.set(SET, { metadata: { resourceVersion: '8' } }); // changed by somebody else

    expect(await changeAll(host.context, tasks, () => {})).toMatchObject({ outcome: 'failed', phase: 'check', index: 1, error: { reason: 'Conflict' } });
    expect(host.objects.has(MAP)).toBe(false);
    expect(host.objects.has(SERVICE)).toBe(true);
  });

  it('stops where one fails, and says so', async() => {
    const host = ring();

    host.intercept = ({ method, query }) => method === 'PUT' && !query.has('dryRun') ? failure(500, 'InternalError', 'etcd is gone') : undefined;

    expect(await changeAll(host.context, tasks, () => {})).toMatchObject({ outcome: 'failed', phase: 'change', index: 1, error: { message: 'etcd is gone' } });
    expect(host.objects.has(MAP)).toBe(true);
    expect(host.objects.has(SERVICE)).toBe(true);
  });

  it('does not make what is there already, nor remove a later object of the same name', async() => {
    const there = new FakeHost(NAMESPACE, MAP);
    const later = new FakeHost(SERVICE); // has another uid

    expect(await changeAll(there.context, tasks.slice(0, 1), () => {})).toMatchObject({ outcome: 'failed', phase: 'check', error: { reason: 'AlreadyExists' } });
    expect(await changeAll(later.context, tasks.slice(2), () => {})).toMatchObject({ outcome: 'failed', phase: 'check', error: { reason: 'Conflict' } });
  });

  it('takes what is gone already for removed, so that a removal can be gone on with', async() => {
    expect(await changeAll(new FakeHost(NAMESPACE).context, tasks.slice(2), () => {})).toStrictEqual({ outcome: 'done' });
  });

  it('keeps a StatefulSet findable until its last pod has ended', async() => {
    const host = ring();
    const policies: unknown[] = [];

    host.intercept = ({ method, body, path }) => {
      if (method === 'DELETE') {
        policies.push([path, body?.['propagationPolicy']]);
      }

      return undefined;
    };
    await changeAll(host.context, [{ action: 'remove', object: set }, { action: 'remove', object: service }], () => {});

    expect(policies.slice(2)).toStrictEqual([[SET, 'Foreground'], [SERVICE, 'Background']]);
  });
});

describe('replace', () => {
  it('puts the whole object, under our name', async() => {
    const host = ring();
    const seen: unknown[] = [];

    host.intercept = ({ method, path, query, body }) => {
      seen.push({ method, path, query: Object.fromEntries(query), body });

      return undefined;
    };

    expect(await replace(host.context, set)).toMatchObject({ metadata: { resourceVersion: '7' } });
    expect(seen).toStrictEqual([{ method: 'PUT', path: SET, query: { fieldManager: 'cassandra-for-rancher' }, body: set }]);
  });
});

describe('racks', () => {
  const rack = (name: string): KubeObject => ({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name, namespace: 'db' } });
  const path = (name: string) => `/apis/apps/v1/namespaces/db/statefulsets/${ name }`;
  const restart = (name: string): Task => ({ action: 'replace', object: rack(name), restarts: true });
  const whole = { metadata: { generation: 2 }, spec: { replicas: 1 }, status: { observedGeneration: 2, updateRevision: 'b', currentRevision: 'b', readyReplicas: 1 } };

  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('restart one after another, each when the one before is whole', async() => {
    const host = new FakeHost(NAMESPACE, path('a'), path('b'));
    const states = [{ ...whole, status: { ...whole.status, observedGeneration: 1 } }, { ...whole, status: { ...whole.status, readyReplicas: 0 } }, whole];

    host.intercept = ({ method, query }) => {
      if (method === 'PUT') {
        return { status: 200, body: {} };
      }

      return method === 'GET' && !query.has('dryRun') ? { status: 200, body: states.shift() ?? whole } : undefined;
    };
    const changing = changeAll(host.context, [restart('a'), restart('b')], () => {});

    await vi.advanceTimersByTimeAsync(5000);
    expect(host.requests).not.toContain(`PUT ${ path('b') }`);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await changing).toStrictEqual({ outcome: 'done' });
    expect(host.requests.filter((request) => !request.includes('dry'))).toStrictEqual([
      `PUT ${ path('a') }`, `GET ${ path('a') }`, `GET ${ path('a') }`, `GET ${ path('a') }`, `PUT ${ path('b') }`,
    ]);
  });

  it('wait while the API does not answer, and stop when the rack is gone', async() => {
    const host = new FakeHost(NAMESPACE, path('a'), path('b'));
    const answers = [failure(503, 'ServiceUnavailable', 'later'), failure(404, 'NotFound', 'gone')];

    host.intercept = ({ method }) => method === 'PUT' ? { status: 200, body: {} } : answers.shift();
    const changing = changeAll(host.context, [restart('a'), restart('b')], () => {});

    await vi.advanceTimersByTimeAsync(4000);
    expect(await changing).toMatchObject({ outcome: 'failed', phase: 'settle', index: 0 });
    expect(host.requests).not.toContain(`PUT ${ path('b') }`);
  });
});
