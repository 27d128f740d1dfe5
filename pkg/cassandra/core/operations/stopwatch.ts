import type { StepTime } from './history';
import type { Step } from './step';

/** More is no history but a log. */
const MOST = 200;

/** Measures how long was waited for what, so that the next plan can tell it. */
export class Stopwatch {
  /** Of what has ended; the same wait for the same pod once, though it was interrupted. */
  times: readonly StepTime[] = [];
  private current: { code: string; pod: string; since: number } | undefined;

  /**
   * Takes note of the step that an operation is at.
   *
   * @param now ms, by any clock that goes on
   */
  at(step: Step, now: number): void {
    const code = step.kind === 'wait' ? step.for : undefined;
    const pod = step.kind === 'wait' ? String(step.args['pod'] ?? '') : '';

    if (this.current?.code !== code || this.current?.pod !== pod) {
      this.end(now);
      this.current = code === undefined ? undefined : { code, pod, since: now };
    }
  }

  private end(now: number): void {
    if (this.current) {
      const { code, pod, since } = this.current;
      const before = this.times.find((each) => each.code === code && each.pod === pod);
      const seconds = (before?.seconds ?? 0) + Math.max(0, Math.round((now - since) / 1000)); // clocks are set back

      this.times = [...this.times.filter((each) => each !== before), { code, pod, seconds }].slice(-MOST);
    }
  }
}
