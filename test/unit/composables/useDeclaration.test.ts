import type { StatefulSet } from 'kubernetes-types/apps/v1';
import { describe, expect, it, vi } from 'vitest';

import { useDeclaration } from '../../../pkg/cassandra/composables/useDeclaration';
import { failure, FakeHost, type FakeRequest } from '../rancher/fake-host';

vi.mock('../../../pkg/cassandra/composables/useText', () => ({ useText: () => (key: string, args = {}) => [key, ...Object.values(args)].join(' ') }));

const racks: StatefulSet[] = ['a', 'b'].map((name) => ({ metadata: { name, namespace: 'db' } }));

function start() {
  const host = new FakeHost();
  const patches: FakeRequest[] = [];
  const growls: [string, unknown][] = [];
  const request = host.dispatch.bind(host);

  host.intercept = (asked) => {
    if (asked.method !== 'PATCH') {
      return undefined;
    }
    patches.push(asked);

    return asked.path.endsWith('/forbidden') ? failure(403, 'Forbidden', 'not yours') : { status: 200, body: {} };
  };
  host.dispatch = async(action, payload) => action.startsWith('growl/') ? growls.push([action, payload]) : request(action, payload);

  return { host, patches, growls, ...useDeclaration(host.context) };
}

describe('declaring', () => {
  it.each([['yes', 'true'], ['no', 'false'], ['none', null]] as const)('%s writes %s into one annotation of each StatefulSet, and nothing else', async(declaration, value) => {
    const { patches, growls, declare } = start();

    expect(await declare('shop', racks, declaration)).toBe(true);
    expect(patches.map(({ path, headers, body }) => [path, headers['Content-Type'], body])).toEqual(['a', 'b'].map((name) => [
      `/apis/apps/v1/namespaces/db/statefulsets/${ name }`, 'application/merge-patch+json', { metadata: { annotations: { 'cassandra-for-rancher/cassandra': value } } },
    ]));
    expect(growls).toEqual([['growl/success', { title: `cassandra.declare.done.${ declaration } shop`, message: 'cassandra.declare.undo' }]]);
  });

  it('stops at what is refused, and tells why', async() => {
    const { patches, growls, declare, busy } = start();
    const running = declare('shop', [{ metadata: { name: 'forbidden', namespace: 'db' } }, ...racks], 'yes');

    expect(busy.value).toBe(true);
    expect(await running).toBe(false);
    expect([busy.value, patches.length]).toEqual([false, 1]);
    expect(growls).toEqual([['growl/error', { title: 'cassandra.declare.failed shop', message: 'not yours' }]]);
  });
});

describe('asking', () => {
  it('asks for the right that it takes', async() => {
    const { host, ask } = start();

    expect(await ask(racks)).toEqual({ allowed: true });
    host.denied.add('patch statefulsets');
    expect(await useDeclaration({ ...host.context, clusterId: 'c-abc', store: { getters: host.getters, dispatch: host.dispatch } }).ask(racks)).toMatchObject({
      allowed: false, refused: { verb: 'patch', group: 'apps', resource: 'statefulsets', namespace: 'db', name: 'a' },
    });
  });

  it('leaves it to the API server where it cannot ask', async() => {
    const { host, ask } = start();

    host.intercept = () => failure(500, 'InternalError', 'etcd is on fire');
    expect(await ask(racks)).toEqual({ allowed: true });
  });
});
