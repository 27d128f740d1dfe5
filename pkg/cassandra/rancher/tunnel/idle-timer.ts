/** Tells once when nothing has happened for a while, as the timeout of `net.Socket` does. */
export class IdleTimer {
  private ms = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: () => void) {}

  /** @param ms 0 for never */
  set(ms: number): void {
    this.ms = ms;
    this.touch();
  }

  /** Something has happened. */
  touch(): void {
    clearTimeout(this.timer);
    this.timer = this.ms > 0 ? setTimeout(this.tell, this.ms) : undefined;
  }
}
