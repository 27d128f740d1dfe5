import { describe, expect, it } from 'vitest';

import { findClusters } from '../../../../pkg/cassandra/core/cluster/cluster';
import { tally } from '../../../../pkg/cassandra/core/cluster/tally';
import { judgeCluster } from '../../../../pkg/cassandra/core/cluster/verdict';
import { ownStatefulSet } from './objects';

const ofStatus = (name: string, readyReplicas: number, generation = 4) => ownStatefulSet(name, { replicas: 3, readyReplicas }, {
  generation, labels: { 'app.kubernetes.io/name': 'cassandra', 'app.kubernetes.io/instance': name, 'app.kubernetes.io/managed-by': 'cassandra-for-rancher' }
});
const deleting = ownStatefulSet('gone', undefined, { deletionTimestamp: 'now' });
const sums = (...sets: ReturnType<typeof ofStatus>[]) => tally(findClusters(sets).map((cluster) => ({ cluster, verdict: judgeCluster(cluster) })));

describe('tally', () => {
  it('counts each word once, what asks for attention first', () => {
    expect(sums(ofStatus('a', 3), ofStatus('b', 2), ofStatus('c', 3), ofStatus('d', 0)).counts.map(({ word, count }) => [word, count]))
      .toEqual([['unavailable', 1], ['degraded', 1], ['running', 2]]);
  });

  it('names what is wrong, worst first, and equals in their order', () => {
    expect(sums(ofStatus('a', 2), ofStatus('b', 0), ofStatus('c', 2), ofStatus('d', 3)).troubled.map(({ cluster }) => cluster.name)).toEqual(['b', 'a', 'c']);
  });

  it('does not name what a person is deleting, but counts it', () => {
    const { counts, troubled } = sums(deleting);

    expect([counts.map(({ word }) => word), troubled]).toEqual([['deleting'], []]);
  });

  it('of nothing is nothing', () => expect(tally([])).toEqual({ counts: [], troubled: [] }));
});
