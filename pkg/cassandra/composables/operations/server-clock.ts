/** An answer says whole seconds, and comes later than it was given. More than this is another clock. */
const DRIFT_MS = 5000;

/** The API server's time, as far as its answers tell it. That of the browser, which may be wrong by years, is not asked unless no answer does. */
export class ServerClock {
  /** Server time less this browser's steady time. */
  private offset: number | undefined;

  constructor(private readonly steady: () => number = () => performance.now(), private readonly wall: () => number = () => Date.now()) {}

  /** @param serverTime of an answer that came just now, ms since 1970 */
  told(serverTime: number | undefined): void {
    if (serverTime !== undefined) {
      const offset = serverTime - this.steady();
      const drift = Math.abs(offset - (this.offset ?? -Infinity));

      // Seconds are cut off, and ways differ, so that of answers that agree the latest is nearest.
      this.offset = drift > DRIFT_MS ? offset : Math.max(offset, this.offset ?? offset);
    }
  }

  /** Ms since 1970. */
  now(): number {
    return this.offset === undefined ? this.wall() : this.steady() + this.offset;
  }
}
