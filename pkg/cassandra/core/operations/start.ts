import { troubleOf } from './health';
import type { Intent } from './intent';
import { cancel } from './modes';
import { claimsOfPod, memberNamed, podOf, type MemberObservation, type Observation } from './observed';
import { act, blocked, COMPLETE, type Step } from './step';

/**
 * All StatefulSets are set back at once, since nodes that have their data join nothing. A node without its claim would
 * come as a new one, and a seed as an empty one that joins without streaming: that is refused.
 */
export function start(observation: Observation, intent: Intent): Step {
  const { from, targets } = intent;
  const changing = Object.keys(targets).filter((name) => targets[name] !== from[name]).flatMap((name) => memberNamed(observation, name) ?? []);
  const strange = changing.find(({ name, desired }) => desired !== from[name] && desired !== targets[name]);
  const open = changing.filter(({ name, desired }) => desired !== targets[name]);
  const trouble = open.flatMap((member) => claimTrouble(observation, member, targets[member.name] ?? 0))[0];
  const [next] = open;

  if (strange) {
    return blocked('scaledBehind', { set: strange.name, replicas: strange.desired });
  }
  if (intent.cancelledAt !== undefined) {
    return cancel(observation, intent.cancelledAt);
  }
  if (trouble) {
    return trouble;
  }

  return next ? act({ kind: 'setReplicas', member: next.name, from: next.desired, to: targets[next.name] ?? 0 }) : troubleOf(observation) ?? COMPLETE;
}

function claimTrouble(observation: Observation, member: MemberObservation, target: number): Step[] {
  const coming = Array.from({ length: target - member.desired }, (_, index) => podOf(member, member.desired + index));

  return coming.flatMap((pod) => {
    const claims = claimsOfPod(observation, pod).filter(({ terminating }) => !terminating);

    if (claims.length === 0) {
      return [blocked('claimMissing', { pod })];
    }

    return claims.some(({ left }) => left) ? [blocked('leftClaim', { pod, claim: claims[0]?.name ?? '' })] : [];
  });
}
