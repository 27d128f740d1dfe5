import type { Work } from '../core/cql/table/work';

/** In milliseconds: with what the browser does by itself, a picture is still drawn every 50 ms. */
const SLICE_MS = 12;

/** Lets the browser do what waits for it. Unlike a timer it is not put off in a tab that nobody sees. */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();

    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Tells when it is time to take a breath. */
export class Stopwatch {
  private began = performance.now();

  get isDue(): boolean {
    return performance.now() - this.began >= SLICE_MS;
  }

  async breathe(): Promise<void> {
    await breath();
    this.began = performance.now();
  }
}

/**
 * Does work in slices, between which the browser can draw and answer.
 *
 * @throws the signal's reason, when it is aborted first
 */
export async function inSlices<Result>(work: Work<Result>, signal: AbortSignal): Promise<Result> {
  const watch = new Stopwatch();

  for (;;) {
    signal.throwIfAborted();
    const step = work.next();

    if (step.done) {
      return step.value;
    }
    if (watch.isDue) {
      await watch.breathe();
    }
  }
}
