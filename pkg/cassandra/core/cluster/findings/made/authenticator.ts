import { variable, type RuledMember } from '../../../manifest/rules/ring';
import type { Facts } from '../../facts';
import { flavourOf } from '../../official';
import { configurationOf, scriptsOf } from './members';

const SETTING = /^authenticator:\s*(?:-?\s*class_name\s*:)?\s*["']?(?:[\w.]*\.)?(\w+)/gm;

/**
 * Who is let in by a member's nodes: the class name of the authenticator without its package.
 *
 * The official image and the example's have AllowAllAuthenticator, which only a file changes; Bitnami's has
 * PasswordAuthenticator, which a variable changes.
 *
 * @returns `undefined` if it cannot be known from objects
 */
export function authenticatorOf(facts: Facts, member: RuledMember): string | undefined {
  const flavour = flavourOf(member.container.image ?? '');
  const text = configurationOf(facts, member);
  const said = [...(text ?? '').matchAll(SETTING)].at(-1)?.[1];
  const set = variable(member, 'CASSANDRA_AUTHENTICATOR');

  // A script, or a file that is not known, may say anything.
  if (said !== undefined || text === undefined || flavour === 'other' || /authenticator:|cassandra\.config=/.test(scriptsOf(member))) {
    return said;
  }
  if (flavour === 'bitnami') {
    return member.container.envFrom || set === true ? undefined : set ?? 'PasswordAuthenticator';
  }

  return 'AllowAllAuthenticator';
}
