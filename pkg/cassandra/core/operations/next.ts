import { cleanup } from './cleanup';
import type { Intent } from './intent';
import { memberNamed, type Observation } from './observed';
import { positionOf } from './plan';
import { restart } from './restart';
import { scaleDown } from './scale-down';
import { scaleUp } from './scale-up';
import { start } from './start';
import { blocked, type Step } from './step';
import { stop } from './stop';

/**
 * What an operation does next. It remembers nothing: who asks again, in whatever browser, gets the same answer for the
 * same observation, and each action finds itself done, or refused by its precondition, when it is carried out twice.
 *
 * Whoever carries it out holds the cluster's Lease, asks with the intent as it is written now, and forgets what a pod
 * said before something was done to it.
 */
export function next(observation: Observation, intent: Intent): Step {
  const gone = Object.keys(intent.from).find((name) => !memberNamed(observation, name));
  const desired = Object.fromEntries(observation.members.map((member) => [member.name, member.desired]));
  const position = positionOf(intent, desired);

  if (gone !== undefined) {
    return blocked('memberGone', { set: gone });
  }
  switch (intent.kind) {
    case 'stop': return stop(observation, intent);
    case 'start': return start(observation, intent);
    default:
  }
  if (position === undefined) {
    return scaledBehind(observation, intent);
  }
  switch (intent.kind) {
    case 'scaleUp': return scaleUp(observation, intent, position);
    case 'scaleDown': return scaleDown(observation, intent, position);
    case 'cleanup': return cleanup(observation, intent);
    case 'restart': return restart(observation, intent);
  }
}

/** Names the first StatefulSet that has other numbers than it could have by the operation alone. */
function scaledBehind({ members }: Observation, { from, targets }: Intent): Step {
  const strange = members.find(({ name, desired }) => desired < Math.min(from[name] ?? 0, targets[name] ?? 0) || desired > Math.max(from[name] ?? 0, targets[name] ?? 0));
  const member = strange ?? members.find(({ name, desired }) => desired !== from[name]);

  return blocked('scaledBehind', { set: member?.name ?? '', replicas: member?.desired ?? 0 });
}
