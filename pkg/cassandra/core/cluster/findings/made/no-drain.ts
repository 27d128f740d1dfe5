import { drains, stopScript } from '../../../manifest/rules/life';
import type { Check } from '../finding';
import { eachMember, NONE } from './members';

/** Fact 16. Nothing is lost without it, since Cassandra reads its commit log again; that takes time. */
export const noDrain: Check = {
  code: 'noDrain',
  find: (facts) => eachMember(facts, ({ container, path }) => drains(stopScript(container)) ? undefined : {
    severity: 'info',
    args:     {},
    evidence: [`${ path }.lifecycle.preStop: ${ stopScript(container) || NONE }`],
  }),
};
