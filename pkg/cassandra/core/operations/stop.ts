import type { Intent } from './intent';
import { cancel, CANCEL_MS, modeOf, modesUnknown, modeTrouble } from './modes';
import { claimsOfPod, fresh, isHeldBack, type Observation, type PodObservation } from './observed';
import { act, blocked, COMPLETE, wait, type Step } from './step';

/** As long as a node is taken to be drained still. It is for good, unless its container is restarted. */
const DRAINED_MS = 600_000;

/**
 * All nodes are drained, then the StatefulSets are set to 0; claims stay. From the first 0 on there is no way back but
 * to start the ring again.
 */
export function stop(observation: Observation, intent: Intent): Step {
  const { members, pods } = observation;
  const own = members.filter(({ name }) => name in intent.from);
  const strange = own.find(({ name, desired }) => desired !== 0 && desired !== intent.from[name]);
  const careless = own.find(({ desired, deletesClaims }) => desired > 0 && deletesClaims);
  const homeless = pods.find(({ name }) => claimsOfPod(observation, name).length === 0);
  const asking = own.filter(({ desired }) => desired > 0);
  const [next] = asking;

  if (strange) {
    return blocked('scaledBehind', { set: strange.name, replicas: strange.desired });
  }
  if (!next) {
    return goneStep(pods);
  }
  if (careless) {
    return blocked('claimsWouldGo', { set: careless.name });
  }
  if (homeless) {
    return blocked('dataNotKept', { pod: homeless.name });
  }
  if (intent.cancelledAt !== undefined && own.every(({ name, desired }) => desired === intent.from[name])) {
    return takeBack(observation, intent.cancelledAt);
  }

  return drainStep(observation, pods.filter(({ member }) => asking.some(({ name }) => name === member))) ?? act({ kind: 'setReplicas', member: next.name, from: next.desired, to: 0 });
}

/** The last ones first, where the controller does not take them away. */
function goneStep(pods: readonly PodObservation[]): Step {
  const [last] = pods.filter((pod) => isHeldBack(pods, pod)).sort((a, b) => b.ordinal - a.ordinal);

  if (last) {
    return act({ kind: 'deletePod', pod: last.name, uid: last.uid });
  }

  return pods[0] ? wait('podGoing', { pod: pods[0].name }) : COMPLETE;
}

/** What is to be done before the pods go. A pod that does not run has nothing to drain. */
function drainStep(observation: Observation, pods: readonly PodObservation[]): Step | undefined {
  const open = pods.filter(isAlive).filter((pod) => !isDrained(observation, pod));
  const unknown = open.filter((pod) => modeOf(observation, pod) === undefined);
  const troubles = open.flatMap((pod) => modeTrouble(pod, modeOf(observation, pod) ?? 'NORMAL') ?? []);
  const [next] = open;

  return troubles.find(({ kind }) => kind === 'blocked') ?? troubles[0] ?? modesUnknown(observation, unknown) ?? (next && act({ kind: 'drain', pod: next.name, uid: next.uid }));
}

/** A drained node takes part again only when it is restarted. */
function takeBack(observation: Observation, cancelledAt: number): Step {
  const alive = observation.pods.filter(isAlive);
  const drained = alive.find((pod) => isDrained(observation, pod));
  const settled = cancel(observation, cancelledAt);
  // Nothing is drained any more after that, so that what was said then remains true.
  const unknown = alive.filter(({ mode }) => !mode || mode.at <= cancelledAt + CANCEL_MS);
  const draining = alive.find(({ mode }) => mode?.value === 'DRAINING');

  if (drained) {
    return act({ kind: 'deletePod', pod: drained.name, uid: drained.uid });
  }
  if (settled.kind === 'wait') {
    return settled;
  }

  return modesUnknown(observation, unknown) ?? (draining ? modesUnknown(observation, fresh(draining.mode, observation.now) ? [] : [draining]) ?? wait('draining', { pod: draining.name }) : settled);
}

function isAlive({ running, terminating, crashing }: PodObservation): boolean {
  return running && !terminating && !crashing;
}

function isDrained({ now }: Observation, { mode }: PodObservation): boolean {
  return mode?.value === 'DRAINED' && now - mode.at <= DRAINED_MS;
}
