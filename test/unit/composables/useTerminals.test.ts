import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Pod } from 'kubernetes-types/core/v1';
import { describe, expect, it, vi } from 'vitest';

import { useTerminals } from '../../../pkg/cassandra/composables/useTerminals';
import { useWindows } from '../../../pkg/cassandra/composables/useWindows';
import { findClusters } from '../../../pkg/cassandra/core/cluster/cluster';
import { compose } from '../../../pkg/cassandra/core/manifest/compose';
import { defaultSpec, type ClusterSpec } from '../../../pkg/cassandra/core/manifest/spec';
import { ofKind } from '../../../pkg/cassandra/core/object/object';
import { failure, FakeHost } from '../rancher/fake-host';

vi.mock('../../../pkg/cassandra/composables/useText', () => ({ useText: () => (key: string, args = {}) => [key, ...Object.values(args)].join(' ') }));

const CONFIG = '/api/v1/namespaces/prod/configmaps/db-config';
const PODS = '/api/v1/namespaces/prod/pods';

interface Opened { id: string; attrs: { pod: object; initialContainer: string; commandOnFirstConnect?: string } }

/** @param ready pods that are, by name; those of the others are there and are not */
function start(more: Partial<ClusterSpec> = {}, ready: readonly string[] = ['db-0', 'db-1', 'db-2']) {
  const host = new FakeHost();
  const opened: Opened[] = [];
  const growls: unknown[] = [];
  const objects = compose({ ...defaultSpec('db', 'prod'), ...more });
  const sets = ofKind(objects, 'StatefulSet').map((set: StatefulSet): StatefulSet => ({
    ...set, metadata: { ...set.metadata, uid: set.metadata?.name }, status: { replicas: 3, readyReplicas: ready.filter((name) => name.replace(/-\d+$/, '') === set.metadata?.name).length },
  }));
  const [cluster] = findClusters(sets);
  const pods = sets.flatMap(({ metadata, spec }) => Array.from({ length: spec?.replicas ?? 1 }, (_, ordinal): Pod => {
    const name = `${ metadata?.name }-${ ordinal }`;

    return {
      metadata: { name, namespace: 'prod', labels: spec?.template.metadata?.labels, ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: metadata?.name ?? '', uid: metadata?.name ?? '', controller: true }] },
      status:   { phase: 'Running', podIP: `10.42.0.${ ordinal }`, conditions: [{ type: 'Ready', status: ready.includes(name) ? 'True' : 'False' }] },
    };
  }));
  const [map] = ofKind(objects, 'ConfigMap');
  const request = host.dispatch.bind(host);
  const refused = new Set<string>();

  host.getters['cluster/schemaFor'] = () => undefined;
  host.getters['cluster/byId'] = (_, id) => ({ id });
  host.intercept = ({ path, query }) => {
    if (refused.has(path)) {
      return failure(403, 'Forbidden', 'not yours');
    }
    if (path === CONFIG && map) {
      return { status: 200, body: map };
    }
    const wanted = query.get('labelSelector')?.split(',').map((one) => one.split('=')) ?? [];

    return path === PODS ? { status: 200, body: { items: pods.filter(({ metadata }) => wanted.every(([key = '', value]) => metadata?.labels?.[key] === value)) } } : undefined;
  };
  host.dispatch = async(action, payload) => action === 'wm/open' ? opened.push(payload as Opened) : action.startsWith('growl/') ? growls.push(payload) : request(action, payload);

  return { host, opened, growls, refused, pods, windows: useWindows(host.context, () => cluster!), ...useTerminals(host.context, () => cluster!) };
}

describe('what is opened', () => {
  it('is in the first pod that is ready, also where the others are in another StatefulSet', async() => {
    const one = start({}, ['db-1', 'db-2']);

    await one.open('cqlsh');
    expect(one.opened).toMatchObject([{ id: 'prod/db-1-cqlsh', attrs: { pod: { id: 'prod/db-1' }, initialContainer: 'cassandra', commandOnFirstConnect: 'cqlsh 10.42.0.1 9042\n' } }]);

    const racks = start({ racks: [{ name: 'a', nodes: 1 }, { name: 'b', nodes: 1 }] }, ['db-b-0']);

    await racks.open('nodetool');
    expect(racks.opened).toMatchObject([{ id: 'prod/db-b-0-nodetool', attrs: { commandOnFirstConnect: expect.stringMatching(/^export MAX_HEAP_SIZE=128M; /) } }]);
    expect(racks.growls).toEqual([]);
  });

  it('is in the pod that was chosen, ready or not', async() => {
    const { windows, opened, pods } = start({}, []);

    await windows('cqlsh', pods[2]!);
    await windows('shell', pods[1]!);
    expect(opened.map(({ id, attrs }) => [id, attrs.commandOnFirstConnect])).toEqual([['prod/db-2-cqlsh', 'cqlsh 10.42.0.2 9042\n'], ['prod/db-1-shell', undefined]]);
  });

  it('has the port, the TLS and the login that the manifest says', async() => {
    const { open, opened } = start({
      tls: { client: { secret: 'certificate', requireClientCertificate: false, optional: false } }, authentication: { secret: 'superuser' }, configuration: { ...defaultSpec().configuration, settings: { native_transport_port: 19042 } },
    });

    await open('cqlsh');
    expect(opened[0]?.attrs.commandOnFirstConnect).toBe('printf \'Username: \'; read -r cql_user; SSL_CERTFILE=/keys/client-ca.pem cqlsh --ssl -u "$cql_user" 10.42.0.0 19042\n');
  });

  it('reads no Secret, and is opened also where the settings may not be read', async() => {
    const { open, opened, refused, growls, host } = start({ authentication: { secret: 'superuser' } });

    refused.add(CONFIG);
    await open('cqlsh');
    expect(opened[0]?.attrs.commandOnFirstConnect).toMatch(/cqlsh -u "\$cql_user" 10\.42\.0\.0 9042\n$/);
    expect(growls).toEqual([]);
    expect(host.requests.join()).not.toContain('secret');
  });
});

describe('what is not opened is told', () => {
  it('where pods may not be read', async() => {
    const { open, opened, growls, refused } = start();

    refused.add(PODS);
    await open('cqlsh');
    expect([opened, growls]).toEqual([[], [{ title: 'cassandra.terminal.failed db', message: 'not yours' }]]);
  });

  it('where no pod is ready, whatever the StatefulSet says yet', async() => {
    const { open, opened, growls, pods } = start();

    pods.splice(0);
    await open('nodetool');
    expect([opened, growls]).toEqual([[], [{ title: 'cassandra.terminal.failed db', message: 'cassandra.terminal.noneReady' }]]);
  });

  it('where the pod is gone', async() => {
    const { windows, opened, growls, pods, host } = start();

    host.getters['cluster/byId'] = () => undefined;
    await windows('logs', pods[0]!);
    expect([opened, growls]).toEqual([[], [{ title: 'cassandra.terminal.failed db-0', message: 'cassandra.terminal.gone' }]]);
  });
});

describe('why nothing can be opened', () => {
  it('is a right that is missing', async() => {
    const { host, ask, refusal } = start();

    expect(refusal.value).toBeUndefined();
    host.denied.add('create pods/exec');
    await ask();
    expect(refusal.value).toBe('cassandra.action.refused create pods/exec prod');
  });

  it('is that shells are switched off in this Rancher', async() => {
    const { host, ask, refusal } = start();

    host.getters['features/get'] = () => false;
    await ask();
    expect(refusal.value).toContain('pod-shell');
  });

  it('is that no node is ready', () => {
    expect(start({}, []).refusal.value).toBe('cassandra.terminal.noneReady');
  });

  it('is nothing where it cannot be asked: the API server decides', async() => {
    const { host, ask, refusal } = start();

    host.intercept = () => failure(500, 'InternalError', 'etcd is on fire');
    await ask();
    expect(refusal.value).toBeUndefined();
  });
});
