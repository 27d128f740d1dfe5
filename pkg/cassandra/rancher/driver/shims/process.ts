/** What the driver and its streams use of Node's `process`. */
export const browser = true;
export const env = {};

/** Timers, which the usual replacement uses, take 4 ms each and up to a second while the page is hidden. */
export function nextTick<Args extends unknown[]>(task: (...args: Args) => void, ...args: Args): void {
  queueMicrotask(() => task(...args));
}

/** @returns seconds and nanoseconds, since `before` if given */
export function hrtime(before: [number, number] = [0, 0]): [number, number] {
  const now = performance.now();
  const ms = now - before[0] * 1000 - before[1] / 1e6;

  return [Math.floor(ms / 1000), Math.round(ms % 1000 * 1e6)];
}
