import { graceSeconds, SHORTEST_GRACE } from '../../../manifest/rules/life';
import type { Check } from '../finding';
import { eachMember } from './members';

/** Fact 16: a drain that is not through by then is cut off. */
export const shortGrace: Check = {
  code: 'shortGrace',
  find: (facts) => eachMember(facts, ({ pod }) => graceSeconds(pod) >= SHORTEST_GRACE ? undefined : {
    severity: 'warning',
    args:     { seconds: graceSeconds(pod), least: SHORTEST_GRACE },
    evidence: [`spec.template.spec.terminationGracePeriodSeconds: ${ graceSeconds(pod) }`],
  }),
};
