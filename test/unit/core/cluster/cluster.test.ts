import { describe, expect, it } from 'vitest';

import { findClusters, podsOf } from '../../../../pkg/cassandra/core/cluster/cluster';
import { observers, ordinalOf } from '../../../../pkg/cassandra/core/cluster/pods';
import { clusterState, memberState, type ClusterState, type StateReason } from '../../../../pkg/cassandra/core/cluster/state';
import { foreignStatefulSet, ownStatefulSet, pod } from './objects';

describe('findClusters', () => {
  it('puts our members together by their instance, and leaves others to themselves', () => {
    const label = { 'app.kubernetes.io/name': 'cassandra', 'app.kubernetes.io/instance': 'shop' };
    const racks = ['shop-b', 'shop-a'].map((name) => ownStatefulSet(name, undefined, { labels: { ...label, 'app.kubernetes.io/managed-by': 'cassandra-for-rancher' } }));
    const foreign = ['zeta', 'beta'].map((name) => foreignStatefulSet(name, 'cassandra:4.1', { labels: label }));
    const found = findClusters([...racks, ...foreign, foreignStatefulSet('web', 'nginx')]);

    expect(found.map(({ key, managed, members }) => [key, managed, members.map(({ name }) => name)])).toEqual([
      ['prod/beta', false, ['beta']], ['prod/shop', true, ['shop-a', 'shop-b']], ['prod/zeta', false, ['zeta']],
    ]);
    expect(found[1]).toMatchObject({ versions: ['5.0'], datacenters: ['dc1'], racks: ['rack1'], nodes: { desired: 6, current: 6, ready: 6 }, state: 'ready', created: '2026-11-23T12:00:00.000Z' });
  });

  const seeded = (name: string, seeds: string, cluster?: string) => {
    const set = foreignStatefulSet(name, 'cassandra:4.1');

    set.spec!.template.spec!.containers[1]!.env = [{ name: 'CASSANDRA_SEEDS', value: seeds }, ...(cluster ? [{ name: 'CASSANDRA_CLUSTER_NAME', value: cluster }] : [])];

    return set;
  };
  const together = (...sets: ReturnType<typeof seeded>[]) => findClusters(sets).map(({ members }) => members.map(({ name }) => name).join('+'));

  it('puts those together that look for the same seeds under the same cluster name', () => {
    expect(together(seeded('b', 'b-0.db,a-0.db'), seeded('a', ' a-0.db, b-0.db '))).toEqual(['a+b']);
    expect(together(seeded('b', 'a-0.db', 'shop'), seeded('a', 'a-0.db', 'shop'), seeded('c', 'a-0.db', 'other'))).toEqual(['a+b', 'c']);
  });

  it.each([
    ['other seeds', 'b-0.db'], ['some seeds of theirs', 'a-0.db,b-0.db'], ['no seeds', ''],
  ])('leaves those to themselves that have %s', (_, seeds) => {
    expect(together(seeded('a', 'a-0.db'), seeded('b', seeds))).toEqual(['a', 'b']);
  });

  it.each(['127.0.0.1', 'localhost', '::1', '$(POD_IP)', 'db,127.0.0.1'])('does not take %s for what two StatefulSets share', (seeds) => {
    expect(together(seeded('a', seeds), seeded('b', seeds))).toEqual(['a', 'b']);
  });

  it('does not look for a ring beyond a namespace', () => {
    const elsewhere = seeded('b', 'a-0.db');

    expect(together(seeded('a', 'a-0.db'), { ...elsewhere, metadata: { ...elsewhere.metadata, namespace: 'test' } })).toEqual(['a', 'b']);
  });

  it('says what the objects say, and no more', () => {
    const [cluster] = findClusters([foreignStatefulSet('db', 'acme/db:1', { ports: [9042, 7001] })]);

    expect(cluster).toMatchObject({ versions: [], datacenters: [], racks: [], nodes: { desired: 1, current: 0, ready: 0 }, created: undefined });
    expect(cluster?.members[0]).toMatchObject({ container: 'db', version: undefined, datacenter: undefined, clusterName: undefined });
    expect(findClusters([])).toEqual([]);
  });
});

describe('podsOf', () => {
  it('goes by owner, or by name where no owner is shown', () => {
    const mine = pod('db-0');
    const bare = { metadata: { name: 'db-1', namespace: 'prod' } };
    const others = [pod('db-x-0'), { metadata: { name: 'db-0', namespace: 'test' } }, { metadata: { name: 'db-tool', namespace: 'prod' } }];

    expect(podsOf(ownStatefulSet(), [mine, bare, ...others])).toEqual([mine, bare]);
  });
});

describe('observers', () => {
  it('asks ready pods first, by number and not by letter, and never those that go or do not run', () => {
    const pods = [
      pod('db-10'), pod('db-2'), pod('db-0', { ready: false }), pod('db-1', { going: true }), pod('db-3', { phase: 'Pending', ready: false }),
    ];

    expect(observers(pods).map(({ metadata }) => metadata?.name)).toEqual(['db-2', 'db-10', 'db-0']);
    expect(ordinalOf({ metadata: { name: 'solo' } })).toBeUndefined();
  });
});

describe('memberState', () => {
  const old = { generation: 4 };

  it.each<[string, Parameters<typeof ownStatefulSet>[1], Parameters<typeof ownStatefulSet>[2], ClusterState, StateReason]>([
    ['all ready', { replicas: 3, readyReplicas: 3 }, old, 'ready', 'allReady'],
    ['just applied', { replicas: 0, observedGeneration: 0 }, {}, 'creating', 'notObserved'],
    ['nothing made yet', { replicas: 0 }, {}, 'creating', 'nodesStarting'],
    ['second of three comes', { replicas: 2, readyReplicas: 1 }, {}, 'creating', 'nodesStarting'],
    ['edited, not yet seen', { replicas: 3, readyReplicas: 3, observedGeneration: 3 }, old, 'updating', 'notObserved'],
    ['third comes after an edit', { replicas: 2, readyReplicas: 2 }, old, 'scaling', 'scalingUp'],
    ['more than wanted', { replicas: 4, readyReplicas: 4 }, old, 'scaling', 'scalingDown'],
    ['rolling', { replicas: 3, readyReplicas: 2, updateRevision: 'r2', updatedReplicas: 1 }, old, 'updating', 'rollingUpdate'],
    ['one down', { replicas: 3, readyReplicas: 2 }, old, 'degraded', 'nodesNotReady'],
    ['all down', { replicas: 3 }, old, 'unavailable', 'noneReady'],
    ['being deleted', { replicas: 3, readyReplicas: 3 }, { ...old, deletionTimestamp: 'now' }, 'terminating', 'deleting'],
  ])('%s', (_, status, metadata, state, reason) => {
    expect(memberState(ownStatefulSet('db', status, metadata))).toEqual({ state, reason });
  });

  it('is stopped with no replicas, and scaling until the last pod has gone', () => {
    const stopped = ownStatefulSet('db', { replicas: 0 }, old);

    stopped.spec!.replicas = 0;
    expect(memberState(stopped).state).toBe('stopped');
    expect(memberState({ ...stopped, status: { ...stopped.status, replicas: 1 } }).reason).toBe('scalingDown');
  });

  it('does not wait for pods that a partition holds back', () => {
    const held = ownStatefulSet('db', { replicas: 3, readyReplicas: 3, updateRevision: 'r2', updatedReplicas: 1 }, old);

    held.spec!.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 2 } };
    expect(memberState(held).state).toBe('ready');
  });

  it('tells a last node that comes up for the first time from one that failed', () => {
    const almost = ownStatefulSet('db', { replicas: 3, readyReplicas: 2 });
    const settled = [pod('db-0', { readyAt: 30 }), pod('db-1', { at: 31, readyAt: 60 })];

    expect(memberState(almost, [...settled, pod('db-2', { at: 61, ready: false })]).state).toBe('creating');
    expect(memberState(almost, [...settled, pod('db-2', { at: 5000, ready: false })]).state).toBe('degraded');
    expect(memberState(almost, [pod('db-0', { ready: false }), ...settled.slice(1), pod('db-2', { at: 61 })]).state).toBe('degraded');
    expect(memberState(almost).state).toBe('degraded');
  });

  it('tells a single new node from one that came back after days', () => {
    const single = ownStatefulSet('db', { replicas: 1 });

    single.spec!.replicas = 1;
    expect(memberState(single, [pod('db-0', { ready: false, at: 1 })]).state).toBe('creating');
    expect(memberState(single, [pod('db-0', { ready: false, at: 200_000 })]).state).toBe('unavailable');
  });

  it('a node that was ready and no longer is has failed, however new it is', () => {
    const single = ownStatefulSet('db', { replicas: 1 });

    single.spec!.replicas = 1;
    expect(memberState(single, [pod('db-0', { ready: false, at: 1, readyAt: 3 })]).state).toBe('creating');
    expect(memberState(single, [pod('db-0', { ready: false, at: 1, readyAt: 90 })]).state).toBe('unavailable');
  });
});

describe('clusterState', () => {
  const of = (...states: ClusterState[]) => clusterState(states.map((state) => ({ state, reason: 'allReady' })));

  it('is that of the members if they agree, else the most telling', () => {
    expect(of('ready', 'ready').state).toBe('ready');
    expect(of('ready', 'creating').state).toBe('creating');
    expect(of('updating', 'degraded', 'ready').state).toBe('degraded');
    expect(of('stopped', 'stopped').state).toBe('stopped');
    expect(of('ready', 'terminating').state).toBe('terminating');
  });

  it('is degraded, not gone, when only some racks are gone', () => {
    expect(of('ready', 'unavailable')).toEqual({ state: 'degraded', reason: 'nodesNotReady' });
    expect(of('ready', 'stopped')).toEqual({ state: 'degraded', reason: 'memberStopped' });
    expect(of('unavailable', 'unavailable').state).toBe('unavailable');
  });
});
