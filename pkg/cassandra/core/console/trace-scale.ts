import type { Trace } from './trace';

/** A mark of a timeline's scale. */
export interface Tick {
  /** Microseconds, as `at` of events. */
  readonly at: number;
  /** Share of the whole, from 0 to 1. */
  readonly place: number;
}

/** A part of the timeline, as shares of the whole. */
export interface TraceBar {
  readonly start: number;
  readonly width: number;
}

/** So many marks are there about. */
const TICKS = 5;

/** How long the timeline is, in microseconds: until the coordinator or the last node has ended; at least 1. */
export function traceLength({ total = 0, nodes }: Pick<Trace, 'total' | 'nodes'>): number {
  return nodes.reduce((length, { to }) => Math.max(length, to), Math.max(1, total));
}

/** Marks at round times, from zero on. @param length in microseconds, above 0 */
export function ticksOf(length: number): Tick[] {
  const rough = length / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power);

  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => ({ at: index * step, place: index * step / length }));
}

/** Where a span is drawn. */
export function barOf({ from, to }: { readonly from: number; readonly to: number }, length: number): TraceBar {
  const start = Math.max(0, Math.min(1, from / length));

  return { start, width: Math.max(0, Math.min(1, to / length) - start) };
}
