import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { PersistentVolumeClaim, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { describe, expect, it } from 'vitest';

import { findClusters, type Cluster } from '../../../../pkg/cassandra/core/cluster/cluster';
import { storageOf, usageLevel, type StorageSources } from '../../../../pkg/cassandra/core/cluster/storage';
import { readVolumeStats } from '../../../../pkg/cassandra/core/cluster/volume-stats';
import { compose } from '../../../../pkg/cassandra/core/manifest/compose';
import { defaultSpec, type ClusterSpec } from '../../../../pkg/cassandra/core/manifest/spec';
import { ofKind } from '../../../../pkg/cassandra/core/object/object';
import { claim, foreignStatefulSet, node, pod, ring } from './objects';

const GI = 1024 ** 3;

const clusterOf = (...sets: StatefulSet[]): Cluster => findClusters(sets)[0]!;
const made = (more: Partial<ClusterSpec> = {}): Cluster => clusterOf(...ofKind(compose({ ...defaultSpec('db', 'prod'), ...more }), 'StatefulSet'));
const read = (cluster: Cluster, more: Partial<StorageSources> = {}) => storageOf({ cluster, pods: [], ...more });
const observed = (...nodes: Parameters<typeof ring>) => ({ value: ring(...nodes), text: '', pod: 'db-0', at: 7 });
const pods = ['db-0', 'db-1', 'db-2'].map((name, index) => pod(name, { ip: `10.0.0.${ index }` }));

function foreign(mounts: VolumeMount[], volumes: Volume[] = [], templates: string[] = []): Cluster {
  const set = foreignStatefulSet('ring', 'cassandra:4.1', { ports: [9042] });
  const podSpec = set.spec!.template.spec!;

  podSpec.containers[1]!.volumeMounts = mounts;
  podSpec.volumes = volumes;
  set.spec!.volumeClaimTemplates = templates.map((name) => ({ metadata: { name } }));
  set.spec!.replicas = 1;

  return clusterOf(set);
}

describe('the volumes of nodes', () => {
  it('are listed by ordinal, data before commit log, before any pod or claim is there', () => {
    const { volumes } = read(made({ storage: { ...defaultSpec().storage, commitLog: { size: '1Gi' } } }));

    expect(volumes.slice(0, 3).map(({ pod: name, use, path, claim: facts }) => [name, use, path, facts?.name])).toStrictEqual([
      ['db-0', 'data', '/var/lib/cassandra', 'data-db-0'],
      ['db-0', 'commitLog', '/var/lib/cassandra/commitlog', 'commitlog-db-0'],
      ['db-1', 'data', '/var/lib/cassandra', 'data-db-1'],
    ]);
    expect(volumes).toHaveLength(6);
  });

  it('tell what was asked for from what is there', () => {
    const claims: PersistentVolumeClaim[] = [{ ...claim('data-db-0'), spec: { ...claim('data-db-0').spec, volumeName: 'pv-1', accessModes: ['ReadWriteOnce'] } }];
    const [first, second] = read(made(), {
      claims,
      volumes: [{ metadata: { name: 'pv-1' }, spec: { persistentVolumeReclaimPolicy: 'Retain' } }],
      classes: [{ metadata: { name: 'fast' }, provisioner: 'x', allowVolumeExpansion: true }],
    }).volumes;

    expect(first?.claim).toStrictEqual({ name: 'data-db-0', phase: 'Bound', storageClass: 'fast', volume: 'pv-1', requested: GI, capacity: 2 * GI, accessModes: ['ReadWriteOnce'], reclaimPolicy: 'Retain', expandable: true });
    expect(second?.claim).toStrictEqual({ name: 'data-db-1', accessModes: [] });
  });

  it('cannot grow where the class does not say so, and where there is none', () => {
    const [fast, none, unknown] = [claim('data-db-0'), { ...claim('data-db-1'), spec: { storageClassName: '' } }, { ...claim('data-db-2'), spec: { storageClassName: 'unseen' } }];

    expect(read(made(), { claims: [fast, none, unknown], classes: [{ metadata: { name: 'fast' }, provisioner: 'x' }] }).volumes.map((volume) => volume.claim?.expandable)).toStrictEqual([false, false, undefined]);
  });

  it('of another namespace are not taken for ours', () => {
    const [first] = read(made(), { claims: [{ ...claim('data-db-0'), metadata: { name: 'data-db-0', namespace: 'test' } }] }).volumes;

    expect(first?.claim?.phase).toBeUndefined();
  });

  it.each<[string, Cluster, string, string | undefined]>([
    ['emptyDir', foreign([{ name: 'd', mountPath: '/var/lib/cassandra' }], [{ name: 'd', emptyDir: {} }]), 'emptyDir', undefined],
    ['a directory of the host', foreign([{ name: 'd', mountPath: '/cassandra_data' }], [{ name: 'd', hostPath: { path: '/x' } }]), 'hostPath', undefined],
    ['nothing', foreign([{ name: 'conf', mountPath: '/etc/cassandra' }], [{ name: 'conf', emptyDir: {} }]), 'container', undefined],
    ['a claim for the commit log only', foreign([{ name: 'log', mountPath: '/var/lib/cassandra/commitlog' }], [], ['log']), 'container', undefined],
    ['one claim by name', foreign([{ name: 'd', mountPath: '/data' }], [{ name: 'd', persistentVolumeClaim: { claimName: 'shared' } }]), 'claim', 'shared'],
    ['a template over a volume of the same name', foreign([{ name: 'd', mountPath: '/bitnami/cassandra' }], [{ name: 'd', emptyDir: {} }], ['d']), 'claim', 'd-ring-0'],
  ])('may be %s', (_, cluster, home, name) => {
    const [data] = read(cluster).volumes;

    expect([data?.use, data?.home, data?.claim?.name]).toStrictEqual(['data', home, name]);
  });

  it('start where the StatefulSet starts to count, and include pods that it no longer asks for', () => {
    const cluster = made();

    cluster.members[0]!.statefulSet.spec!.ordinals = { start: 5 };
    cluster.members[0]!.statefulSet.spec!.replicas = 2;

    expect(read(cluster, { pods: [pod('db-7')] }).volumes.map(({ ordinal }) => ordinal)).toStrictEqual([5, 6, 7]);
  });
});

describe('how full they are', () => {
  const claims = ['data-db-0', 'data-db-1', 'data-db-2'].map(claim); // 2 GiB each

  it('is the node\'s load, until the kubelet has measured the volume', () => {
    const sources = { pods, claims, ring: observed(node('10.0.0.0', { load: GI }), node('10.0.0.1', { load: 1.7 * GI })) };
    const measured = new Map([['data-db-0', { used: 30, room: 100, at: 9 }]]);

    expect(read(made(), sources).volumes.map(({ usage }) => usage)).toStrictEqual([
      { source: 'load', used: GI, of: 2 * GI, share: 0.5, level: 'high', at: 7 },
      { source: 'load', used: 1.7 * GI, of: 2 * GI, share: 0.85, level: 'critical', at: 7 },
      undefined,
    ]);
    expect(read(made(), { ...sources, measured }).volumes[0]?.usage).toStrictEqual({ source: 'volume', used: 30, of: 100, share: 0.3, level: 'normal', at: 9 });
  });

  it('is told without a share where the size is not known', () => {
    expect(read(made(), { pods, ring: observed(node('10.0.0.0', { load: 5 })) }).volumes[0]?.usage).toStrictEqual({ source: 'load', used: 5, level: 'unknown', at: 7 });
  });

  it('is counted once for a node with several volumes for data, against all of them', () => {
    const cluster = foreign([{ name: 'a', mountPath: '/data1' }, { name: 'b', mountPath: '/data2' }], [], ['a', 'b']);
    const { volumes } = read(cluster, { pods: [pod('ring-0', { ip: '10.0.0.9' })], claims: [claim('a-ring-0'), claim('b-ring-0')], ring: observed(node('10.0.0.9', { load: GI })) });

    expect(volumes.map(({ usage }) => usage?.share)).toStrictEqual([0.25, undefined]);
  });

  it.each([[undefined, 'unknown'], [0.4999, 'normal'], [0.5, 'high'], [0.7999, 'high'], [0.8, 'critical'], [1.2, 'critical']])('%s is %s', (share, level) => {
    expect(usageLevel(share)).toBe(level);
  });
});

describe('totals', () => {
  const racks = made({ racks: [{ name: 'a', nodes: 1 }, { name: 'b', nodes: 2 }] });
  const claims = ['data-db-a-0', 'data-db-b-0', 'data-db-b-1'].map(claim);
  const nodes = ['db-a-0', 'db-b-0', 'db-b-1'].map((name, index) => pod(name, { ip: `10.0.0.${ index }` }));

  it('are by rack, and of all', () => {
    const ringOf = observed(...nodes.map((_, index) => node(`10.0.0.${ index }`, { load: GI, rack: index ? 'b' : 'a' })));

    expect(read(racks, { pods: nodes, claims, ring: ringOf }).totals.map(({ rack, nodes: count, size, load, usage }) => [rack, count, size, load, usage?.share])).toStrictEqual([
      ['a', 1, 2 * GI, GI, 0.5],
      ['b', 2, 4 * GI, 2 * GI, 0.5],
      [undefined, 3, 6 * GI, 3 * GI, 0.5],
    ]);
  });

  it('have no share while some node has not said its load', () => {
    const total = read(racks, { pods: nodes, claims, ring: observed(node('10.0.0.1', { load: GI, rack: 'b' })) }).totals.at(-1);

    expect([total?.load, total?.loads, total?.nodes, total?.usage]).toStrictEqual([GI, 1, 3, undefined]);
  });
});

describe('claims that are left over', () => {
  const claims = [0, 1, 2, 3, 12].map((ordinal) => claim(`data-db-${ ordinal }`));

  it('are those of ordinals that are neither asked for nor there', () => {
    expect(read(made(), { claims }).orphans.map(({ ordinal, claim: facts }) => [ordinal, facts.name, facts.capacity])).toStrictEqual([[3, 'data-db-3', 2 * GI], [12, 'data-db-12', 2 * GI]]);
    expect(read(made(), { claims, pods: [pod('db-3')] }).orphans.map(({ ordinal }) => ordinal)).toStrictEqual([12]);
  });

  it('come with the number of nodes that are down and no pod answers for, once the ring has been read', () => {
    expect(read(made(), { claims, pods }).strays).toBeUndefined();
    expect(read(made(), { claims, pods, ring: observed(node('10.0.0.0'), node('10.0.0.77', { up: false }), node('10.8.8.8')) }).strays).toBe(1);
  });
});

describe('what the kubelet measured', () => {
  const volume = (claimName: string, namespace: string, more: object = {}) => ({ name: 'v', pvcRef: { name: claimName, namespace }, usedBytes: 1, availableBytes: 2, capacityBytes: 9, time: '1970-01-01T00:00:01Z', ...more });

  it('is read by claim, in the namespace alone', () => {
    const summary = { node: {}, pods: [{ podRef: {}, volume: [volume('a', 'prod'), volume('b', 'test'), { name: 'token', usedBytes: 1 }] }, { podRef: {} }] };

    expect([...readVolumeStats(summary, 'prod')]).toStrictEqual([['a', { used: 1, room: 3, at: 1000 }]]);
  });

  it.each([[undefined], [null], ['text'], [{ pods: {} }], [{ pods: [null, { volume: [null, volume('a', 'prod', { usedBytes: '1' })] }] }]])('is nothing in %j', (summary) => {
    expect(readVolumeStats(summary, 'prod').size).toBe(0);
  });
});
