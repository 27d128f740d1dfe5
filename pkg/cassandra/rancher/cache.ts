import type { HostStore } from './store';

/**
 * Answers kept for a while, by key. Concurrent askers share one question, and a question that failed is asked anew.
 */
export class TtlCache<T> {
  private readonly entries = new Map<string, { expires: number; value: Promise<T> }>();

  constructor(private readonly ttlMs: number) {}

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const now = Date.now();
    const known = this.entries.get(key);

    if (known && known.expires > now) {
      return known.value;
    }
    this.dropExpired(now);

    const value = ask();
    const entry = { expires: now + this.ttlMs, value };

    this.entries.set(key, entry);
    value.catch(() => {
      if (this.entries.get(key) === entry) {
        this.entries.delete(key);
      }
    });

    return value;
  }

  private dropExpired(now: number): void {
    for (const [key, entry] of this.entries) {
      if (entry.expires <= now) {
        this.entries.delete(key);
      }
    }
  }
}

/** One cache by store and not a global one, so that no answer outlives the host's own state (and no test sees another's). */
export function cachePerStore<T>(ttlMs: number): (store: HostStore) => TtlCache<T> {
  const caches = new WeakMap<HostStore, TtlCache<T>>();

  return (store) => {
    const cache = caches.get(store) ?? new TtlCache<T>(ttlMs);

    caches.set(store, cache);

    return cache;
  };
}
