import type { NodeMode } from '../nodetool/netstats';
import { fresh, type Observation, type PodObservation } from './observed';
import { blocked, CANCELLED, observe, streamed, wait, type Step } from './step';

/** A command that was sent before somebody cancelled has shown itself in the node's mode by then. */
export const CANCEL_MS = 60_000;

/** What a node does, if that is known well enough to act on it. From having left there is no way back, so that it does not grow old. */
export function modeOf({ now }: Observation, { mode }: PodObservation): NodeMode | undefined {
  return mode?.value === 'DECOMMISSIONED' ? mode.value : fresh(mode, now)?.value;
}

/** Asks a node what it does, or says why it cannot be asked now. */
export function modeUnknown(observation: Observation, pod: PodObservation): Step {
  const about = { pod: pod.name };

  if (pod.crashing) {
    return blocked('podCrashing', about);
  }

  return pod.running ? failureOf(observation, pod) ?? observe({ modes: [pod.name] }) : wait('podStarting', about);
}

/** Asks several nodes at once; `undefined` if there are none. */
export function modesUnknown(observation: Observation, pods: readonly PodObservation[]): Step | undefined {
  const steps = pods.map((pod) => modeUnknown(observation, pod));

  return steps.find(({ kind }) => kind !== 'act') ?? (pods.length > 0 ? observe({ modes: pods.map(({ name }) => name) }) : undefined);
}

/** Why a node gave no answer a moment ago, as far as it gave none. */
export function failureOf({ now }: Observation, { name, failure }: PodObservation): Step | undefined {
  const { code, said } = fresh(failure, now)?.value ?? {};

  if (code === undefined) {
    return undefined;
  }

  return code === 'denied' ? blocked('execDenied', { pod: name, said: said ?? '' }) : wait('noAnswer', { pod: name, said: said ?? '' });
}

/** What is to be done about a node that does what this operation did not ask for; nothing while it is normal. */
export function modeTrouble({ name, streams, decommissionError }: PodObservation, mode: NodeMode): Step | undefined {
  const about = { pod: name };

  switch (mode) {
    case 'NORMAL': return undefined;
    case 'STARTING': return wait('podStarting', about);
    case 'JOINING': return wait('joining', { ...about, ...streamed(streams) });
    case 'LEAVING': return decommissionError === undefined ? wait('ringMoving', about) : blocked('decommissionFailed', { ...about, said: decommissionError });
    case 'MOVING': return wait('ringMoving', about);
    case 'DRAINING': return wait('draining', about);
    case 'DRAINED': return blocked('drained', about);
    case 'DECOMMISSIONED': return blocked('leftRing', about);
    case 'DECOMMISSION_FAILED': return blocked('decommissionFailed', { ...about, said: decommissionError ?? '' });
    case 'JOINING_FAILED': return blocked('joinFailed', about);
    case 'MOVE_FAILED': return blocked('moveFailed', about);
  }
}

/** Ends an operation that was cancelled while nothing is under way, once that is certain. */
export function cancel({ now }: Observation, cancelledAt: number): Step {
  return now - cancelledAt > CANCEL_MS ? CANCELLED : wait('cancelling');
}
