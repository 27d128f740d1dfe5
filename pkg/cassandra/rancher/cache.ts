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
