import { describe, expect, it } from 'vitest';

import { orphanedClaim } from '../../../../../pkg/cassandra/core/cluster/findings/orphaned-claim';
import { claim, ownStatefulSet } from '../objects';
import { brief, facts, nodeAt, podAt, ringOf, scaledTo } from './facts';

const left = { statefulSets: [scaledTo(2)], pods: [podAt(0), podAt(1)], ring: ringOf(nodeAt(0), nodeAt(1)) };

describe('orphanedClaim', () => {
  it('names the claims that a scale-up would take up again', () => {
    const finding = { severity: 'warning', subject: 'db', args: { set: 'db', count: 1, claims: 'data-db-2', ring: 'known' } };

    expect(brief(orphanedClaim, facts(left))).toEqual([finding]);
    expect(brief(orphanedClaim, facts({ ...left, ring: undefined }))).toEqual([{ ...finding, args: { ...finding.args, ring: 'unknown' } }]);
  });

  it('passes over claims in use, of pods that are still going, of a stopped StatefulSet, and of others', () => {
    const stopped = ownStatefulSet('db', { replicas: 0 }, { generation: 2 });

    stopped.spec!.replicas = 0;
    expect(orphanedClaim.find(facts())).toEqual([]);
    expect(orphanedClaim.find(facts({ ...left, pods: [podAt(0), podAt(1), podAt(2, { going: true })] }))).toEqual([]);
    expect(orphanedClaim.find(facts({ statefulSets: [stopped], pods: [], ring: undefined }))).toEqual([]);
    expect(orphanedClaim.find(facts({ claims: [claim('data-other-7'), claim('backup-db-7')] }))).toEqual([]);
  });
});
