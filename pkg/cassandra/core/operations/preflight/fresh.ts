import type { Observed } from '../../cluster/facts';
import { isTerminating } from '../../cluster/pods';
import type { PreflightInput } from './check';

/** A fact is good enough to begin with for so long: enough to read the dialog and to consent. Each step looks again before it acts. */
export const FRESH_MS = 120_000;

/** What was read, if that is not too long ago. */
export function fresh<T>({ facts: { now } }: PreflightInput, seen: Observed<T> | undefined): T | undefined {
  return seen && now - seen.at <= FRESH_MS ? seen.value : undefined;
}

/** The pods that have a node to ask: all that are not being taken away. */
export function askedPods({ facts: { pods } }: PreflightInput): string[] {
  return pods.filter((pod) => !isTerminating(pod)).map(({ metadata }) => metadata?.name ?? '').sort();
}

/** What each pod said of itself. `missing` names those that were not asked, did not answer, or did so too long ago. */
export function saidBy<T>(input: PreflightInput, answers: ReadonlyMap<string, Observed<T>> | undefined): { said: { pod: string; value: T }[]; missing: string[] } {
  const asked = askedPods(input).map((pod) => ({ pod, value: fresh(input, answers?.get(pod)) }));

  return {
    said:    asked.flatMap(({ pod, value }) => value === undefined ? [] : [{ pod, value }]),
    missing: asked.filter(({ value }) => value === undefined).map(({ pod }) => pod),
  };
}
