import { describe, expect, it } from 'vitest';

import { defaultSpec, heapFor, type ClusterSpec } from '../../../../pkg/cassandra/core/manifest';
import { nodeCount, podNames, proposedSeeds } from '../../../../pkg/cassandra/core/manifest/topology';
import { SPECS } from '../../manifest/specs';
import { composed, inside } from './composed';

const RACKS = ['a', 'b', 'c'].map((name) => ({ name, nodes: 2 }));

/** The ring as it is proposed for so many nodes. */
const ringOf = (nodes: number): Partial<ClusterSpec> => ({ racks: [{ name: 'rack1', nodes }], seeds: proposedSeeds(nodes, 1) });

// Numbered as in the project's collection of what makes Cassandra safe on Kubernetes.
describe('compose keeps', () => {
  it('fact 7: one node joins at a time, within a rack by the controller, between racks by waiting for a turn', () => {
    const racks = composed({ racks: RACKS }).sets;

    expect(racks.map(({ spec }) => spec?.podManagementPolicy)).toEqual(['OrderedReady', 'OrderedReady', 'OrderedReady']);
    for (const { spec } of racks) {
      expect(spec?.template.spec?.initContainers?.map(({ name }) => name)).toContain('wait-for-turn');
    }
    expect(composed().pod).not.toHaveProperty('initContainers');
  });

  it.each([[1, ['db-0.db']], [2, ['db-0.db']], [3, ['db-0.db', 'db-1.db']], [50, ['db-0.db', 'db-1.db']]])('fact 9: not all of %d nodes are seeds, since seeds do not stream when they join: %s', (nodes, seeds) => {
    expect(composed(ringOf(nodes)).env['CASSANDRA_SEEDS']).toBe(seeds.join(','));
  });

  it('fact 10: the loss of a seed leaves a way into the ring: seeds are on different pods, racks and Kubernetes nodes, and the same for all', () => {
    const { sets } = composed({ racks: RACKS, seeds: proposedSeeds(6, 3) });

    for (const { env, pod } of sets.map(inside)) {
      expect(env['CASSANDRA_SEEDS']).toBe('db-a-0.db,db-b-0.db,db-c-0.db');
      expect(pod.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution).toEqual([
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'cassandra', 'app.kubernetes.io/instance': 'db' } } },
      ]);
    }
  });

  it('fact 13: names of nodes resolve before they are ready', () => {
    expect(composed().service.spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
  });

  it.each(Object.entries(SPECS))('fact 14: every node has seeds, named as the pods that are there: %s', (_, spec) => {
    const { service, sets } = composed(spec);
    const addresses = podNames(spec).map((pod) => `${ pod }.${ service.metadata?.name }`);

    for (const set of sets) {
      expect(addresses).toEqual(expect.arrayContaining(inside(set).env['CASSANDRA_SEEDS']!.split(',')));
      expect(set.spec?.serviceName).toBe(service.metadata?.name);
    }
  });

  it('fact 16: a node drains before it stops, has the time for it, and is not decommissioned', () => {
    const { pod, container } = composed();

    expect(container.lifecycle?.preStop?.exec?.command).toEqual(['env', 'MAX_HEAP_SIZE=128M', 'nodetool', 'drain']);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(120);
  });

  it('fact 17: ready means that the native transport is open', () => {
    const { container } = composed();

    expect(container.readinessProbe?.tcpSocket?.port).toBe('cql');
    expect(container.ports).toContainEqual({ name: 'cql', containerPort: 9042 });
  });

  it('fact 18: no probe kills a node that joins for hours, is drained, or has left: all look at the JVM only, and start none', () => {
    const { startupProbe, livenessProbe } = composed().container;

    for (const probe of [startupProbe, livenessProbe]) {
      expect(probe?.exec?.command?.join(' ')).toContain('/7199');
      expect(probe?.tcpSocket).toBeUndefined();
    }
    expect(JSON.stringify([startupProbe, livenessProbe])).not.toContain('nodetool');
  });

  it('fact 20: the snitch is named, and by default one that looks at datacenter and rack', () => {
    expect(composed().env['CASSANDRA_ENDPOINT_SNITCH']).toBe('GossipingPropertyFileSnitch');
    expect(composed({ configuration: { ...defaultSpec().configuration, snitch: 'Ec2Snitch' } }).env['CASSANDRA_ENDPOINT_SNITCH']).toBe('Ec2Snitch');
  });

  it('fact 21: what is fixed after first boot is written down, not left to the image', () => {
    const { sets } = composed({ clusterName: 'Test Cluster', datacenter: 'eu', racks: RACKS, configuration: { ...defaultSpec().configuration, numTokens: 8 } });

    expect(composed().env).toMatchObject({ CASSANDRA_CLUSTER_NAME: 'db', CASSANDRA_DC: 'dc1', CASSANDRA_RACK: 'rack1', CASSANDRA_NUM_TOKENS: '16' });
    expect(sets.map((set) => inside(set).env)).toMatchObject(['a', 'b', 'c'].map((rack) => ({ CASSANDRA_CLUSTER_NAME: 'Test Cluster', CASSANDRA_DC: 'eu', CASSANDRA_RACK: rack, CASSANDRA_NUM_TOKENS: '8' })));
  });

  it.each([['500m', '1Gi', 512, 100], ['500m', '4Gi', 2048, 100], ['4', '16Gi', 8192, 400], ['64', '64Gi', 8192, 2048], ['1500m', '2G', 953, 200]])('fact 22: with %s and %s the heap is %d MB, %d MB of them young, and both are said', (cpu, memory, max, young) => {
    expect(heapFor({ cpu, memory })).toEqual({ max, young });
    expect(composed({ resources: { cpu, memory } }).env).toMatchObject({ MAX_HEAP_SIZE: `${ max }M`, HEAP_NEWSIZE: `${ young }M` });
  });

  it.each(Object.entries(SPECS))('fact 23: only variables that the official image knows, its user, and no file of its configuration mounted over: %s', (_, spec) => {
    const known = /^(CASSANDRA_(SEEDS|BROADCAST_ADDRESS|BROADCAST_RPC_ADDRESS|CLUSTER_NAME|ENDPOINT_SNITCH|LISTEN_ADDRESS|NUM_TOKENS|RPC_ADDRESS|START_RPC|DC|RACK)|MAX_HEAP_SIZE|HEAP_NEWSIZE|JVM_EXTRA_OPTS)$/;
    const { env, pod, container, sets } = composed(spec);
    const configuration = container.volumeMounts?.filter(({ mountPath }) => mountPath.startsWith('/etc/cassandra')) ?? [];
    const writable = pod.volumes?.filter(({ emptyDir }) => emptyDir).map(({ name }) => name) ?? [];

    expect(sets).toHaveLength(spec.racks.length);
    expect(nodeCount(spec)).toBe(sets.reduce((sum, set) => sum + (set.spec?.replicas ?? 0), 0));
    expect(Object.keys(env).filter((name) => !known.test(name))).toEqual([]);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 999, fsGroup: 999 });
    expect(container).not.toHaveProperty('command');
    expect(container).not.toHaveProperty('args');
    expect(container.securityContext).not.toHaveProperty('readOnlyRootFilesystem');
    // The entrypoint edits these files in place: the folder must be one that it may write to.
    for (const { name, mountPath } of configuration) {
      expect([mountPath, writable.includes(name)]).toEqual(['/etc/cassandra', true]);
    }
  });
});
