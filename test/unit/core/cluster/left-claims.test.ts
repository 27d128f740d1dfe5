import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { PersistentVolume, PersistentVolumeClaim } from 'kubernetes-types/core/v1';
import { describe, expect, it } from 'vitest';

import { ANNOTATION_LEFT, ANNOTATION_OPERATION } from '../../../../pkg/cassandra/core/cluster/labels';
import { leftClaims, type ClaimSurroundings } from '../../../../pkg/cassandra/core/cluster/left-claims';
import { formatIntent, type OperationKind, type Replicas } from '../../../../pkg/cassandra/core/operations/intent';
import { after, claim, ownStatefulSet, pod } from './objects';

const withUid = (name: string, metadata: PersistentVolumeClaim['metadata'] = {}): PersistentVolumeClaim => {
  const made = claim(name);

  return { ...made, metadata: { ...made.metadata, uid: `uid-${ name }`, creationTimestamp: after(0), ...metadata }, spec: { ...made.spec, volumeName: `pv-${ name }` } };
};
const setOf = (replicas: number, spec: Partial<StatefulSet['spec']> = {}, annotations = {}): StatefulSet => {
  const set = ownStatefulSet('db');

  return { ...set, metadata: { ...set.metadata, annotations }, spec: { ...set.spec!, replicas, ...spec } };
};
const marked = (name: string, value = after(60)) => withUid(name, { annotations: { [ANNOTATION_LEFT]: value } });

function look(different: Partial<ClaimSurroundings> = {}, names = ['data-db-3'], members = ['db']) {
  return leftClaims(names, members, { sets: [setOf(3)], pods: [0, 1, 2].map((ordinal) => pod(`db-${ ordinal }`)), claims: [0, 1, 2, 3, 4].map((ordinal) => withUid(`data-db-${ ordinal }`)), volumes: [], ...different });
}

const holds = (...given: Parameters<typeof look>) => look(...given).map(({ name, hold }) => hold ? `${ name }: ${ hold.code } ${ hold.by }` : name);

function running(kind: OperationKind, from: Replicas, targets: Replicas): string {
  return formatIntent({ id: 'op', kind, from, targets, claims: 'keep', force: false, cleanup: 'skip', startedBy: 'u', startedAt: 1, done: [] });
}

describe('claims that nodes have left behind', () => {
  it('say what they were, and what becomes of their volumes', () => {
    const volumes = [{ metadata: { name: 'pv-data-db-3' }, spec: { persistentVolumeReclaimPolicy: 'Delete' } }] satisfies PersistentVolume[];

    expect(look({ volumes, claims: [marked('data-db-3'), withUid('data-db-4', { deletionTimestamp: after(90) })] }, ['data-db-3', 'data-db-4'])).toMatchObject([
      { name: 'data-db-3', uid: 'uid-data-db-3', pod: 'db-3', left: true, createdAt: Date.parse(after(0)), leftAt: Date.parse(after(60)), terminating: false, size: '2Gi', volume: 'pv-data-db-3', reclaim: 'Delete' },
      { name: 'data-db-4', pod: 'db-4', left: false, terminating: true, volume: 'pv-data-db-4' },
    ]);
    expect(look({ claims: [marked('data-db-3', 'true')] })[0]).not.toHaveProperty('leftAt');
    expect(look()[0]).not.toHaveProperty('hold');
  });

  it('are those that were asked for, are there, and are the ring\'s', () => {
    expect(holds({}, ['data-db-9', 'data-db-4', 'data-other-3'])).toEqual(['data-db-4']);
    expect(holds({}, ['data-db-3'], ['other'])).toEqual([]);
    expect(holds({ claims: [withUid('data-other-3')] }, ['data-other-3'])).toEqual([]);
  });
});

describe('a claim is not for deletion', () => {
  it('while any pod uses it', () => {
    const backup = pod('backup');

    backup.spec!.volumes = [{ name: 'x', persistentVolumeClaim: { claimName: 'data-db-3' } }];
    expect(holds({ pods: [backup] })).toEqual(['data-db-3: mounted backup']);
    expect(holds({ pods: [pod('db-3', { going: true })] })).toEqual(['data-db-3: mounted db-3']);
    expect(holds({ pods: [pod('db-3')], claims: [marked('data-db-3')] })).toEqual(['data-db-3: mounted db-3']);
  });

  it('while a StatefulSet asks for its pod, whether that is there or not', () => {
    expect(holds({ sets: [setOf(4)], pods: [] })).toEqual(['data-db-3: asked db']);
    expect(holds({ sets: [setOf(3, { ordinals: { start: 1 } })], pods: [] })).toEqual(['data-db-3: asked db']);
    expect(holds({ sets: [setOf(2, { ordinals: { start: 4 } })], pods: [] })).toEqual(['data-db-3']);
    expect(holds({ sets: [setOf(3, { replicas: undefined })], pods: [] }, ['data-db-0', 'data-db-1'])).toEqual(['data-db-0: asked db', 'data-db-1']);
  });

  it('while its ring is stopped, unless its node has left before', () => {
    expect(holds({ sets: [setOf(0)], pods: [], claims: [withUid('data-db-0'), marked('data-db-3')] }, ['data-db-0', 'data-db-3'])).toEqual(['data-db-0: stopped db', 'data-db-3']);
  });

  it('while an operation stops or starts nodes, or is not known', () => {
    const during = (text: string) => holds({ sets: [setOf(3, {}, { [ANNOTATION_OPERATION]: text })] });

    expect(during(running('stop', { db: 5 }, { db: 0 }))).toEqual(['data-db-3: operation db']);
    expect(during(running('start', { db: 3 }, { db: 5 }))).toEqual(['data-db-3: operation db']);
    expect(during('{}')).toEqual(['data-db-3: operation db']);
    // It does not go on before the claim is gone.
    expect(during(running('scaleUp', { db: 3 }, { db: 5 }))).toEqual(['data-db-3']);
    expect(during(running('scaleDown', { db: 5 }, { db: 3 }))).toEqual(['data-db-3']);
  });
});
