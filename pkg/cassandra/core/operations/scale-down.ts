import { isAbsent, isSettling, othersViews, strays, troubleOf } from './health';
import type { Intent } from './intent';
import { cancel, modeOf, modeTrouble, modeUnknown } from './modes';
import {
  claimsOfPod, isHeldBack, memberNamed, podNamed, podOf, type MemberObservation, type Observation, type PodObservation
} from './observed';
import { pathOf } from './plan';
import { act, blocked, COMPLETE, observe, streamed, wait, type Act, type Step } from './step';

/**
 * One node leaves at a time, always the one whose pod Kubernetes would take away next:
 *
 * 1. all are well: the node is decommissioned
 * 2. it has left by its own word, and another node has heard of it: its claims are marked, which says so for good
 * 3. the StatefulSet asks for one less
 * 4. the pod is gone: its claims are deleted, if they shall be; only marked ones ever are
 *
 * @param position how many nodes are asked for no longer
 */
export function scaleDown(observation: Observation, intent: Intent, position: number): Step {
  const leftovers = leftoverStep(observation, intent);
  const member = memberNamed(observation, pathOf(intent)[position] ?? '');

  if (leftovers) {
    return leftovers;
  }
  if (!member) {
    return troubleOf(observation) ?? COMPLETE;
  }
  if (intent.claims === 'keep' && member.deletesClaims) {
    return blocked('claimsWouldGo', { set: member.name });
  }
  const name = podOf(member, member.desired - 1);
  const pod = podNamed(observation, name);

  // It is made when those before it are well, which they may never be.
  if (!pod) {
    return troubleOf(observation, { except: name }) ?? wait('podMissing', { pod: name });
  }

  return pod.terminating ? wait('podGoing', { pod: name }) : leaverStep(observation, intent, member, pod);
}

/** What is left to be done about nodes that the StatefulSets ask for no longer. */
function leftoverStep(observation: Observation, { from, claims }: Intent): Step | undefined {
  for (const member of observation.members) {
    for (let index = member.desired; index < (from[member.name] ?? 0); index++) {
      const pod = podOf(member, index);
      const there = podNamed(observation, pod);
      const own = claimsOfPod(observation, pod);
      const [first] = own;

      // Whose claim is not marked has not left by our doing: it was taken away with what it had.
      if (own.some(({ left, terminating }) => !left && !terminating)) {
        return blocked('scaledBehind', { set: member.name, replicas: member.desired });
      }
      if (there) {
        return first && isHeldBack(observation.pods, there) ? act({ kind: 'deletePod', pod, uid: there.uid }) : wait('podGoing', { pod });
      }
      if (first && claims === 'delete') {
        const next = own.find(({ terminating }) => !terminating);

        return next ? act({ kind: 'deleteClaim', claim: next.name, uid: next.uid }) : wait('claimGoing', { claim: first.name });
      }
    }
  }

  return undefined;
}

function leaverStep(observation: Observation, intent: Intent, member: MemberObservation, pod: PodObservation): Step {
  const about = { pod: pod.name };
  const said = pod.decommissionError ?? '';
  const own = claimsOfPod(observation, pod.name);
  const isMarked = own.length > 0 && own.every(({ left }) => left);
  const decommission: Act = { kind: 'decommission', pod: pod.name, uid: pod.uid, force: intent.force };
  // The mark was set when the node said so itself; it cannot say it again once its container has ended.
  const mode = modeOf(observation, pod) ?? (isMarked && !pod.ready ? 'DECOMMISSIONED' : undefined);

  switch (mode) {
    case undefined: return firstLook(observation, pod);
    case 'DECOMMISSIONED': return leftStep(observation, member, pod.name);
    case 'LEAVING': return said === '' ? wait('leaving', { ...about, ...streamed(pod.streams) })
      // Before 5.0 a node stays in this mode after a failure, and takes part again only when it is restarted.
      : failed(observation, pod, { kind: 'deletePod', pod: pod.name, uid: pod.uid });
    case 'DECOMMISSION_FAILED': return failed(observation, pod, decommission);
    default:
  }
  const trouble = modeTrouble(pod, mode);

  if (trouble) {
    return trouble;
  }
  if (intent.cancelledAt !== undefined) {
    return cancel(observation, intent.cancelledAt);
  }
  if (own.some(({ left }) => left)) {
    return blocked('markedInUse', about);
  }

  return troubleOf(observation, { witness: pod.name }) ?? (said === '' ? act(decommission) : blocked('decommissionRefused', { ...about, said }, decommission));
}

/** Who does not leave yet, as far as is known, is asked together with those who must be well before it does. */
function firstLook(observation: Observation, pod: PodObservation): Step {
  const look = modeUnknown(observation, pod);
  const trouble = pod.mode && pod.mode.value !== 'NORMAL' ? undefined : troubleOf(observation, { witness: pod.name });

  return look.kind === 'act' && look.action.kind === 'observe' && trouble?.kind === 'act' && trouble.action.kind === 'observe' ? observe({ modes: look.action.modes, rings: trouble.action.rings }) : look;
}

/** To try again what others would make fail again is not offered. */
function failed(observation: Observation, { name, decommissionError = '' }: PodObservation, retry: Act): Step {
  return troubleOf(observation, { tolerate: name, witness: name }) ?? blocked('decommissionFailed', { pod: name, said: decommissionError }, retry);
}

/** The node has left by its own word; others must have heard of it before its pod goes. */
function leftStep(observation: Observation, member: MemberObservation, pod: string): Step {
  const views = othersViews(observation, pod);

  if (!Array.isArray(views)) {
    return views;
  }
  const late = views.some((view) => isAbsent(observation, pod, view)) ? undefined : views[0];
  const unmarked = claimsOfPod(observation, pod).find(({ left }) => !left);
  const [stray] = late ? strays(observation, late) : [];

  if (late) {
    return stray && !isSettling(observation) ? blocked('strayNodes', { node: stray.address, hostId: stray.hostId ?? '', by: late.pod }) : wait('gossip', { pod, by: late.pod });
  }

  return act(unmarked ? { kind: 'markClaim', claim: unmarked.name, uid: unmarked.uid } : { kind: 'setReplicas', member: member.name, from: member.desired, to: member.desired - 1 });
}
