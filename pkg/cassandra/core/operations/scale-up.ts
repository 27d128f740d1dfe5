import { cleanUp } from './cleanup';
import { troubleOf } from './health';
import type { Intent } from './intent';
import { cancel } from './modes';
import { claimsOfPod, memberNamed, podOf, podsAskedFor, type Observation } from './observed';
import { pathOf } from './plan';
import { act, blocked, COMPLETE, type Step } from './step';

/**
 * One node joins at a time: the next is asked for when the last one is up and normal in its own eyes and in another's,
 * and all others are, too. In the end the others give up what is no longer theirs.
 *
 * @param position how many nodes have been asked for
 */
export function scaleUp(observation: Observation, intent: Intent, position: number): Step {
  const path = pathOf(intent);
  const newest = position === 0 ? undefined : newestPod(observation, path[position - 1] ?? '');
  const next = memberNamed(observation, path[position] ?? '');

  // As long as no node is on its way, all else is none of this operation's.
  if (intent.cancelledAt !== undefined && position === 0) {
    return cancel(observation, intent.cancelledAt);
  }
  const trouble = troubleOf(observation, { witness: newest });

  if (trouble) {
    return trouble;
  }
  if (intent.cancelledAt !== undefined) {
    return cancel(observation, intent.cancelledAt);
  }
  if (next) {
    return claimTrouble(observation, podOf(next, next.desired)) ?? act({ kind: 'setReplicas', member: next.name, from: next.desired, to: next.desired + 1 });
  }

  // The last node took over from all others, so that it alone has nothing to give up.
  return intent.cleanup === 'do' ? cleanUp(observation, intent, podsAskedFor(observation).filter((pod) => pod !== newest)) : COMPLETE;
}

/**
 * A claim where a new node would have its data brings back an old one: it will not start if it has left, and it brings
 * back deleted rows if it has not.
 */
function claimTrouble(observation: Observation, pod: string): Step | undefined {
  const claims = claimsOfPod(observation, pod);
  const [claim] = claims;

  return claim && blocked(claims.some(({ left }) => left) ? 'leftClaim' : 'orphanedClaim', { pod, claim: claim.name });
}

function newestPod(observation: Observation, name: string): string | undefined {
  const member = memberNamed(observation, name);

  return member && podOf(member, member.desired - 1);
}
