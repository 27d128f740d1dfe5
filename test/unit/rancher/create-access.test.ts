import { describe, expect, it } from 'vitest';
import { mayCreateIn, mayCreateSomewhere } from '../../../pkg/cassandra/rancher/create-access';
import { FakeHost } from './fake-host';

describe('mayCreateIn', () => {
  it.each(['create statefulsets', 'patch statefulsets', 'create services', 'patch poddisruptionbudgets'])('is refused without the right to %s', async(right) => {
    const host = new FakeHost();

    host.denied.add(right);
    const [verb, resource] = right.split(' ');

    expect(await mayCreateIn(host.context, 'db')).toMatchObject({ allowed: false, refused: { verb, resource, namespace: 'db' } });
  });

  it('is granted with all of them', async() => {
    expect(await mayCreateIn(new FakeHost().context, 'db')).toEqual({ allowed: true });
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
