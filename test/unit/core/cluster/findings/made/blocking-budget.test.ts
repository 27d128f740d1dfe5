import { expect, it } from 'vitest';

import { ours, SPEC, unchosen, type Edit } from './facts';

const status = (allowed: number, healthy: number): Edit => ['kind: PodDisruptionBudget\n', `kind: PodDisruptionBudget\nstatus: { disruptionsAllowed: ${ allowed }, currentHealthy: ${ healthy }, desiredHealthy: 3, expectedPods: 3 }\n`];

it('finds a budget of none', () => {
  expect(unchosen(ours(SPEC, [['maxUnavailable: 1', 'maxUnavailable: 0']]))).toEqual([
    { code: 'blockingBudget', severity: 'warning', subject: 'db', args: { budget: 'db' }, evidence: ['PodDisruptionBudget db: spec.maxUnavailable: 0'] },
  ]);
});

it('finds a budget that allows nothing though all are well', () => {
  expect(unchosen(ours(SPEC, [['maxUnavailable: 1', 'minAvailable: 3'], status(0, 3)]))).toEqual([{
    code: 'blockingBudget', severity: 'warning', subject: 'db', args: { budget: 'db' }, evidence: ['PodDisruptionBudget db: spec.minAvailable: 3', 'PodDisruptionBudget db: status: disruptionsAllowed: 0, currentHealthy: 3, expectedPods: 3'],
  }]);
});

it('understands that nothing is allowed while a node is down, and what a budget is', () => {
  expect(unchosen(ours(SPEC, [status(0, 2)]))).toEqual([]);
  expect(unchosen(ours(SPEC, [status(1, 3)]))).toEqual([]);
});
