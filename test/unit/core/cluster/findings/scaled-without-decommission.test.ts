import { describe, expect, it } from 'vitest';

import { orphanedClaim } from '../../../../../pkg/cassandra/core/cluster/findings/orphaned-claim';
import { scaledWithoutDecommission } from '../../../../../pkg/cassandra/core/cluster/findings/scaled-without-decommission';
import { facts, nodeAt, podAt, ringOf, scaledTo } from './facts';

const behindOurBack = facts({ statefulSets: [scaledTo(1)], pods: [podAt(0)], ring: ringOf(nodeAt(0), nodeAt(1, { up: false }), nodeAt(2, { up: false })) });

describe('scaledWithoutDecommission', () => {
  it('says how far to scale back up, and which claims have the data', () => {
    expect(scaledWithoutDecommission.find(behindOurBack)).toEqual([{
      severity: 'critical',
      args:     { count: 2, set: 'db', replicas: 3 },
      evidence: ['DN  10.0.0.2  id-10.0.0.2  dc1  rack1', 'DN  10.0.0.3  id-10.0.0.3  dc1  rack1', 'claim data-db-1: Bound', 'claim data-db-2: Bound'],
    }]);
    expect(orphanedClaim.find(behindOurBack)).toEqual([]);
  });

  it('has nothing to say once they are on their way back, or were decommissioned', () => {
    expect(scaledWithoutDecommission.find({ ...behindOurBack, cluster: facts().cluster })).toEqual([]);
    expect(scaledWithoutDecommission.find({ ...behindOurBack, ring: ringOf(nodeAt(0)) })).toEqual([]);
  });
});
