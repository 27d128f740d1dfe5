/** Does something and waits for it, but no longer than a signal allows. What was begun goes on. */
export async function stoppable<Value>(begin: () => Promise<Value>, signal: AbortSignal | undefined, reason: () => Error): Promise<Value> {
  if (signal?.aborted) {
    throw reason();
  }

  return new Promise((resolve, reject) => {
    const stop = () => reject(reason());

    signal?.addEventListener('abort', stop, { once: true });
    begin().then(resolve, reject).finally(() => signal?.removeEventListener('abort', stop));
  });
}
