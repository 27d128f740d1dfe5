import { describe, expect, it } from 'vitest';
import type { Container, Node, PersistentVolume, Pod } from 'kubernetes-types/core/v1';
import type { StorageClass } from 'kubernetes-types/storage/v1';

import { defaultStorageClass, hostsOf, namespacesOf, secretsOf, storageClassesOf, volumesOf, zonesOf } from '../../../../pkg/cassandra/core/manifest/surroundings';

const GIB = 1024 ** 3;

function storageClass(name: string, isDefault: string | undefined, creationTimestamp = '2026-01-01T00:00:00Z'): StorageClass {
  return { metadata: { name, creationTimestamp, annotations: isDefault === undefined ? {} : { 'storageclass.kubernetes.io/is-default-class': isDefault } }, provisioner: 'p' };
}

function node(spec: Node['spec'], labels: Record<string, string> = {}): Node {
  return { metadata: { name: 'worker-1', labels }, spec, status: { allocatable: { cpu: '1900m', memory: '8Gi' } } };
}

const container = (cpu: string, memory: string, restartPolicy?: string): Container => ({ name: 'c', resources: { requests: { cpu, memory } }, ...(restartPolicy ? { restartPolicy } : {}) });

function pod(containers: Container[], spec: Partial<NonNullable<Pod['spec']>> = {}, phase = 'Running'): Pod {
  return { spec: { nodeName: 'worker-1', containers, ...spec }, status: { phase } };
}

describe('defaultStorageClass', () => {
  it('is the one that is marked', () => {
    expect(defaultStorageClass([storageClass('a', undefined), storageClass('b', 'true'), storageClass('c', 'false')])).toBe('b');
  });

  it('is the newest of several, as Kubernetes chooses', () => {
    expect(defaultStorageClass([storageClass('old', 'true'), storageClass('new', 'true', '2026-02-01T00:00:00Z')])).toBe('new');
  });

  it('may be missing', () => {
    expect(defaultStorageClass([storageClass('a', undefined)])).toBeUndefined();
  });
});

describe('storageClassesOf', () => {
  it('reads what is left out as Kubernetes does', () => {
    expect(storageClassesOf([storageClass('a', undefined)])).toEqual([{ name: 'a', provisioner: 'p', bindingMode: 'Immediate', reclaimPolicy: 'Delete', expandable: false }]);
  });

  it('reads what is said', () => {
    expect(storageClassesOf([{ ...storageClass('a', undefined), volumeBindingMode: 'WaitForFirstConsumer', reclaimPolicy: 'Retain', allowVolumeExpansion: true }]))
      .toEqual([{ name: 'a', provisioner: 'p', bindingMode: 'WaitForFirstConsumer', reclaimPolicy: 'Retain', expandable: true }]);
  });
});

describe('hostsOf', () => {
  it('reads what a node has to give, and where it is', () => {
    expect(hostsOf([node({}, { 'kubernetes.io/hostname': 'w1', 'topology.kubernetes.io/zone': 'a' })])).toStrictEqual([{ name: 'worker-1', hostname: 'w1', zone: 'a', allocatable: { cpu: 1.9, memory: 8 * GIB } }]);
    expect(hostsOf([node({})])).toStrictEqual([{ name: 'worker-1', hostname: 'worker-1', allocatable: { cpu: 1.9, memory: 8 * GIB } }]);
  });

  it.each([
    ['cordoned', { unschedulable: true }],
    ['tainted', { taints: [{ key: 'control-plane', effect: 'NoSchedule' }] }],
    ['being emptied', { taints: [{ key: 'maintenance', effect: 'NoExecute' }] }],
  ])('leaves out a node that is %s', (_what, spec) => {
    expect(hostsOf([node(spec)])).toStrictEqual([]);
  });

  it('keeps a node that is only the second choice', () => {
    expect(hostsOf([node({ taints: [{ key: 'busy', effect: 'PreferNoSchedule' }] })])).toHaveLength(1);
  });

  it.each<[string, Pod[], number, number]>([
    ['no pods', [], 1.9, 8],
    ['pods', [pod([container('500m', '1Gi'), container('100m', '1Gi')]), pod([container('200m', '512Mi')])], 1.1, 5.5],
    ['pods elsewhere', [pod([container('1', '1Gi')], { nodeName: 'worker-2' }), pod([container('1', '1Gi')], { nodeName: undefined }, 'Pending')], 1.9, 8],
    ['pods that have ended', [pod([container('1', '1Gi')], {}, 'Succeeded'), pod([container('1', '1Gi')], {}, 'Failed')], 1.9, 8],
    ['containers that ask for nothing', [pod([{ name: 'c' }])], 1.9, 8],
    // They run one after another, before the others.
    ['init containers', [pod([container('500m', '1Gi')], { initContainers: [container('1', '512Mi'), container('200m', '512Mi')] })], 0.9, 7],
    // They go on running beside the others.
    ['sidecars', [pod([container('500m', '1Gi')], { initContainers: [container('200m', '1Gi', 'Always'), container('1', '512Mi')] })], 0.7, 6],
    ['overhead', [pod([container('500m', '1Gi')], { overhead: { cpu: '100m', memory: '1Gi' } })], 1.3, 6],
    ['more than there is', [pod([container('5', '10Gi')])], 0, 0],
  ])('subtracts what is requested: %s', (_, pods, cpu, gib) => {
    const free = hostsOf([node({})], pods)[0]?.free;

    expect(free?.cpu).toBeCloseTo(cpu);
    expect(free?.memory).toBe(gib * GIB);
  });
});

describe('zonesOf', () => {
  it('names each once', () => {
    const inZone = (zone: string) => node({}, { 'topology.kubernetes.io/zone': zone });

    expect(zonesOf(hostsOf([inZone('b'), inZone('a'), node({}), inZone('b')]))).toEqual(['a', 'b']);
  });
});

describe('volumesOf', () => {
  const volume = (spec: PersistentVolume['spec'], phase = 'Available'): PersistentVolume => ({ metadata: { name: 'v' }, spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], ...spec }, status: { phase } });
  const onlyOn = (...terms: Record<string, string[]>[]): PersistentVolume['spec'] => ({
    nodeAffinity: { required: { nodeSelectorTerms: terms.map((term) => ({ matchExpressions: Object.entries(term).map(([key, values]) => ({ key, operator: 'In', values })) })) } },
  });
  const plain = { name: 'v', className: '', bytes: GIB, available: true, accessModes: ['ReadWriteOnce'] };

  it.each<[string, PersistentVolume, object]>([
    ['a free one', volume({}), plain],
    ['one of a class', volume({ storageClassName: 'local' }), { ...plain, className: 'local' }],
    ['a bound one', volume({ claimRef: { namespace: 'prod', name: 'data-db-0' } }, 'Bound'), { ...plain, available: false, claim: 'prod/data-db-0' }],
    ['one that is kept after its claim', volume({ claimRef: { namespace: 'prod', name: 'data-db-0' } }, 'Released'), { ...plain, available: false, claim: 'prod/data-db-0' }],
    ['one that is being deleted', { ...volume({}), metadata: { name: 'v', deletionTimestamp: '2026-01-01T00:00:00Z' } }, { ...plain, available: false }],
    ['one on a host', volume(onlyOn({ 'kubernetes.io/hostname': ['w1'] })), { ...plain, hosts: ['w1'] }],
    ['one in a zone, as a driver says', volume(onlyOn({ 'topology.gke.io/zone': ['a', 'b'] })), { ...plain, zones: ['a', 'b'] }],
    ['one on either of two', volume(onlyOn({ 'kubernetes.io/hostname': ['w1'] }, { 'kubernetes.io/hostname': ['w2'] })), { ...plain, hosts: ['w1', 'w2'] }],
    ['one on a host, or anywhere in a zone', volume(onlyOn({ 'kubernetes.io/hostname': ['w1'] }, { 'topology.kubernetes.io/zone': ['a'] })), plain],
  ])('reads %s', (_, given, expected) => expect(volumesOf([given])).toStrictEqual([expected]));
});

describe('what is known of the rest', () => {
  it('of Secrets are the keys, never what they hold', () => {
    expect(secretsOf([{ metadata: { name: 's' }, data: { username: 'YQ==', password: 'Yg==' } }, { metadata: { name: 'empty' } }])).toStrictEqual([{ name: 's', keys: ['username', 'password'] }, { name: 'empty', keys: [] }]);
  });

  it('of namespaces is whether they go', () => {
    expect(namespacesOf([{ metadata: { name: 'a' }, status: { phase: 'Active' } }, { metadata: { name: 'b' }, status: { phase: 'Terminating' } }, { metadata: { name: 'c', deletionTimestamp: '2026-01-01T00:00:00Z' } }]))
      .toStrictEqual([{ name: 'a', terminating: false }, { name: 'b', terminating: true }, { name: 'c', terminating: true }]);
  });
});
