import { expect, it } from 'vitest';

import { ours, SPEC, unchosen } from './facts';

it('finds what Kubernetes would allow now', () => {
  expect(unchosen(ours(SPEC, [['kind: PodDisruptionBudget\n', 'kind: PodDisruptionBudget\nstatus: { disruptionsAllowed: 2, currentHealthy: 3, desiredHealthy: 1, expectedPods: 3 }\n'], ['maxUnavailable: 1', 'minAvailable: 1']]))).toEqual([
    { code: 'wideBudget', severity: 'warning', subject: 'db', args: { budget: 'db', allowed: 2 }, evidence: ['PodDisruptionBudget db: status.disruptionsAllowed: 2'] },
  ]);
});
