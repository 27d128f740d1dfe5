import { isGap } from './lines';

/** Counters at a moment, each by a name of its own. */
export interface Reading {
  /** Milliseconds of a clock that is not set. */
  at: number;
  counters: ReadonlyMap<string, number>;
}

/**
 * How much each counter went up per second between two readings. One that is smaller than before began anew in between
 * (the node was restarted, a client came back): what it has counted since is all that is known. Of a counter that was not
 * there before nothing is.
 *
 * @returns nothing if the second reading is not later
 */
export function ratesBetween(before: Reading, now: Reading): Map<string, number> {
  const seconds = (now.at - before.at) / 1000;
  const rates = new Map<string, number>();

  for (const [name, count] of seconds > 0 ? now.counters : []) {
    const earlier = before.counters.get(name);

    if (earlier !== undefined) {
      rates.set(name, (count < earlier ? count : count - earlier) / seconds);
    }
  }

  return rates;
}

/** Rates of readings as they come. */
export class Rates {
  private last: Reading | undefined;

  /** @param every how often readings are usual, milliseconds */
  constructor(private readonly every: number) {}

  /** @returns per second since the reading before; nothing for the first, and for one that comes after a gap */
  add(reading: Reading): ReadonlyMap<string, number> {
    const before = this.last;

    this.last = before && reading.at <= before.at ? before : reading;

    return before && !isGap(before.at, reading.at, this.every) ? ratesBetween(before, reading) : new Map();
  }
}
