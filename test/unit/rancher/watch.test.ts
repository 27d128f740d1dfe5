import { describe, expect, it } from 'vitest';
import { KubeError } from '../../../pkg/cassandra/rancher/kube';
import { liveList } from '../../../pkg/cassandra/rancher/watch';
import { FakeHost } from './fake-host';

/** As Steve and the host give it: with fields for the user interface, and an Event's own `type` renamed. */
function model(namespace: string, name: string, labels: Record<string, string> = {}): object {
  return {
    id: `${ namespace }/${ name }`, type: 'event', links: { self: 'x' }, actions: {}, __rehydrate: 'cluster', _type: 'Warning', apiVersion: 'v1', kind: 'Event', metadata: { namespace, name, labels }
  };
}

function hostWith(...models: object[]) {
  const host = new FakeHost();
  const dispatched: unknown[] = [];

  host.getters['cluster/schemaFor'] = (type) => ({ id: type, links: { collection: 'x' } });
  host.getters['cluster/all'] = () => models;
  host.getters['cluster/byId'] = (_, id) => models.find((one) => 'id' in one && one.id === id);
  host.dispatch = (...args: unknown[]) => Promise.resolve(dispatched.push(args));

  return { host, dispatched, models };
}

describe('liveList', () => {
  it('reads a type by the host, which keeps it live', async() => {
    const { host, dispatched, models } = hostWith();
    const pods = await liveList(host.context, 'event');

    expect(dispatched).toEqual([['cluster/findAll', { type: 'event', opt: {} }]]);
    expect(pods()).toEqual([]);
    models.push(model('db', 'a'));
    expect(pods()).toHaveLength(1);
  });

  it('gives plain Kubernetes objects', async() => {
    const { host } = hostWith(model('db', 'a'));

    expect((await liveList(host.context, 'event'))()).toEqual([
      { apiVersion: 'v1', kind: 'Event', type: 'Warning', metadata: { namespace: 'db', name: 'a', labels: {} } },
    ]);
  });

  it('shows one namespace and the wanted labels, whatever else the store has', async() => {
    const { host, dispatched } = hostWith(model('db', 'a', { app: 'x', tier: 'y' }), model('db', 'b', { app: 'z' }), model('other', 'c', { app: 'x' }));
    const read = await liveList(host.context, 'event', { namespace: 'db', labels: { app: 'x' } });

    expect(read().map(({ metadata }) => metadata?.name)).toEqual(['a']);
    expect(dispatched).toEqual([['cluster/findAll', { type: 'event', opt: { namespaced: 'db' } }]]);
  });

  it('says Forbidden for a type that the user may not read', async() => {
    const { host } = hostWith();

    host.getters['cluster/schemaFor'] = () => undefined;
    await expect(liveList(host.context, 'secret')).rejects.toMatchObject({ status: 403, message: 'You are not allowed to read secret in this cluster' });
  });

  it('passes on a refusal as a KubeError', async() => {
    const { host } = hostWith();

    host.dispatch = () => Promise.reject(Object.defineProperty({ message: 'no' }, '_status', { value: 403 }));
    await expect(liveList(host.context, 'pod')).rejects.toEqual(new KubeError('no', 403, 'Forbidden'));
  });

  it('refuses a cluster that is not the open one: the host\'s store has only that', async() => {
    const { host } = hostWith();

    await expect(liveList({ store: host, clusterId: 'c-def' }, 'pod')).rejects.toThrow('Cluster "c-def" is not the one that is open');
  });
});
