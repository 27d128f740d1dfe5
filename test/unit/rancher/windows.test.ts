import { describe, expect, it } from 'vitest';

import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';
import { openWindow } from '../../../pkg/cassandra/rancher/windows';
import { FakeHost } from './fake-host';

const ref = { namespace: 'prod', pod: 'db-0', container: 'cassandra' };
const model = { id: 'prod/db-0' };
const FIND = ['cluster/find', { type: 'pod', id: 'prod/db-0', opt: { watch: false } }];

/** @param found what the host answers when it is to find a pod that it does not have */
function host(models: Readonly<Record<string, object>>, found: () => unknown = () => undefined) {
  const dispatched: unknown[][] = [];
  const store: ClusterContext['store'] = {
    getters:  { ...new FakeHost().getters, 'cluster/byId': (type, id) => models[`${ type } ${ id }`] },
    dispatch: async(...args) => {
      dispatched.push(args);

      return args[0] === 'cluster/find' ? found() : undefined;
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

  it.each(['cqlsh', 'nodetool'] as const)('opens a shell for %s, in which a line is typed', async(kind) => {
    const { context, dispatched } = host({ 'pod prod/db-0': model });

    expect(await openWindow(context, kind, ref, 'the line')).toBe(true);
    expect(dispatched).toStrictEqual([['wm/open', {
      id: `prod/db-0-${ kind }`, label: `db-0: ${ kind }`, icon: 'terminal', component: 'ContainerShell', attrs: { pod: model, initialContainer: 'cassandra', commandOnFirstConnect: 'the line\n' },
    }]]);
  });

  it('has the host find a pod that it does not have yet, without watching it', async() => {
    const { context, dispatched } = host({}, () => model);

    expect(await openWindow(context, 'shell', ref)).toBe(true);
    expect(dispatched).toMatchObject([FIND, ['wm/open', { attrs: { pod: model } }]]);
  });

  it.each([
    ['is gone', () => Promise.reject(new Error('404'))],
    ['the host keeps to itself', () => undefined],
  ])('opens nothing for a pod that %s', async(_, found) => {
    const { context, dispatched } = host({}, found);

    expect(await openWindow(context, 'logs', ref)).toBe(false);
    expect(dispatched).toStrictEqual([FIND]);
  });
});
