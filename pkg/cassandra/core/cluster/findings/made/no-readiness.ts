import type { Check } from '../finding';
import { eachMember, NONE } from './members';

/** Facts 7 and 17: without it a pod is ready as soon as it runs. */
export const noReadiness: Check = {
  code: 'noReadiness',
  find: (facts) => eachMember(facts, ({ container, path }) => container.readinessProbe ? undefined : {
    severity: 'warning',
    args:     {},
    evidence: [`${ path }.readinessProbe: ${ NONE }`],
  }),
};
