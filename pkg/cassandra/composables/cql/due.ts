/** What is long to answer is asked less often: a twentieth of the time at most. */
const REST_PER_QUESTION = 20;

/** When something is to be asked again: at once of another node than before, otherwise after a while. */
export class Due {
  private node: string | undefined;
  private asked = -Infinity;
  private lasted = 0;

  /** @param every milliseconds, `soon` the same where something is going on */
  constructor(private readonly every: number, private readonly soon: number) {}

  /** Whether it is due now; then it is taken to be asked. */
  take(node: string, now: number, isSoon: boolean): boolean {
    const wait = Math.max(isSoon ? this.soon : this.every, REST_PER_QUESTION * this.lasted);

    if (node === this.node && now - this.asked < wait) {
      return false;
    }
    this.node = node;
    this.asked = now;

    return true;
  }

  /** @param ms how long the answer took */
  took(ms: number): void {
    this.lasted = ms;
  }

  /** The node that was asked goes by this name from now on. */
  rename(node: string): void {
    this.node = node;
  }
}
