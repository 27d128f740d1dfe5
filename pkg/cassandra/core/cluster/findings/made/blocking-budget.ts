import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';

import type { Check } from '../finding';
import { budgetName, budgetsOfCluster } from './budgets';

/** A budget that never lets a pod go: Kubernetes nodes cannot be drained, and upgrades of Kubernetes stop there. */
export const blockingBudget: Check = {
  code: 'blockingBudget',
  find: (facts) => budgetsOfCluster(facts).filter(isBlocking).map((budget) => ({
    severity: 'warning',
    subject:  budgetName(budget),
    args:     { budget: budgetName(budget) },
    evidence: evidenceOf(budget),
  })),
};

/** Nothing is allowed either while a node is down, which is what a budget is for. */
function isBlocking({ spec, status }: PodDisruptionBudget): boolean {
  const { currentHealthy, disruptionsAllowed, expectedPods } = status ?? { currentHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };

  return ['0', '0%'].includes(String(spec?.maxUnavailable)) || (expectedPods > 0 && disruptionsAllowed === 0 && currentHealthy >= expectedPods);
}

function evidenceOf({ metadata, spec, status }: PodDisruptionBudget): string[] {
  const { maxUnavailable, minAvailable } = spec ?? {};
  const name = `PodDisruptionBudget ${ metadata?.name }`;

  return [
    ...(maxUnavailable === undefined ? [] : [`${ name }: spec.maxUnavailable: ${ maxUnavailable }`]),
    ...(minAvailable === undefined ? [] : [`${ name }: spec.minAvailable: ${ minAvailable }`]),
    ...(status ? [`${ name }: status: disruptionsAllowed: ${ status.disruptionsAllowed }, currentHealthy: ${ status.currentHealthy }, expectedPods: ${ status.expectedPods }`] : []),
  ];
}
