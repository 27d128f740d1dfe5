import { troubleOf } from './health';
import type { Intent } from './intent';
import { failureOf } from './modes';
import { fresh, podNamed, podsAskedFor, type Observation } from './observed';
import { act, blocked, CANCELLED, COMPLETE, observe, wait, type Act, type Step } from './step';

/** Every node gives up the data that is no longer its own, one after another. */
export function cleanup(observation: Observation, intent: Intent): Step {
  return troubleOf(observation) ?? cleanUp(observation, intent, podsAskedFor(observation));
}

/**
 * Cleans up pods that have not been. Cassandra refuses while nodes join or leave, so the ring must have been found well.
 *
 * @param pods in the order in which it is done
 */
export function cleanUp(observation: Observation, intent: Intent, pods: readonly string[]): Step {
  const open = pods.filter((name) => !intent.done.includes(name)).flatMap((name) => podNamed(observation, name) ?? []);
  const [pod] = open;

  if (!pod) {
    return COMPLETE;
  }
  if (!fresh(pod.cleanup, observation.now)) {
    return failureOf(observation, pod) ?? observe({ cleanups: [pod.name] });
  }
  const { id, state, said = '', progress } = pod.cleanup?.value ?? { id: undefined, state: 'none' };
  const begin: Act = { kind: 'cleanup', pod: pod.name, uid: pod.uid, id: intent.id };

  if (state === 'running') {
    return wait('cleaning', { pod: pod.name, ...progress });
  }
  if (id === intent.id && state === 'finished') {
    return act({ kind: 'record', pod: pod.name });
  }
  if (intent.cancelledAt !== undefined) {
    return CANCELLED;
  }

  return id === intent.id && state === 'failed' ? blocked('cleanupFailed', { pod: pod.name, said }, begin) : act(begin);
}
