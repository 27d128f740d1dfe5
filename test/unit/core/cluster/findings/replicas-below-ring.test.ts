import { describe, expect, it } from 'vitest';

import { replicasBelowRing } from '../../../../../pkg/cassandra/core/cluster/findings/replicas-below-ring';
import { brief, facts, nodeAt, podAt, ringOf, scaledTo } from './facts';

const going = { statefulSets: [scaledTo(2, 3)], pods: [podAt(0), podAt(1), podAt(2, { going: true })] };

describe('replicasBelowRing', () => {
  it('finds members of the ring whose pods are taken away', () => {
    expect(brief(replicasBelowRing, facts(going))).toEqual([{ severity: 'critical', subject: 'db', args: { set: 'db', count: 1, replicas: 3 } }]);
  });

  it('counts from the first number that the StatefulSet gives', () => {
    const shifted = scaledTo(2, 3);

    shifted.spec!.ordinals = { start: 1 };
    expect(replicasBelowRing.find(facts({ ...going, statefulSets: [shifted] }))).toEqual([]);
  });

  it('has nothing against a node that leaves, or a cluster that is stopped', () => {
    expect(replicasBelowRing.find(facts({ ...going, ring: ringOf(nodeAt(0), nodeAt(1), nodeAt(2, { state: 'leaving' })) }))).toEqual([]);
    expect(replicasBelowRing.find(facts({ ...going, statefulSets: [scaledTo(0, 3)] }))).toEqual([]);
    expect(replicasBelowRing.find(facts())).toEqual([]);
  });
});
