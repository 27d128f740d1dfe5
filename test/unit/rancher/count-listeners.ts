/** How many listeners are on a signal that were added after this call. */
export function countListeners(signal: AbortSignal): () => number {
  const active = new Set<unknown>();
  const { addEventListener, removeEventListener } = signal;

  signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    active.add(args[1]);
    addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    active.delete(args[1]);
    removeEventListener.apply(signal, args);
  };

  return () => active.size;
}
