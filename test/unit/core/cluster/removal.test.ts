import type { PersistentVolume, PersistentVolumeClaim } from 'kubernetes-types/core/v1';
import { describe, expect, it } from 'vitest';

import { findClusters, type Cluster } from '../../../../pkg/cassandra/core/cluster/cluster';
import { originOf } from '../../../../pkg/cassandra/core/cluster/origin';
import { removalOrder, removalPlan, type Found } from '../../../../pkg/cassandra/core/cluster/removal';
import { compose } from '../../../../pkg/cassandra/core/manifest/compose';
import { defaultSpec, type ClusterSpec } from '../../../../pkg/cassandra/core/manifest/spec';
import { ofKind, type AnyObject } from '../../../../pkg/cassandra/core/object/object';
import { claim, foreignStatefulSet, ownStatefulSet } from './objects';

/** A ring with one object of every kind. */
const everything: ClusterSpec = {
  ...defaultSpec('db', 'prod'),
  racks:          [{ name: 'a', nodes: 1 }, { name: 'b', nodes: 2 }],
  configuration:  { ...defaultSpec().configuration, settings: { auto_snapshot: false } },
  storage:        { ...defaultSpec().storage, source: { kind: 'static', type: 'local', volumes: ['n1', 'n2', 'n3'].map((host) => ({ host, path: '/disk' })) } },
  authentication: { secret: 'db-superuser', create: { username: 'admin', password: 'secret password' } },
  clientService:  { type: 'ClusterIP', annotations: {} },
  networkPolicy:  { namespaces: [] },
};
const composed = compose(everything, { namespace: true });
const cluster = findClusters(ofKind(composed, 'StatefulSet'))[0]!;
const claims = ofKind(composed, 'PersistentVolumeClaim');
const found: Found = { objects: composed, claims, volumes: ofKind(composed, 'PersistentVolume') };

const names = (objects: readonly AnyObject[]) => objects.map(({ kind, metadata }) => `${ kind } ${ metadata?.name }`);
const one = (...sets: Parameters<typeof findClusters>[0]): Cluster => findClusters(sets)[0]!;
const planOf = (own: Cluster, more: Partial<Found>) => removalPlan(own, { objects: [], claims: [], volumes: [], ...more });

describe('what is removed', () => {
  it('keeps the data and passwords, and leaves the StatefulSets for the end, so that the cluster can be found until then', () => {
    const order = names(removalOrder(removalPlan(cluster, found), { data: false, secrets: false }));

    expect(order).toStrictEqual([
      'PodDisruptionBudget db', 'Job db-auth', 'NetworkPolicy db', 'Service db', expect.stringMatching(/^Service db-/), 'ConfigMap db-config', 'StatefulSet db-a', 'StatefulSet db-b',
    ]);
  });

  it('has the claims and passwords at the very end, if they are to go', () => {
    expect(names(removalOrder(removalPlan(cluster, found), { data: true, secrets: true })).slice(-6)).toStrictEqual([
      'StatefulSet db-a', 'StatefulSet db-b', 'PersistentVolumeClaim data-db-a-0', 'PersistentVolumeClaim data-db-b-0', 'PersistentVolumeClaim data-db-b-1', 'Secret db-superuser',
    ]);
  });

  it('takes the Lease of its operations along, and no other', () => {
    const lease = (name: string, instance: string): AnyObject => ({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name, namespace: 'prod', labels: { 'app.kubernetes.io/managed-by': 'cassandra-for-rancher', 'app.kubernetes.io/instance': instance } } });

    expect(names(planOf(cluster, { objects: [lease('db-operation', 'db'), lease('db2-operation', 'db2'), { ...lease('db-operation', 'db'), metadata: { name: 'leader', namespace: 'prod' } }] }).objects)).toStrictEqual(['Lease db-operation']);
  });

  it('leaves what is in no namespace, and the namespace', () => {
    expect(removalPlan(cluster, found).stays).toStrictEqual(ofKind(composed, 'PersistentVolume'));
    expect(removalOrder(removalPlan(cluster, found), { data: true, secrets: true }).map(({ kind }) => kind)).not.toContain('Namespace');
  });

  it('is nothing without our label and the cluster\'s', () => {
    const [service] = ofKind(composed, 'Service');
    const labelled = (labels: Record<string, string>, namespace = 'prod') => ({ ...service, metadata: { name: 'x', namespace, labels: { ...service!.metadata!.labels, ...labels } } });
    const others = [labelled({ 'app.kubernetes.io/managed-by': 'Helm' }), labelled({ 'app.kubernetes.io/instance': 'db2' }), labelled({}, 'test'), { ...service, metadata: { name: 'x', namespace: 'prod' } }];

    expect(planOf(cluster, { objects: others }).objects).toStrictEqual([]);
  });

  it('is no volume of a cluster of the same name in another namespace', () => {
    const elsewhere = ofKind(compose({ ...everything, namespace: 'test' }), 'PersistentVolume');

    expect(planOf(cluster, { objects: elsewhere }).stays).toStrictEqual([]);
  });
});

describe('the claims', () => {
  const found = (...all: PersistentVolumeClaim[]) => planOf(one(ownStatefulSet('db')), { claims: all }).claims.map((fate) => fate.claim.metadata?.name);

  it('are those of the pods by name, also of pods that are gone', () => {
    expect(found(claim('data-db-1'), claim('data-db-0'), claim('data-db-7'))).toStrictEqual(['data-db-0', 'data-db-1', 'data-db-7']);
  });

  it('are not those of clusters whose name begins alike, of other namespaces, or with another cluster\'s label', () => {
    const labelled = { ...claim('data-db-0'), metadata: { name: 'data-db-0', namespace: 'prod', labels: { 'app.kubernetes.io/instance': 'other' } } };

    expect(found(claim('data-db-two-0'), claim('data-db-0-0'), claim('data-db-x'), claim('backup-db-0'), labelled)).toStrictEqual([]);
    expect(found({ ...claim('data-db-0'), metadata: { name: 'data-db-0', namespace: 'test' } })).toStrictEqual([]);
  });

  it('are found by label where a first try has removed the StatefulSet already', () => {
    const half = one(...ofKind(composed, 'StatefulSet').slice(1));

    expect(planOf(half, { claims }).claims.map((fate) => fate.claim.metadata?.name)).toStrictEqual(['data-db-b-0', 'data-db-b-1', 'data-db-a-0']);
  });

  it('come with size, volume and what becomes of it', () => {
    const bound = { ...claim('data-db-0'), spec: { ...claim('x').spec, volumeName: 'pv-1' } };
    const volume: PersistentVolume = { metadata: { name: 'pv-1' }, spec: { persistentVolumeReclaimPolicy: 'Delete' } };
    const fates = (volumes: PersistentVolume[]) => planOf(one(ownStatefulSet('db')), { claims: [bound, claim('data-db-1')], volumes }).claims;

    expect(fates([volume])).toMatchObject([{ size: '2Gi', volume: 'pv-1', reclaim: 'Delete' }, { size: '2Gi' }]);
    // Volumes may not be readable for the user: then nothing is promised.
    expect(fates([])[0]).not.toHaveProperty('reclaim');
    expect(fates([volume])[1]).not.toHaveProperty('volume');
  });

  it('go along where the StatefulSet was made so', () => {
    const along = compose({ ...defaultSpec('db', 'prod'), storage: { ...everything.storage, retention: { whenDeleted: 'Delete', whenScaled: 'Retain' } } });

    expect(planOf(one(...ofKind(along, 'StatefulSet')), {}).claimsGoAlong).toBe(true);
    expect(planOf(cluster, {}).claimsGoAlong).toBe(false);
  });
});

describe('who made a cluster', () => {
  const foreign = (metadata: object) => {
    const set = foreignStatefulSet('db', 'cassandra:5.0');

    return originOf(one({ ...set, metadata: { ...set.metadata, ...metadata } }));
  };

  it.each([
    ['managed', '', originOf(cluster)],
    ['operator', 'CassandraDatacenter dc1', foreign({ labels: { 'app.kubernetes.io/managed-by': 'cass-operator' }, ownerReferences: [{ apiVersion: 'v1', kind: 'CassandraDatacenter', name: 'dc1', uid: 'u', controller: true }] })],
    ['helm', 'shop', foreign({ labels: { 'app.kubernetes.io/managed-by': 'Helm' }, annotations: { 'meta.helm.sh/release-name': 'shop' } })],
    ['tool', 'kustomize', foreign({ labels: { 'app.kubernetes.io/managed-by': 'kustomize' } })],
    ['kubectl', '', foreign({ annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' } })],
    ['unknown', '', foreign({})],
  ])('%s %s', (code, name, origin) => {
    expect(origin).toStrictEqual({ code, name });
  });
});
