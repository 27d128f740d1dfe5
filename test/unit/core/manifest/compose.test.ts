import { load, loadAll } from 'js-yaml';
import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Service } from 'kubernetes-types/core/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import { describe, expect, it } from 'vitest';

import { recognise } from '../../../../pkg/cassandra/core/cluster/recognise';
import { compose, defaultSpec, heapFor, toYaml, type ClusterSpec } from '../../../../pkg/cassandra/core/manifest';
import { seeds } from '../../../../pkg/cassandra/core/manifest/container';

function composed(change: Partial<ClusterSpec> = {}) {
  const objects = compose({ ...defaultSpec('db', 'prod'), ...change });
  const service = objects.find((object): object is Service => object.kind === 'Service')!;
  const budget = objects.find((object): object is PodDisruptionBudget => object.kind === 'PodDisruptionBudget')!;
  const statefulSet = objects.find((object): object is StatefulSet => object.kind === 'StatefulSet')!;
  const pod = statefulSet.spec!.template.spec!;
  const [container] = pod.containers;
  const env = Object.fromEntries(container!.env!.map(({ name, value }) => [name, value]));

  return { objects, service, budget, statefulSet, pod, container: container!, env };
}

describe('the YAML of', () => {
  it.each<[string, ClusterSpec]>([
    ['default', defaultSpec('db', 'prod')],
    ['everything-chosen', {
      ...defaultSpec('orders', 'databases'), nodes: 5, image: 'registry.local:5000/library/cassandra:4.1.10', clusterName: 'Orders 2026', datacenter: 'eu-west', rack: 'b.1',
      storage: { className: 'fast', size: '1.5Ti' }, resources: { cpu: '4', memory: '32Gi' },
    }],
    ['one-node', { ...defaultSpec('dev', 'default'), nodes: 1, resources: { cpu: '100m', memory: '1Gi' } }],
  ])('%s is as reviewed', async(name, spec) => {
    await expect(toYaml(compose(spec))).toMatchFileSnapshot(`golden/${ name }.yaml`);
  });

  it('any ring is read back as the same objects', () => {
    const { objects } = composed({ datacenter: '1', rack: 'true', clusterName: 'null' });

    expect(loadAll(toYaml(objects))).toEqual(objects);
    expect(load(toYaml(objects.slice(0, 1)))).toEqual(objects[0]);
  });
});

describe('compose keeps the safety facts', () => {
  it('7: one node joins at a time', () => expect(composed().statefulSet.spec?.podManagementPolicy).toBe('OrderedReady'));

  it.each([[1, ['db-0.db']], [2, ['db-0.db']], [3, ['db-0.db', 'db-1.db']], [50, ['db-0.db', 'db-1.db']]])('9 and 10: of %d nodes the seeds are %s', (nodes, expected) => {
    expect(seeds({ name: 'db', nodes })).toEqual(expected);
    expect(composed({ nodes }).env['CASSANDRA_SEEDS']).toBe(expected.join(','));
  });

  it('13 and 14: seeds have names before they are ready, in the Service that the StatefulSet names', () => {
    const { service, statefulSet } = composed();

    expect(service.spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
    expect(statefulSet.spec?.serviceName).toBe(service.metadata?.name);
  });

  it('16: it drains, in good time, and does not decommission', () => {
    const { pod, container } = composed();

    expect(container.lifecycle?.preStop?.exec?.command).toEqual(['env', 'MAX_HEAP_SIZE=128M', 'nodetool', 'drain']);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(120);
  });

  it('17: ready means that the native transport is open', () => {
    const { container } = composed();

    expect(container.readinessProbe?.tcpSocket?.port).toBe('cql');
    expect(container.ports).toContainEqual({ name: 'cql', containerPort: 9042 });
  });

  it('18: no probe kills a node that joins for hours, is drained, or has left: all look at the JVM only, and start none', () => {
    const { startupProbe, livenessProbe } = composed().container;

    for (const probe of [startupProbe, livenessProbe]) {
      expect(probe?.exec?.command?.join(' ')).toContain('/7199');
      expect(probe?.tcpSocket).toBeUndefined();
    }
    expect(JSON.stringify([startupProbe, livenessProbe])).not.toContain('nodetool');
  });

  it('20 and 21: datacenter, rack and names are explicit, and looked at', () => {
    expect(composed().env).toMatchObject({ CASSANDRA_ENDPOINT_SNITCH: 'GossipingPropertyFileSnitch', CASSANDRA_DC: 'dc1', CASSANDRA_RACK: 'rack1', CASSANDRA_CLUSTER_NAME: 'db' });
    expect(composed({ clusterName: 'Test Cluster' }).env['CASSANDRA_CLUSTER_NAME']).toBe('Test Cluster');
  });

  it.each([['500m', '1Gi', 512, 100], ['500m', '4Gi', 2048, 100], ['4', '16Gi', 8192, 400], ['64', '64Gi', 8192, 2048], ['1500m', '2G', 953, 200]])('22: with %s and %s the heap is %d MB, %d MB of them young', (cpu, memory, max, young) => {
    expect(heapFor({ cpu, memory })).toEqual({ max, young });
    expect(composed({ resources: { cpu, memory } }).env).toMatchObject({ MAX_HEAP_SIZE: `${ max }M`, HEAP_NEWSIZE: `${ young }M` });
  });

  it('23: only variables that the official image knows, and its user', () => {
    const known = /^(CASSANDRA_(SEEDS|BROADCAST_ADDRESS|BROADCAST_RPC_ADDRESS|CLUSTER_NAME|ENDPOINT_SNITCH|LISTEN_ADDRESS|NUM_TOKENS|RPC_ADDRESS|START_RPC|DC|RACK)|MAX_HEAP_SIZE|HEAP_NEWSIZE|JVM_EXTRA_OPTS)$/;
    const { env, pod, container } = composed();

    expect(Object.keys(env).filter((name) => !known.test(name))).toEqual([]);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 999, fsGroup: 999, seccompProfile: { type: 'RuntimeDefault' } });
    expect(container.securityContext).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
  });
});

describe('compose', () => {
  it('selects with each object exactly what it is meant to', () => {
    const { service, budget, statefulSet } = composed();
    const labels = statefulSet.spec?.template.metadata?.labels;

    expect(service.spec?.selector).toEqual(statefulSet.spec?.selector.matchLabels);
    expect(labels).toMatchObject(statefulSet.spec?.selector.matchLabels ?? { missing: 'selector' });
    expect(labels).toMatchObject(budget.spec?.selector?.matchLabels ?? { missing: 'selector' });
    // The budget is the whole ring's, also when it gets more racks.
    expect(Object.keys(budget.spec?.selector?.matchLabels ?? {})).not.toContain('cassandra-for-rancher/rack');
  });

  it('leaves the StorageClass out unless one is chosen, since an empty one means none', () => {
    expect(composed().statefulSet.spec?.volumeClaimTemplates?.[0]?.spec).not.toHaveProperty('storageClassName');
    expect(composed({ storage: { className: 'fast', size: '1Gi' } }).statefulSet.spec?.volumeClaimTemplates?.[0]?.spec?.storageClassName).toBe('fast');
  });

  it('makes what is recognised as ours', () => {
    expect(recognise(composed().statefulSet)).toMatchObject({ isCassandra: true, container: 'cassandra' });
  });
});
