import { describe, expect, it } from 'vitest';
import { firstPage } from '../../../pkg/cassandra/rancher/first-page';
import { FakeHost, failure, type FakeRequest } from './fake-host';

function hostWith(answer: object, status = 200) {
  const host = new FakeHost();
  const requests: FakeRequest[] = [];

  host.getters['cluster/schemaFor'] = (type) => ({ id: type, links: { collection: 'x' } });
  host.intercept = (request) => {
    requests.push(request);

    return status === 200 ? { status, body: answer } : failure(status, 'BadRequest', 'unsupported filter');
  };

  return { host, requests };
}

const query = { anyOf: ['metadata.labels[app]=a', 'metadata.name~b'], sort: ['metadata.namespace', 'metadata.name'], size: 20 };

describe('the first page', () => {
  it('is filtered, sorted and cut by Rancher', async() => {
    const { host, requests } = hostWith({ data: [] });

    await firstPage(host.context, 'apps.statefulset', { ...query, namespaces: ['x', 'y-z'] });
    expect(requests.map(({ path }) => path)).toStrictEqual(['/v1/apps.statefulsets']);
    expect([...requests[0]?.query ?? []]).toStrictEqual([
      ['page', '1'], ['pagesize', '20'], ['sort', 'metadata.namespace,metadata.name'], ['exclude', 'metadata.managedFields'],
      ['filter', 'metadata.labels[app]=a,metadata.name~b'], ['filter', 'metadata.namespace IN (x,y-z)'],
    ]);
  });

  it('holds plain Kubernetes objects', async() => {
    const { host } = hostWith({ data: [{ id: 'a/b', type: 'apps.statefulset', links: {}, kind: 'StatefulSet', metadata: { name: 'b' } }] });

    expect(await firstPage(host.context, 'apps.statefulset', query)).toStrictEqual([{ kind: 'StatefulSet', metadata: { name: 'b' } }]);
  });

  it('fails where Rancher cannot filter so', async() => {
    const { host } = hostWith({}, 400);

    await expect(firstPage(host.context, 'apps.statefulset', query)).rejects.toMatchObject({ status: 400, message: 'unsupported filter' });
  });

  it('is not asked for by a user who may not list', async() => {
    const { host, requests } = hostWith({ data: [] });

    host.getters['cluster/schemaFor'] = () => undefined;
    await expect(firstPage(host.context, 'apps.statefulset', query)).rejects.toMatchObject({ status: 403 });
    expect(requests).toStrictEqual([]);
  });
});
