import { claimOrdinal, claimsOf } from '../../cluster/claims';
import { PREFIX } from '../../cluster/labels';
import { blocking, check, passed, unknown } from './check';
import { comingPods } from './nodes';

/**
 * No claim waits for a pod that is to come. With what is on it a node either refuses to start, because it left
 * the ring, or comes back as who it was, with data from then.
 */
export const orphanedClaims = check('orphanedClaims', (input) => {
  const { facts } = input;

  if (!facts.claims) {
    return unknown(input, 'claims');
  }
  const all = facts.claims;
  const coming = comingPods(input);
  const waiting = facts.cluster.members.flatMap((member) => {
    const ordinals = new Set(coming.filter((planned) => planned.member === member).map(({ ordinal }) => ordinal));

    // Nothing was ever written to a claim that has had no volume yet.
    return claimsOf(member.statefulSet, all).filter((claim) => ordinals.has(claimOrdinal(claim)) && (claim.status?.phase !== 'Pending' || claim.spec?.volumeName));
  });

  if (waiting.length === 0) {
    return passed(coming.map(({ pod }) => `${ pod }: no claim`));
  }

  return blocking({ count: waiting.length, claims: waiting.map(({ metadata }) => metadata?.name ?? '').join(' ') }, waiting.map(({ metadata, status }) => {
    const marks = Object.entries(metadata?.annotations ?? {}).filter(([name]) => name.startsWith(PREFIX)).map(([name, value]) => `, ${ name }: ${ value }`);

    return `claim ${ metadata?.name }: ${ status?.phase ?? '?' }${ marks.join('') }`;
  }));
});
