/** A value of a chart; `undefined` breaks the line. */
export interface Point {
  /** Milliseconds of a clock that is not set. */
  at: number;
  value: number | undefined;
}

/** Where nothing was read for so many times longer than is usual, nobody knows what was in between. */
const BREAK = 5;

/** @param every how often something is usually read, milliseconds */
export function isGap(before: number, now: number, every: number): boolean {
  return now - before > BREAK * every;
}

/** The last points of several lines. Each reading tells a value of each, or nothing. */
export class Lines {
  private readonly lines = new Map<string, Point[]>();
  private last = -Infinity;

  /**
   * @param every how often readings are usual, milliseconds
   * @param most how many points of each line are kept
   */
  constructor(private readonly every: number, private readonly most: number = 300) {}

  /** A reading that is no later than the one before is passed over. */
  add(at: number, values: ReadonlyMap<string, number>): void {
    if (at <= this.last) {
      return;
    }
    for (const name of new Set([...this.lines.keys(), ...values.keys()])) {
      if (this.lines.has(name) && values.has(name) && isGap(this.last, at, this.every)) {
        this.push(name, { at: at - this.every, value: undefined });
      }
      this.push(name, { at, value: values.get(name) });
    }
    this.last = at;
  }

  /** Oldest first. */
  line(name: string): readonly Point[] {
    return this.lines.get(name) ?? [];
  }

  private push(name: string, point: Point): void {
    const points = [...(this.lines.get(name) ?? []), point].slice(-this.most);

    // What has been gone for the whole time leaves no empty line behind.
    if (points.every(({ value }) => value === undefined)) {
      this.lines.delete(name);
    } else {
      this.lines.set(name, points);
    }
  }
}
