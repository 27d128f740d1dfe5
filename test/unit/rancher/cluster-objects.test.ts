import { describe, expect, it } from 'vitest';

import { clusterObjects } from '../../../pkg/cassandra/rancher/kube';
import { leaseName } from '../../../pkg/cassandra/rancher/operations/lease';
import { failure, FakeHost } from './fake-host';

const LEASE = { metadata: { name: leaseName('db') } };

/** Each kind has one object, but kinds whose collection is refused. */
function hostWithout(...refused: string[]): FakeHost {
  const host = new FakeHost();

  host.intercept = ({ path, query }) => {
    const resource = path.split('/').at(-1) ?? '';

    expect(query.get('labelSelector')).toBe('app.kubernetes.io/managed-by=cassandra-for-rancher,app.kubernetes.io/instance=db');

    return refused.includes(resource) ? failure(403, 'Forbidden', 'no') : { status: 200, body: { items: [resource === 'leases' ? LEASE : { metadata: { name: resource } }] } };
  };

  return host;
}

const namesIn = async(host: FakeHost) => (await clusterObjects(host.context, { namespace: 'prod', name: 'db' })).map(({ metadata }) => metadata?.name);

describe('the objects of a cluster', () => {
  it('are found by label, the Lease of its operations among them', async() => {
    expect(await namesIn(hostWithout())).toEqual(expect.arrayContaining(['statefulsets', 'services', 'db-operation']));
  });

  it('are those that may be read', async() => {
    const names = await namesIn(hostWithout('leases', 'persistentvolumes'));

    expect(names).toContain('statefulsets');
    expect(names).not.toContain('db-operation');
    expect(names).not.toContain('persistentvolumes');
  });
});
