import { describe, expect, it } from 'vitest';

import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';
import { openWindow } from '../../../pkg/cassandra/rancher/windows';
import { FakeHost } from './fake-host';

const ref = { namespace: 'prod', pod: 'db-0', container: 'cassandra' };
const model = { id: 'prod/db-0' };

function host(models: Readonly<Record<string, object>>) {
  const dispatched: unknown[][] = [];
  const store: ClusterContext['store'] = {
    getters:  { ...new FakeHost().getters, 'cluster/byId': (type, id) => models[`${ type } ${ id }`] },
    dispatch: async(...args) => {
      dispatched.push(args);
    },
  };

  return { context: { store, clusterId: 'c-abc' }, dispatched };
}

describe('openWindow', () => {
  it.each([
    ['logs', { id: 'prod/db-0-logs', label: 'db-0', icon: 'file', component: 'ContainerLogs' }],
    ['shell', { id: 'prod/db-0-shell', label: 'db-0', icon: 'terminal', component: 'ContainerShell' }],
  ] as const)('opens %s with the host\'s own model of the pod', async(kind, window) => {
    const { context, dispatched } = host({ 'pod prod/db-0': model });

    expect(await openWindow(context, kind, ref)).toBe(true);
    expect(dispatched).toStrictEqual([['wm/open', { ...window, attrs: { pod: model, initialContainer: 'cassandra' } }]]);
  });

  it('opens nothing for a pod that is gone', async() => {
    const { context, dispatched } = host({});

    expect(await openWindow(context, 'logs', ref)).toBe(false);
    expect(dispatched).toStrictEqual([]);
  });
});
