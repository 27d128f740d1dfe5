import { isNewer, sameLife, type Beat } from './beat';
import { THRESHOLDS } from './thresholds';

/** What one observer shows of another node. */
interface Shown extends Beat {
  /** For how long it has shown nothing newer, in milliseconds that were watched. */
  silent: number;
}

/** A node that is asked what it has heard, and how far it can be believed. */
export class Observer {
  /** When it last answered. */
  answered = -Infinity;
  /** When its own heart was last seen to beat. */
  beat = -Infinity;
  /** The question that it has left without an answer, if it is the last one that it was asked. */
  open: { asked: number; until: number } | undefined;

  private own: Beat | undefined;
  private budget: number = THRESHOLDS.beatsKept;
  private readonly shown = new Map<string, Shown>();

  /**
   * Takes note of an answer.
   *
   * @param own what it says of itself
   * @returns how much of the time before it was watched: little at the first answer and after a gap of ours, and no more
   *   than its own heart has beaten
   */
  answer(at: number, own: Beat | undefined): number {
    const elapsed = Math.max(0, at - this.answered);
    const beats = own && this.own && sameLife(own, this.own) ? Math.max(0, own.heartbeat - this.own.heartbeat) : 0;

    if (own && (!this.own || isNewer(own, this.own))) {
      this.beat = at;
      this.own = own;
    }
    this.answered = at;
    this.open = undefined;
    this.budget = Math.min(THRESHOLDS.beatsKept, this.budget + beats * 1000);
    const watched = Math.min(elapsed > THRESHOLDS.gap ? THRESHOLDS.gapCounts : elapsed, this.budget);

    this.budget -= watched;

    return watched;
  }

  /** Takes note of what it shows of a node. @returns for how long it has shown nothing newer */
  show(key: string, beat: Beat, watched: number): number {
    const before = this.shown.get(key);

    if (before && !isNewer(beat, before)) {
      before.silent += watched;

      return before.silent;
    }
    this.shown.set(key, { generation: beat.generation, heartbeat: beat.heartbeat, silent: 0 });

    return 0;
  }

  silence(key: string): number {
    return this.shown.get(key)?.silent ?? 0;
  }

  forget(key: string): void {
    this.shown.delete(key);
  }

  /** Whether it has answered lately, and its heart beats: one that only answers may be telling what it heard long ago. */
  isGood(now: number): boolean {
    return now - this.answered <= THRESHOLDS.gap && now - this.beat <= THRESHOLDS.gap;
  }
}
