import { troubleOf } from './health';
import type { Intent } from './intent';
import { cancel, modeOf, modeTrouble, modeUnknown } from './modes';
import { claimsOfPod, podNamed, podOf, type Observation, type PodObservation } from './observed';
import { lastToFirst } from './plan';
import { act, blocked, COMPLETE, wait, type Act, type Step } from './step';

/**
 * One pod at a time is drained and deleted; the controller makes it anew, from the revision that the partition gives it.
 * A pod that was made after the operation began has been restarted, by whomever.
 */
export function restart(observation: Observation, intent: Intent): Step {
  const pods = lastToFirst(observation.members.flatMap((member) => Array.from({ length: member.desired }, (_, index) => ({ member: member.name, pod: podOf(member, index) }))));
  const open = pods.flatMap(({ pod }) => podNamed(observation, pod) ?? []).filter(({ createdAt }) => createdAt < secondOf(intent.startedAt));
  // Who was drained already has to be brought back before anything else.
  const target = open.find((pod) => isOut(pod)) ?? open[0];
  const homeless = open.find(({ name }) => claimsOfPod(observation, name).length === 0);

  if (!target) {
    return troubleOf(observation, { witness: newestOf(observation) }) ?? COMPLETE;
  }
  if (homeless) {
    return blocked('dataNotKept', { pod: homeless.name });
  }

  return target.terminating ? wait('podGoing', { pod: target.name }) : restartPod(observation, intent, target);
}

function restartPod(observation: Observation, { cancelledAt }: Intent, pod: PodObservation): Step {
  const restartNow: Act = { kind: 'deletePod', pod: pod.name, uid: pod.uid };
  const mode = modeOf(observation, pod);

  if (mode === undefined) {
    return pod.crashing ? blocked('podCrashing', { pod: pod.name }, restartNow) : modeUnknown(observation, pod);
  }
  const trouble = mode === 'DRAINED' ? act(restartNow) : modeTrouble(pod, mode);

  if (trouble) {
    return trouble;
  }
  if (cancelledAt !== undefined) {
    return cancel(observation, cancelledAt);
  }

  return troubleOf(observation, { witness: newestOf(observation) }) ?? act({ kind: 'drain', pod: pod.name, uid: pod.uid });
}

function isOut({ terminating, mode }: PodObservation): boolean {
  return terminating || mode?.value === 'DRAINING' || mode?.value === 'DRAINED';
}

/** The pod that came back last must be well in its own eyes, too. */
function newestOf({ pods }: Observation): string | undefined {
  const [first, ...others] = pods;

  return first && others.reduce((newest, pod) => pod.createdAt > newest.createdAt ? pod : newest, first).name;
}

/** Kubernetes writes whole seconds; a pod of the same second may be older, but not by anything that matters. */
export function secondOf(time: number): number {
  return Math.floor(time / 1000) * 1000;
}
