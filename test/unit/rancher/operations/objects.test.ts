import type { StatefulSet } from 'kubernetes-types/apps/v1';
import { describe, expect, it } from 'vitest';

import { readObjects } from '../../../../pkg/cassandra/rancher/operations/objects';
import { failure, FakeHost, type FakeRequest } from '../fake-host';

const SETS = '/apis/apps/v1/namespaces/db/statefulsets';
const PODS = '/api/v1/namespaces/db/pods';
const CLAIMS = '/api/v1/namespaces/db/persistentvolumeclaims';
const headers = { date: 'Mon, 23 Nov 2026 10:00:00 GMT' };

/** A server with these StatefulSets, whose pods are all that a selector finds. */
function serverWith(labels: Record<string, Record<string, string> | undefined>) {
  const host = new FakeHost();
  const asked: FakeRequest[] = [];

  host.intercept = (request) => {
    const { path, query } = request;
    const name = path.replace(`${ SETS }/`, '');
    const set: StatefulSet = { metadata: { name }, spec: { serviceName: name, selector: { matchLabels: labels[name] }, template: {} } };

    asked.push(request);
    if (path === PODS) {
      return { status: 200, headers, body: { items: [{ metadata: { name: `of ${ query.get('labelSelector') }`, uid: query.get('labelSelector') } }, { metadata: { name: 'of all', uid: 'all' } }] } };
    }
    if (path === CLAIMS) {
      return { status: 200, headers, body: { items: [{ metadata: { name: 'data-a-0' } }] } };
    }

    return name in labels ? { status: 200, headers, body: set } : failure(404, 'NotFound', 'none');
  };

  return { host, asked };
}

describe('the objects of an operation', () => {
  it('are read from the API server, with its time', async() => {
    const { host, asked } = serverWith({ a: { app: 'ring', rack: 'a' } });
    const { sets, pods, claims, serverTime } = await readObjects(host.context, 'db', ['a', 'gone']);

    expect(sets.map(({ metadata }) => metadata?.name)).toStrictEqual(['a']);
    expect(pods.map(({ metadata }) => metadata?.name)).toStrictEqual(['of app=ring,rack=a', 'of all']);
    expect(claims.map(({ metadata }) => metadata?.name)).toStrictEqual(['data-a-0']);
    expect(serverTime).toBe(Date.parse(headers.date));
    expect(asked.find(({ path }) => path === CLAIMS)?.headers['Accept']).toContain('PartialObjectMetadataList');
  });

  it('are there once, where the selectors of two StatefulSets overlap', async() => {
    const { host } = serverWith({ a: { rack: 'a' }, b: { rack: 'b' } });
    const { pods } = await readObjects(host.context, 'db', ['a', 'b']);

    expect(pods.map(({ metadata }) => metadata?.name)).toStrictEqual(['of rack=a', 'of all', 'of rack=b']);
  });

  it('are all pods where a StatefulSet selects by expressions alone', async() => {
    const { host, asked } = serverWith({ a: undefined });

    await readObjects(host.context, 'db', ['a']);
    expect(asked.find(({ path }) => path === PODS)?.query.has('labelSelector')).toBe(false);
  });

  it.each([SETS, PODS, CLAIMS])('are not there in part: %s', async(refused) => {
    const { host } = serverWith({ a: {} });
    const answer = host.intercept;

    host.intercept = (request) => request.path.startsWith(refused) ? failure(403, 'Forbidden', 'no') : answer(request);
    await expect(readObjects(host.context, 'db', ['a'])).rejects.toMatchObject({ status: 403 });
  });

  it('have no time where no server tells it', async() => {
    const { host } = serverWith({});

    expect((await readObjects(host.context, 'db', ['gone'])).serverTime).toBeUndefined();
  });
});
