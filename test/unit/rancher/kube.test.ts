import { describe, expect, it } from 'vitest';
import {
  apply, get, KubeError, list, refOf, remove
} from '../../../pkg/cassandra/rancher/kube';
import type { ObjectRef } from '../../../pkg/cassandra/rancher/kube';
import { applyAndTell } from '../../../pkg/cassandra/rancher/kube/objects';
import { request } from '../../../pkg/cassandra/rancher/kube/request';
import { failure, FakeHost } from './fake-host';
import type { FakeRequest } from './fake-host';

const SERVICE: ObjectRef = { apiVersion: 'v1', kind: 'Service', namespace: 'db', name: 'ring' };
const SERVICE_PATH = '/api/v1/namespaces/db/services/ring';

async function errorOf(running: Promise<unknown>): Promise<KubeError> {
  const thrown: unknown = await running.then(() => undefined, (error: unknown) => error);

  expect(thrown).toBeInstanceOf(KubeError);

  return thrown as KubeError;
}

/** A host that answers everything alike and keeps what it was asked. */
function recorder(status: number, body: unknown) {
  const host = new FakeHost();
  const requests: FakeRequest[] = [];

  host.intercept = (request) => {
    requests.push(request);

    return { status, body };
  };

  return { host, requests };
}

describe('reading', () => {
  it.each([
    [SERVICE, SERVICE_PATH],
    [{ apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'db', name: 'ring' }, '/apis/apps/v1/namespaces/db/statefulsets/ring'],
    [{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name: 'fast' }, '/apis/storage.k8s.io/v1/storageclasses/fast'],
    [{ apiVersion: 'v1', kind: 'Namespace', name: 'db' }, '/api/v1/namespaces/db'],
  ])('finds %o', async(ref, path) => {
    const { host, requests } = recorder(200, { metadata: { name: 'x' } });

    expect(await get(host.context, ref)).toEqual({ metadata: { name: 'x' } });
    expect(requests[0]).toMatchObject({ method: 'GET', path });
  });

  it('refuses namespaced objects without a namespace, without a request', async() => {
    const host = new FakeHost();

    await expect(get(host.context, { apiVersion: 'v1', kind: 'Pod', name: 'x' })).rejects.toThrow('Pod "x" has no namespace');
    expect(host.requests).toEqual([]);
  });

  it('looks up kinds that are not its own, once for all of a group', async() => {
    const resources = [
      { name: 'gadgets/status', kind: 'Gadget', namespaced: true },
      { name: 'gadgets', kind: 'Gadget', namespaced: true },
      { name: 'gadgetclasses', kind: 'GadgetClass', namespaced: false },
    ];
    const host = new FakeHost('/apis/example.org/v1/namespaces/db/gadgets/x', '/apis/example.org/v1/gadgetclasses/x');

    host.intercept = ({ path }) => path === '/apis/example.org/v1' ? { status: 200, body: { resources } } : undefined;
    await get(host.context, { apiVersion: 'example.org/v1', kind: 'Gadget', namespace: 'db', name: 'x' });
    await get(host.context, { apiVersion: 'example.org/v1', kind: 'GadgetClass', name: 'x' });
    expect(host.requests).toEqual(['GET /apis/example.org/v1', 'GET /apis/example.org/v1/namespaces/db/gadgets/x', 'GET /apis/example.org/v1/gadgetclasses/x']);
    expect(await errorOf(get(host.context, { apiVersion: 'example.org/v1', kind: 'Widget', name: 'x' }))).toMatchObject({ status: 404, message: 'The cluster has no kind Widget in example.org/v1' });
  });

  it('follows a list to its last page and completes the items', async() => {
    const host = new FakeHost();
    const seen: string[] = [];

    host.intercept = ({ path, query }) => {
      seen.push(`${ path } ${ query.get('labelSelector') } ${ query.get('continue') }`);

      return query.has('continue')
        ? { status: 200, body: { items: [{ metadata: { name: 'b' } }], metadata: { continue: '' } } }
        : { status: 200, body: { items: [{ metadata: { name: 'a' } }], metadata: { continue: 'more' } } };
    };
    const pods = await list(host.context, { apiVersion: 'v1', kind: 'Pod', namespace: 'db' }, { labelSelector: 'app=x' });

    expect(seen).toEqual(['/api/v1/namespaces/db/pods app=x null', '/api/v1/namespaces/db/pods app=x more']);
    expect(pods).toEqual([
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } },
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'b' } },
    ]);
  });

  it('lists all namespaces if none is named, and takes null for an empty list', async() => {
    const { host, requests } = recorder(200, { items: null });

    expect(await list(host.context, { apiVersion: 'v1', kind: 'Pod' })).toEqual([]);
    expect(requests[0]?.path).toBe('/api/v1/pods');
  });

  it('asks for metadata only where no value shall travel', async() => {
    const { host, requests } = recorder(200, { items: [] });

    await list(host.context, { apiVersion: 'v1', kind: 'Secret', namespace: 'db' }, { metadataOnly: true });
    expect(requests[0]?.headers).toEqual({ Accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' });
  });
});

describe('writing', () => {
  const object = { apiVersion: 'v1', kind: 'Service', metadata: { namespace: 'db', name: 'ring' } };

  it('applies on the server, under our name', async() => {
    const { host, requests } = recorder(200, object);

    await apply(host.context, object);
    expect(requests[0]).toMatchObject({
      method: 'PATCH', path: SERVICE_PATH, body: object, headers: { 'Content-Type': 'application/apply-patch+yaml' }
    });
    expect(Object.fromEntries(requests[0]?.query ?? [])).toEqual({ fieldManager: 'cassandra-for-rancher' });
  });

  it('applies as a dry run and by force only when told to', async() => {
    const { host, requests } = recorder(200, object);

    await apply(host.context, object, { dryRun: true, force: true });
    expect(Object.fromEntries(requests[0]?.query ?? [])).toEqual({ fieldManager: 'cassandra-for-rancher', force: 'true', dryRun: 'All' });
  });

  it('hands on what the API server remarks', async() => {
    const host = new FakeHost();

    host.intercept = () => ({ status: 201, body: object, headers: { warning: '299 - "replicas \\"3\\", more than asked", 299 kube "second, warning"' } });
    expect((await applyAndTell(host.context, object)).warnings).toEqual(['replicas "3", more than asked', 'second, warning']);
    host.intercept = () => ({ status: 200, body: object });
    expect((await applyAndTell(host.context, object)).warnings).toEqual([]);
  });

  it('hands on when the server answered', async() => {
    const host = new FakeHost();
    const ask = async(headers: Record<string, string>) => {
      host.intercept = () => ({ status: 200, body: object, headers });

      return (await request(host.context, { path: SERVICE_PATH })).serverTime;
    };

    expect(await ask({ date: 'Mon, 23 Nov 2026 10:00:00 GMT' })).toBe(Date.parse('2026-11-23T10:00:00Z'));
    expect(await ask({ date: 'yesterday' })).toBeUndefined();
    expect(await ask({})).toBeUndefined();
  });

  it('removes the very object whose uid was given', async() => {
    const { host, requests } = recorder(200, {});

    await remove(host.context, SERVICE, { uid: 'u1', propagation: 'Foreground' });
    expect(requests[0]).toMatchObject({
      method: 'DELETE', path: SERVICE_PATH, body: { propagationPolicy: 'Foreground', preconditions: { uid: 'u1' } }
    });
  });

  it('takes an object that is already gone for removed, but no other refusal', async() => {
    await expect(remove(new FakeHost().context, SERVICE)).resolves.toBeUndefined();

    const host = new FakeHost(SERVICE_PATH);

    expect((await errorOf(remove(host.context, SERVICE, { uid: 'other' }))).status).toBe(409);
  });

  it('refuses objects that do not say what they are', () => {
    expect(() => refOf({ kind: 'Service', metadata: { name: 'x' } })).toThrow('Not a complete Kubernetes object');
  });
});

describe('a refusal', () => {
  const answerWith = (status: number, body: unknown) => errorOf(get(recorder(status, body).host.context, SERVICE));
  const thrownAs = (thrown: unknown) => {
    const host = new FakeHost();

    host.dispatch = () => Promise.reject(thrown);

    return errorOf(get(host.context, SERVICE));
  };

  it('carries the API server\'s own words, reason and details', async() => {
    const details = { name: 'ring', kind: 'Service', causes: [{ field: 'spec.ports', message: 'Required value', reason: 'FieldValueRequired' }] };
    const { body } = failure(422, 'Invalid', 'Service "ring" is invalid: spec.ports: Required value', details);

    expect(await answerWith(422, body)).toMatchObject({
      message: 'Service "ring" is invalid: spec.ports: Required value', status: 422, reason: 'Invalid', details
    });
  });

  it.each([
    ['Rancher\'s own error', 403, { type: 'error', status: 403, code: 'Forbidden', message: 'clusters.management.cattle.io "c-abc" is forbidden' }, 'Forbidden', 'clusters.management.cattle.io "c-abc" is forbidden'],
    ['a proxy\'s words', 503, 'cluster agent disconnected\n', 'ServiceUnavailable', 'cluster agent disconnected'],
    ['a proxy\'s page', 502, '<html><body>Bad gateway</body></html>', 'BadGateway', 'The cluster\'s API answered 502 BadGateway'],
    ['an empty body', 404, '', 'NotFound', 'The cluster\'s API answered 404 NotFound'],
    ['an unusual status', 418, {}, 'Unknown', 'The cluster\'s API answered 418 Unknown'],
  ])('is understood as %s', async(_, status, body, reason, message) => {
    expect(await answerWith(status, body)).toMatchObject({ status, reason, message });
  });

  it.each([
    ['no answer', Object.assign(new Error('Network Error'), { code: 'ERR_NETWORK' }), 'Unreachable', 'Rancher gave no answer (Network Error)'],
    ['no reason', {}, 'Unreachable', 'Rancher gave no answer'],
    ['nonsense', 'oops', 'Unknown', 'The request failed: oops'],
  ])('is understood as %s', async(_, thrown, reason, message) => {
    expect(await thrownAs(thrown)).toMatchObject({ status: 0, reason, message });
  });
});
