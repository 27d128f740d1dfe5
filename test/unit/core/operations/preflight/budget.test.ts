import { describe, expect, it } from 'vitest';

import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';

import { budget } from '../../../../../pkg/cassandra/core/operations/preflight/budget';
import { brief, input, outcomeOf } from './input';

const of = (allowed: number, spec: PodDisruptionBudget['spec'] = { maxUnavailable: 1 }): PodDisruptionBudget => ({
  metadata: { name: 'db', namespace: 'prod' },
  spec:     { selector: { matchLabels: { 'app.kubernetes.io/instance': 'db' } }, ...spec },
  status:   { disruptionsAllowed: allowed, currentHealthy: 3, desiredHealthy: 2, expectedPods: 3 },
});

describe('budget', () => {
  it('passes one that lets a pod go, or none', () => {
    expect(outcomeOf(budget, input({ to: 2, facts: { budgets: [of(1)] } }))).toBe('passed');
    expect(outcomeOf(budget, input({ to: 2, facts: { budgets: [] } }))).toBe('passed');
  });

  it('asks where it lets none go, or would not afterwards', () => {
    expect(brief(budget, input({ to: 2, facts: { budgets: [of(0)] } }))).toEqual({ outcome: 'warning', args: { reason: 'now', budgets: 'db' } });
    expect(brief(budget, input({ to: 2, facts: { budgets: [of(1, { minAvailable: 2 })] } }))).toEqual({ outcome: 'warning', args: { reason: 'after', budgets: 'db' } });
    expect(outcomeOf(budget, input({ facts: { budgets: [of(1, { minAvailable: 2 })] } }))).toBe('passed');
  });

  it('knows nothing without budgets', () => {
    expect(outcomeOf(budget, input({ to: 2, facts: { budgets: undefined } }))).toBe('unknown');
  });
});
