import { variable } from '../../../manifest/rules/ring';
import type { Check } from '../finding';
import { authenticatorOf } from './authenticator';
import { eachMember } from './members';

/** Fact 23: a stock Cassandra lets everybody in who can reach it. A ring may be meant to be so. */
export const noLogins: Check = {
  code: 'noLogins',
  find: (facts) => eachMember(facts, (member) => {
    const { container: { image = '' }, path } = member;
    const set = variable(member, 'CASSANDRA_AUTHENTICATOR');

    return authenticatorOf(facts, member) === 'AllowAllAuthenticator' ? {
      severity: 'info',
      args:     {},
      // People set the variable, but only Bitnami's image knows it.
      evidence: [`${ path }.image: ${ image }`, ...(typeof set === 'string' ? [`${ path }.env[CASSANDRA_AUTHENTICATOR]: ${ set }`] : [])],
    } : undefined;
  }),
};
