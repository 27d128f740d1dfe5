/**
 * Resolves when somebody can see this tab, which may be at once. What nobody looks at must not cost the database a JVM.
 *
 * @throws the signal's reason, when it is aborted first
 */
export function tabShown(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = new AbortController();

    function look(): void {
      if (signal?.aborted) {
        reject(signal.reason);
      } else if (!document.hidden) {
        resolve();
      } else {
        return;
      }
      done.abort();
    }

    document.addEventListener('visibilitychange', look, { signal: done.signal });
    signal?.addEventListener('abort', look, { signal: done.signal });
    look();
  });
}
