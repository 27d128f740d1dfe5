import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1';
import { describe, expect, it } from 'vitest';

import { findClusters } from '../../../../pkg/cassandra/core/cluster/cluster';
import { requestedStorage } from '../../../../pkg/cassandra/core/cluster/requested-storage';
import { ownStatefulSet } from './objects';

const GI = 2 ** 30;

/** A member with claim templates and where they are mounted. */
function member(name: string, claims: Record<string, [size: string | undefined, path: string]>, replicas = 3): StatefulSet {
  const made = ownStatefulSet();
  const template = made.spec!.template.spec!;

  return {
    ...made,
    metadata: { ...made.metadata, name },
    spec:     {
      ...made.spec!,
      replicas,
      template: { spec: { ...template, containers: template.containers.map((container) => ({ ...container, volumeMounts: Object.entries(claims).map(([volume, [, mountPath]]) => ({ name: volume, mountPath })) })) } },
      volumeClaimTemplates: Object.entries(claims).map(([volume, [storage]]): PersistentVolumeClaim => ({ metadata: { name: volume }, spec: { resources: { requests: storage === undefined ? {} : { storage } } } })),
    },
  };
}

const requested = (...sets: StatefulSet[]) => findClusters(sets).map(requestedStorage);

describe('requested storage', () => {
  it('is the claim of each node', () => {
    expect(requested(member('db', { data: ['10Gi', '/var/lib/cassandra'] }))).toStrictEqual([30 * GI]);
  });

  it('is that of all members', () => {
    expect(requested(member('db-a', { data: ['10Gi', '/var/lib/cassandra'] }, 2), member('db-b', { data: ['20Gi', '/var/lib/cassandra'] }, 1))).toStrictEqual([40 * GI]);
  });

  it('is that of all data directories, and not of the commit log', () => {
    expect(requested(member('db', { one: ['10Gi', '/data/1'], two: ['5Gi', '/data/2'], log: ['100Gi', '/var/lib/cassandra/commitlog'] }, 1))).toStrictEqual([15 * GI]);
  });

  it('is nothing for no nodes', () => {
    expect(requested(member('db', { data: ['10Gi', '/var/lib/cassandra'] }, 0))).toStrictEqual([0]);
  });

  it.each([
    ['without claims', {}],
    ['with a claim for the commit log only', { log: ['1Gi', '/commitlog'] }],
    ['with a claim that says no size', { data: [undefined, '/data'] }],
  ] as [string, Parameters<typeof member>[1]][])('is not known %s', (_, claims) => {
    expect(requested(member('db', claims))).toStrictEqual([undefined]);
  });

  it('is not known if that of one member is not', () => {
    expect(requested(member('db-a', { data: ['10Gi', '/data'] }), member('db-b', {}))).toStrictEqual([undefined]);
  });
});
