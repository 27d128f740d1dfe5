import type { Check } from '../finding';
import { budgetsOf } from './budgets';

/** Maintenance of Kubernetes evicts as many pods at once as no budget forbids. */
export const noBudget: Check = {
  code: 'noBudget',
  find(facts) {
    const { members, nodes } = facts.cluster;
    const bare = facts.budgets === undefined || nodes.desired < 2 ? [] : members.filter((member) => budgetsOf(facts, member).length === 0);

    return bare.length === 0 ? [] : [{
      severity: 'warning',
      args:     {},
      evidence: bare.map(({ name, statefulSet }) => `StatefulSet ${ name }: spec.template.metadata.labels: ${ Object.entries(statefulSet.spec?.template.metadata?.labels ?? {}).map((pair) => pair.join('=')).join(',') }`),
    }];
  },
};
