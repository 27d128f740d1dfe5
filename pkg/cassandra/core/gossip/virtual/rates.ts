/** Counters at a moment, each by a name of its own. */
export interface Reading {
  /** Milliseconds of a clock that is not set. */
  at: number;
  counters: ReadonlyMap<string, number>;
}

/** A value of a chart; `undefined` breaks the line. */
export interface Point {
  at: number;
  /** Per second. */
  value: number | undefined;
}

/** A line is broken where it was not read for so many times longer than is usual. */
const BREAK = 5;

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

/** The last points of rates, made of readings as they come. */
export class RateSeries {
  private readonly lines = new Map<string, Point[]>();
  private last: Reading | undefined;

  /**
   * @param every how often readings are usual, milliseconds
   * @param most how many points of each line are kept
   */
  constructor(private readonly every: number, private readonly most: number = 300) {}

  add(reading: Reading): void {
    const before = this.last;

    if (before && reading.at <= before.at) {
      return;
    }
    this.last = reading;
    if (!before) {
      return;
    }
    const rates = ratesBetween(before, reading);
    const isBroken = reading.at - before.at > BREAK * this.every;

    for (const name of new Set([...this.lines.keys(), ...rates.keys()])) {
      this.push(name, { at: reading.at, value: isBroken ? undefined : rates.get(name) });
    }
  }

  /** Oldest first. */
  line(name: string): readonly Point[] {
    return this.lines.get(name) ?? [];
  }

  private push(name: string, point: Point): void {
    const points = [...(this.lines.get(name) ?? []), point].slice(-this.most);

    // A counter that has been gone for the whole time leaves no empty line behind.
    if (points.every(({ value }) => value === undefined)) {
      this.lines.delete(name);
    } else {
      this.lines.set(name, points);
    }
  }
}
