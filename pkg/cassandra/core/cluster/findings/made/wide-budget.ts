import type { Check } from '../finding';
import { budgetName, budgetsOfCluster } from './budgets';

/** With three replicas, two nodes that go at once take the quorum along. */
export const wideBudget: Check = {
  code: 'wideBudget',
  find: (facts) => budgetsOfCluster(facts).flatMap((budget) => {
    const allowed = budget.status?.disruptionsAllowed ?? 0;

    return allowed < 2 ? [] : [{
      severity: 'warning' as const,
      subject:  budgetName(budget),
      args:     { budget: budgetName(budget), allowed },
      evidence: [`PodDisruptionBudget ${ budgetName(budget) }: status.disruptionsAllowed: ${ allowed }`],
    }];
  }),
};
