import { describe, expect, it } from 'vitest';

import { claimRetention } from '../../../../../pkg/cassandra/core/operations/preflight/claim-retention';
import { brief, input, outcomeOf, specWith } from './input';

const deleting = [specWith({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } })];
const given = (to: number, claims: 'keep' | 'delete') => input({ to, claims, facts: { statefulSets: deleting } });

describe('claimRetention', () => {
  it('does not let a ring be stopped whose claims would go', () => {
    expect(brief(claimRetention, given(0, 'delete'))).toEqual({ outcome: 'blocking', args: { reason: 'stopped', sets: 'db' } });
  });

  it('does not promise to keep what Kubernetes deletes', () => {
    expect(brief(claimRetention, given(2, 'keep'))).toEqual({ outcome: 'blocking', args: { reason: 'kept', sets: 'db' } });
    expect(outcomeOf(claimRetention, given(2, 'delete'))).toBe('passed');
  });

  it('has nothing against what keeps them', () => {
    expect(outcomeOf(claimRetention, input({ to: 0, claims: 'keep' }))).toBe('passed');
    expect(outcomeOf(claimRetention, given(3, 'keep'))).toBe('passed');
    expect(outcomeOf(claimRetention, input({ to: 0, facts: { statefulSets: [specWith({ persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } })] } }))).toBe('passed');
  });
});
