import { describe, expect, it } from 'vitest';

import { podManagement } from '../../../../../pkg/cassandra/core/operations/preflight/pod-management';
import { brief, input, outcomeOf, specWith } from './input';

describe('podManagement', () => {
  it('asks where pods start in parallel, which cannot be changed', () => {
    expect(brief(podManagement, input({ facts: { statefulSets: [specWith({ podManagementPolicy: 'Parallel' })] } }))).toEqual({ outcome: 'warning', args: { sets: 'db' } });
  });

  it('passes OrderedReady, which is the default', () => {
    expect(outcomeOf(podManagement, input())).toBe('passed');
    expect(podManagement.of(input({ facts: { statefulSets: [specWith({ podManagementPolicy: undefined })] } })).evidence).toEqual(['StatefulSet db: spec.podManagementPolicy: OrderedReady']);
  });
});
