import { budgetName, budgetsOfCluster } from '../../cluster/findings/made/budgets';
import { check, passed, unknown, warning } from './check';
import { totalOf } from './nodes';

/**
 * The disruption budgets let a pod go, and will when there are fewer. Nothing but an eviction asks them, and we evict
 * nothing: what they say is still what somebody wanted, and to be overruled by a person only.
 */
export const budget = check('budget', (input) => {
  const { facts, from, targets } = input;

  if (!facts.budgets) {
    return unknown(input, 'budgets');
  }
  const nodes = totalOf(targets);
  const budgets = budgetsOfCluster(facts);
  const evidence = budgets.map((each) => `PodDisruptionBudget ${ budgetName(each) }: status.disruptionsAllowed: ${ each.status?.disruptionsAllowed ?? '?' }${ each.spec?.minAvailable === undefined ? '' : `, spec.minAvailable: ${ each.spec.minAvailable }` }`);
  const closed = budgets.filter(({ status }) => (status?.disruptionsAllowed ?? 0) < 1).map(budgetName);
  // With a number instead of a share it does not shrink along.
  const closing = nodes < totalOf(from) ? budgets.filter(({ spec }) => typeof spec?.minAvailable === 'number' && spec.minAvailable >= nodes).map(budgetName) : [];

  if (closed.length > 0) {
    return warning({ reason: 'now', budgets: closed.join(', ') }, evidence, closed);
  }

  return closing.length > 0 ? warning({ reason: 'after', budgets: closing.join(', ') }, evidence, closing) : passed(evidence);
});
