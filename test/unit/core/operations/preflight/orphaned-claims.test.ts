import { describe, expect, it } from 'vitest';

import { orphanedClaims } from '../../../../../pkg/cassandra/core/operations/preflight/orphaned-claims';
import { claim } from '../../cluster/objects';
import { brief, input, outcomeOf } from './input';

const own = [0, 1, 2].map((ordinal) => claim(`data-db-${ ordinal }`));
const given = (to: number, ...more: ReturnType<typeof claim>[]) => input({ to, facts: { claims: [...own, ...more] } });

describe('orphanedClaims', () => {
  it('finds claims that wait for those who come', () => {
    expect(outcomeOf(orphanedClaims, given(4))).toBe('passed');
    expect(brief(orphanedClaims, given(4, claim('data-db-3')))).toEqual({ outcome: 'blocking', args: { count: 1, claims: 'data-db-3' } });
    expect(brief(orphanedClaims, given(5, claim('data-db-4'))).args).toMatchObject({ claims: 'data-db-4' });
  });

  it('does not mind those of pods that do not come, of others, or of another namespace', () => {
    expect(outcomeOf(orphanedClaims, given(4, claim('data-db-4'), claim('data-other-3'), { ...claim('data-db-3'), metadata: { name: 'data-db-3', namespace: 'other' } }))).toBe('passed');
  });

  it('shows how one was marked', () => {
    const marked = claim('data-db-3');

    marked.metadata!.annotations = { 'cassandra-for-rancher/left': '2026-11-23', 'pv.kubernetes.io/bound-by-controller': 'yes' };
    expect(orphanedClaims.of(given(4, marked)).evidence).toEqual(['claim data-db-3: Bound, cassandra-for-rancher/left: 2026-11-23']);
  });

  it('passes a claim that never had a volume, and not one whose volume is chosen or lost', () => {
    const empty = { ...claim('data-db-3'), status: { phase: 'Pending' } };

    expect(outcomeOf(orphanedClaims, given(4, empty))).toBe('passed');
    expect(outcomeOf(orphanedClaims, given(4, { ...empty, spec: { ...empty.spec, volumeName: 'old' } }))).toBe('blocking');
    expect(outcomeOf(orphanedClaims, given(4, { ...empty, status: { phase: 'Lost' } }))).toBe('blocking');
  });

  it('knows nothing without claims', () => {
    expect(outcomeOf(orphanedClaims, input({ to: 4, facts: { claims: undefined } }))).toBe('unknown');
  });
});
