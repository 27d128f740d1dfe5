import type { Check } from '../finding';
import { eachMember, NONE } from './members';
import { namelessSeverity } from './names';

/** Fact 13: pods get their names from the Service that their StatefulSet names. */
export const noService: Check = {
  code: 'noService',
  find: (facts) => facts.services === undefined ? [] : eachMember(facts, (member, members) => member.service ? undefined : {
    severity: namelessSeverity(facts, member, members),
    args:     { service: member.set.spec?.serviceName ?? NONE },
    evidence: [`spec.serviceName: ${ member.set.spec?.serviceName ?? NONE }`],
  }),
};
