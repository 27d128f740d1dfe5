import { describe, expect, it } from 'vitest';

import { claimsThere } from '../../../../../pkg/cassandra/core/operations/preflight/claims-there';
import { scaledTo } from '../../cluster/findings/facts';
import { claim } from '../../cluster/objects';
import { brief, input, outcomeOf } from './input';

const started = (claims: ReturnType<typeof claim>[] | undefined) => input({ to: 3, facts: { statefulSets: [scaledTo(0)], pods: [], claims } });
const all = () => [0, 1, 2].map((ordinal) => claim(`data-db-${ ordinal }`));

describe('claimsThere', () => {
  it('wants the claim of each node that is started again', () => {
    expect(outcomeOf(claimsThere, started(all()))).toBe('passed');
    expect(brief(claimsThere, started(all().slice(0, 2)))).toEqual({ outcome: 'blocking', args: { count: 1, claims: 'data-db-2' } });
  });

  it('wants them with their volumes, and to stay', () => {
    const [first, second, third] = all();

    const lost = { ...second!, status: { phase: 'Lost' } };
    const going = { ...third!, metadata: { ...third!.metadata, deletionTimestamp: '2026-11-23T12:00:00Z' } };

    expect(claimsThere.of(started([first!, lost, going])).evidence).toEqual(['claim data-db-1: Lost', 'claim data-db-2: Terminating']);
  });

  it('does not want those of nodes that have left', () => {
    const [first, second, third] = all();
    const left = { ...third!, metadata: { ...third!.metadata, annotations: { 'cassandra-for-rancher/left-by-decommission': '2026-11-23T12:00:00Z' } } };

    expect(claimsThere.of(started([first!, second!, left]))).toMatchObject({ outcome: 'blocking', evidence: ['claim data-db-2: cassandra-for-rancher/left-by-decommission: 2026-11-23T12:00:00Z'] });
  });

  it('does not take a claim of another namespace', () => {
    expect(outcomeOf(claimsThere, started(all().map((each) => ({ ...each, metadata: { ...each.metadata, namespace: 'other' } }))))).toBe('blocking');
  });

  it('knows nothing without claims', () => {
    expect(outcomeOf(claimsThere, started(undefined))).toBe('unknown');
  });
});
