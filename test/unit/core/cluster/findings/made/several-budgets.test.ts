import { expect, it } from 'vitest';

import { ours, RACKS, SPEC, unchosen } from './facts';

const budget = (name: string, labels: Record<string, string>) => ({ metadata: { name, namespace: 'prod' }, spec: { maxUnavailable: 1, selector: { matchLabels: labels } } });

it('finds pods that cannot be evicted', () => {
  expect(unchosen(ours(SPEC, [], { budgets: [budget('ours', { 'app.kubernetes.io/instance': 'db' }), budget('theirs', { 'app.kubernetes.io/name': 'cassandra' }), budget('other', { app: 'web' })] }))).toEqual([
    { code: 'severalBudgets', severity: 'warning', args: { budgets: 'ours, theirs' }, evidence: ['PodDisruptionBudget ours', 'PodDisruptionBudget theirs'] },
  ]);
});

it('lets each rack have one of its own', () => {
  expect(unchosen(ours(RACKS, [], { budgets: ['a', 'b'].map((rack) => budget(rack, { 'cassandra-for-rancher/rack': rack })) }))).toEqual([]);
});
