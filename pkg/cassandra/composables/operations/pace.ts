/** Between two questions of the same kind to a pod, a moment after something has happened: gossip takes a second or two. */
export const SOONEST_MS = 4000;

/** The same where nothing happens. What is waited for shows itself by other means first; this is for what it streams. */
export const CALM_MS = 20_000;

/** The same where nothing has happened for long: somebody has to do something, or a node streams for hours. */
const LONG_MS = 60_000;
const LONG_AFTER_MS = 1_800_000;

/**
 * How long to wait between two questions of the same kind to a pod.
 *
 * @param since ms since something happened last
 */
export function spacing(since: number): number {
  return since > LONG_AFTER_MS ? LONG_MS : Math.min(CALM_MS, Math.max(SOONEST_MS, since / 3));
}

/**
 * How long to wait until Kubernetes is looked at again, unless something comes up before. A moment counts after
 * a moment; after an hour it does not.
 *
 * @param since ms since something happened last
 */
export function pause(since: number): number {
  return Math.min(10_000, Math.max(500, since / 20));
}
