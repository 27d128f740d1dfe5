import { isLooseSearch, scriptOf } from '../../../manifest/rules/life';
import { probeFacts } from '../../probe';
import type { Check } from '../finding';
import { eachMember } from './members';

/** Any node that is up, not this one. */
const ANY_NODE = /\bnodetool\b[^|]*\bstatus\b[^|]*\|\s*grep\b[^|$]*\bUN\b[^|$]*$/;

/** Fact 18: the rows of `nodetool status` are of all nodes, and 10.0.0.1 is also found in 10.0.0.10. */
export const looseReadiness: Check = {
  code: 'looseReadiness',
  find: (facts) => eachMember(facts, ({ container, path }) => {
    const script = scriptOf(container, container.readinessProbe);

    return container.readinessProbe && (isLooseSearch(script) || ANY_NODE.test(script)) ? {
      severity: 'warning',
      args:     {},
      evidence: [`${ path }.readinessProbe: ${ probeFacts(container.readinessProbe).target }`, ...(container.image ? [`${ path }.image: ${ container.image }`] : [])],
    } : undefined;
  }),
};
