/**
 * Work that is done in steps, so that whoever does it can let others have a turn between them. A step takes less than a
 * few milliseconds.
 */
export type Work<Result> = Generator<void, Result, void>;

/** What is to be done before it can be looked at the clock again, in comparisons of small values. */
const STEP = 64;

/** Counts what was done, and tells when it is time for a step. */
export class Pace {
  private done = 0;

  /** @param cost in comparisons of small values */
  isDue(cost: number): boolean {
    this.done += cost;
    if (this.done < STEP) {
      return false;
    }
    this.done = 0;

    return true;
  }
}
