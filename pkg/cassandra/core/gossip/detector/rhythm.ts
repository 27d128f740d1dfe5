import { THRESHOLDS } from './thresholds';

/** Pauses of a node: enough for a rhythm, few enough to follow it within minutes. */
const OF_NODE = 60;
/** Of all nodes together. */
const OF_RING = 600;
/** With fewer of its own, a node is taken to be as the others are. */
const ENOUGH = 20;

/** The last pauses between moves, in milliseconds of watched silence; the oldest give way. */
export class Pauses {
  private readonly kept: number[] = [];
  private next = 0;

  constructor(private readonly most: number = OF_NODE) {}

  get count(): number {
    return this.kept.length;
  }

  /** A pause that went beyond what is ever allowed counts as the most that is: it says enough, and no more. */
  add(pause: number): void {
    this.kept[this.next] = Math.min(pause, THRESHOLDS.suspectMost);
    this.next = (this.next + 1) % this.most;
  }

  /** How long a node with such pauses may stand still before it is suspected. */
  limit(): number {
    const sorted = [...this.kept].sort((a, b) => a - b);
    const quantile = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;

    return THRESHOLDS.suspectFactor * (quantile(0.95) + quantile(0.99));
  }
}

/** The rhythm of a ring as a whole, for nodes of which little is known. */
export class RingRhythm extends Pauses {
  constructor() {
    super(OF_RING);
  }

  /** How long a node may stand still: by its own rhythm or that of the ring, whichever is slower, between the limits. */
  suspectAfter(own: Pauses): number {
    const limit = Math.max(this.limit(), own.count < ENOUGH ? 0 : own.limit());

    return Math.min(THRESHOLDS.suspectMost, Math.max(THRESHOLDS.suspectLeast, limit));
  }
}

/** How long a node may stand still before it is down. */
export function downAfter(suspectAfter: number): number {
  return Math.min(THRESHOLDS.downMost, Math.max(THRESHOLDS.downLeast, THRESHOLDS.downFactor * suspectAfter));
}
