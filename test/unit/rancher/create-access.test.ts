import { describe, expect, it } from 'vitest';
import { createRights, mayCreateSomewhere } from '../../../pkg/cassandra/rancher/create-access';
import { failure, FakeHost } from './fake-host';

describe('createRights', () => {
  it.each([
    ['create statefulsets', 'StatefulSet'], ['patch statefulsets', 'StatefulSet'], ['create services', 'Service'], ['patch poddisruptionbudgets', 'PodDisruptionBudget'], ['create secrets', 'Secret'],
  ] as const)('without the right to %s, no %s', async(right, kind) => {
    const host = new FakeHost();

    host.denied.add(right);
    const [verb, resource] = right.split(' ');
    const { [kind]: refused, ...others } = await createRights(host.context, 'db');

    expect(refused).toMatchObject({ allowed: false, refused: { verb, resource, namespace: 'db' } });
    expect(Object.values(others).every(({ allowed }) => allowed)).toBe(true);
  });

  it('asks about what is in no namespace for the whole cluster', async() => {
    const host = new FakeHost();

    host.denied.add('create storageclasses');
    const { StorageClass } = await createRights(host.context, 'db');

    expect(StorageClass?.refused).not.toHaveProperty('namespace');
  });

  it('asks only about those where there is no namespace yet', async() => {
    expect(Object.keys(await createRights(new FakeHost().context)).sort()).toEqual(['Namespace', 'PersistentVolume', 'StorageClass']);
  });

  it('leaves out what could not be asked', async() => {
    const host = new FakeHost();

    host.intercept = ({ body }) => body?.spec?.resourceAttributes?.resource === 'services' ? failure(500, 'InternalError', 'no answer') : undefined;
    const rights = await createRights(host.context, 'db');

    expect(rights).not.toHaveProperty('Service');
    expect(rights.StatefulSet).toEqual({ allowed: true });
  });
});

describe('mayCreateSomewhere', () => {
  it.each([
    [['GET', 'POST'], true], [['get', 'post'], true], [['GET'], false], [undefined, false]
  ])('with the collection methods %o: %s', async(collectionMethods, allowed) => {
    const host = new FakeHost();

    host.getters['cluster/schemaFor'] = (id) => ({ id, collectionMethods });
    expect(await mayCreateSomewhere(host.context)).toEqual({ allowed });
  });
});
