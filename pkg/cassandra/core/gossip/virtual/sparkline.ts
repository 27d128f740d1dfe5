import type { Point } from './lines';

/** A small drawing of a line. */
export interface Sparkline {
  /** `d` of an SVG path: each run of points without a gap is a line, one alone a dot of no length. */
  path: string;
  latest: number | undefined;
  least: number | undefined;
  most: number | undefined;
}

/** Width and height in units of the drawing, and how much time it is wide, milliseconds. */
export interface SparklineSize {
  width: number;
  height: number;
  span: number;
}

/**
 * Draws the points of the last while, the latest at the right edge. The scale begins at nothing, so that little and much
 * do not look alike.
 *
 * @param points oldest first
 */
export function sparkline(points: readonly Point[], { width, height, span }: SparklineSize): Sparkline {
  const end = points.at(-1)?.at ?? 0;
  const shown = points.filter(({ at }) => at >= end - span);
  const values = shown.flatMap(({ value }) => value ?? []);
  const most = values.length > 0 ? Math.max(...values) : undefined;
  const x = (at: number) => round(width * (1 - (end - at) / span));
  const y = (value: number) => round(height * (1 - value / (most || 1)));

  const path = shown.map(({ at, value }, index) => {
    if (value === undefined) {
      return '';
    }
    const begins = shown[index - 1]?.value === undefined;
    const place = `${ x(at) } ${ y(value) }`;

    return begins ? `M ${ place } L ${ place }` : `L ${ place }`;
  });

  return { path: path.filter(Boolean).join(' '), latest: points.at(-1)?.value, least: values.length > 0 ? Math.min(...values) : undefined, most };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
