import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';

import { selects } from '../../../object/selector';
import type { Facts } from '../../facts';
import type { Member } from '../../cluster';

/** The disruption budgets that the pods of a member are under. */
export function budgetsOf({ budgets = [] }: Facts, { statefulSet, namespace }: Member): PodDisruptionBudget[] {
  return budgets.filter(({ metadata, spec }) => metadata?.namespace === namespace && selects(spec?.selector, statefulSet.spec?.template.metadata?.labels));
}

/** Each budget that some pod of the cluster is under, once. */
export function budgetsOfCluster(facts: Facts): PodDisruptionBudget[] {
  return [...new Set(facts.cluster.members.flatMap((member) => budgetsOf(facts, member)))];
}

export const budgetName = ({ metadata }: PodDisruptionBudget): string => metadata?.name ?? '';
