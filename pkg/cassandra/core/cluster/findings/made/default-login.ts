import { variable, type RuledMember } from '../../../manifest/rules/ring';
import { ANNOTATION_SUPERUSER_SECRET } from '../../labels';
import { flavourOf } from '../../official';
import type { Check } from '../finding';
import { authenticatorOf } from './authenticator';
import { eachMember, NONE } from './members';

const ANNOTATION = `metadata.annotations[${ ANNOTATION_SUPERUSER_SECRET }]`;
const PASSWORDS = ['CASSANDRA_PASSWORD', 'CASSANDRA_PASSWORD_FILE'];

/**
 * Every ring with passwords begins with the superuser `cassandra`, password `cassandra`. Whether that was changed only a
 * login can tell; here it is whether anything in the objects does so.
 */
export const defaultLogin: Check = {
  code: 'defaultLogin',
  find: (facts) => eachMember(facts, (member) => {
    const authenticator = authenticatorOf(facts, member);

    return authenticator === 'PasswordAuthenticator' && !takesAway(member) ? {
      severity: 'warning',
      args:     {},
      evidence: [
        `authenticator: ${ authenticator }`,
        flavourOf(member.container.image ?? '') === 'bitnami' ? `${ member.path }.env[CASSANDRA_PASSWORD]: ${ variable(member, ...PASSWORDS) ?? NONE }` : `${ ANNOTATION }: ${ NONE }`,
      ],
    } : undefined;
  }),
};

function takesAway(member: RuledMember): boolean {
  if (flavourOf(member.container.image ?? '') !== 'bitnami') {
    return member.set.metadata?.annotations?.[ANNOTATION_SUPERUSER_SECRET] !== undefined;
  }

  return member.container.envFrom !== undefined || ![undefined, 'cassandra'].some((password) => variable(member, ...PASSWORDS) === password);
}
