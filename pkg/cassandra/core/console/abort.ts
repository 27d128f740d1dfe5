import { CqlError } from '../cql/session';

/**
 * What is worked on, or a CqlError `aborted` as soon as nobody waits for it any more, whoever works on it listens or not.
 */
export function untilAborted<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (!signal) {
    return work;
  }

  return new Promise((resolve, reject) => {
    const stop = () => reject(new CqlError('aborted', 'aborted'));

    if (signal.aborted) {
      stop();
    }
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** @throws CqlError `aborted` */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;

  return untilAborted(signal, new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  })).finally(() => clearTimeout(timer));
}
