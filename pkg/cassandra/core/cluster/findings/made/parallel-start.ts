import type { Check } from '../finding';
import { eachMember } from './members';

/** Fact 7: Cassandra lets one node join at a time. */
export const parallelStart: Check = {
  code: 'parallelStart',
  find: (facts) => eachMember(facts, ({ nodes, set }) => set.spec?.podManagementPolicy !== 'Parallel' || nodes < 2 ? undefined : {
    severity: 'warning',
    args:     {},
    evidence: ['spec.podManagementPolicy: Parallel'],
  }),
};
