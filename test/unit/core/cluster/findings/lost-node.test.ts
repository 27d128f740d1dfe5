import { describe, expect, it } from 'vitest';

import { lostNode } from '../../../../../pkg/cassandra/core/cluster/findings/lost-node';
import { scaledWithoutDecommission } from '../../../../../pkg/cassandra/core/cluster/findings/scaled-without-decommission';
import { brief, facts, nodeAt, podAt, ringOf, scaledTo } from './facts';

const stale = ringOf(nodeAt(0), nodeAt(1), nodeAt(2), nodeAt(8, { up: false, hostId: 'lost' }));

describe('lostNode', () => {
  it('finds the old self of a node that came back without its data', () => {
    expect(lostNode.find(facts({ ring: stale }))).toEqual([{
      severity: 'critical', args: { count: 1, hostId: 'lost', observer: 'db-0', claims: 'known' }, evidence: ['DN  10.0.0.9  lost  dc1  rack1']
    }]);
  });

  it('says when it could not look for volumes', () => {
    expect(brief(lostNode, facts({ ring: stale, claims: undefined }))).toMatchObject([{ args: { claims: 'unknown' } }]);
  });

  it('waits for a pod that may yet be that node', () => {
    expect(lostNode.find(facts({ ring: ringOf(nodeAt(0), nodeAt(1), nodeAt(8, { up: false })), pods: [podAt(0), podAt(1)] }))).toEqual([]);
  });

  it('is not meant where the volume is still there', () => {
    const scaled = facts({ statefulSets: [scaledTo(2)], pods: [podAt(0), podAt(1)], ring: ringOf(nodeAt(0), nodeAt(1), nodeAt(2, { up: false })) });

    expect(lostNode.find(scaled)).toEqual([]);
    expect(scaledWithoutDecommission.find(scaled)).toHaveLength(1);
    expect(brief(lostNode, { ...scaled, claims: scaled.claims!.slice(0, 2) })).toMatchObject([{ args: { count: 1 } }]);
  });
});
