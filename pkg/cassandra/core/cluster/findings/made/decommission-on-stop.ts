import { stopScript } from '../../../manifest/rules/life';
import type { Check } from '../finding';
import { eachMember } from './members';

/** Fact 1: what stops a pod cannot know whether it comes back. */
export const decommissionOnStop: Check = {
  code: 'decommissionOnStop',
  find: (facts) => eachMember(facts, ({ container, path }) => stopScript(container).includes('decommission') ? {
    severity: 'critical',
    args:     {},
    evidence: [`${ path }.lifecycle.preStop: ${ stopScript(container) }`],
  } : undefined),
};
