import type { Check } from '../finding';
import { budgetName, budgetsOf } from './budgets';

/** The eviction API refuses pods that are under more than one budget, so that no Kubernetes node can be drained. */
export const severalBudgets: Check = {
  code: 'severalBudgets',
  find(facts) {
    const crowded = facts.cluster.members.map((member) => budgetsOf(facts, member)).filter((budgets) => budgets.length > 1);
    const names = [...new Set(crowded.flat().map(budgetName))];

    return names.length === 0 ? [] : [{
      severity: 'warning',
      args:     { budgets: names.join(', ') },
      evidence: names.map((name) => `PodDisruptionBudget ${ name }`),
    }];
  },
};
