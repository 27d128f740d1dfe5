/** From the first, up to but not including `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** How a content that may be taller than browsers can lay out is scrolled; all in pixels. */
export interface Scroll {
  /** Of the element that stands for the content. */
  readonly height: number;
  /** Of the content that is seen: where it begins. */
  readonly top: number;
  /** From a place in the content to the place in the element that shows it. */
  readonly shift: number;
}

/** In pixels. Firefox ends near 17.8 million, and all browsers sooner when they are zoomed. */
export const MOST_HEIGHT = 6_000_000;

/**
 * A content is scrolled as it is up to {@link MOST_HEIGHT}. What is taller is scrolled in proportion: each pixel of the
 * scroll bar is then several of the content.
 *
 * @param total height of the content
 * @param seen height of what is seen of it
 * @param at how far the element is scrolled
 */
export function scrollOf(total: number, seen: number, at: number): Scroll {
  const height = Math.min(total, MOST_HEIGHT);
  const within = Math.max(0, Math.min(at, height - seen));
  const top = total === height ? within : Math.round(within * ratioOf(total, seen));

  return { height, top, shift: within - top };
}

/** How far to scroll the element, so that what is seen begins there: the other way round. */
export function scrolledTo(total: number, seen: number, top: number): number {
  const within = Math.max(0, Math.min(top, total - seen));

  return total <= MOST_HEIGHT ? within : within / ratioOf(total, seen);
}

/**
 * The nearest place to begin at, so that all of a stretch is seen; of one that is longer than what is seen, its start.
 *
 * @param seen now
 */
export function reveal(seen: Stretch, { start, end }: Stretch): number {
  const room = seen.end - seen.start;

  if (start >= seen.start && end <= seen.end) {
    return seen.start;
  }

  return start < seen.start || end - start > room ? start : end - room;
}

/**
 * The lines of one height that are in sight, with some more on both sides. It begins at a multiple of those, so that
 * scrolling by a few pixels changes nothing.
 */
export function linesInSight(count: number, height: number, { start, end }: Stretch, spare: number): Stretch {
  const first = Math.floor(Math.floor(start / height) / spare) * spare - spare;
  const last = Math.ceil(Math.ceil(end / height) / spare) * spare + spare;

  return { start: clamp(first, count), end: clamp(last, count) };
}

/**
 * What stands side by side, each of its own width, and is in sight.
 *
 * @param places where each begins, and where the last one ends; each at least as far as the one before
 */
export function columnsInSight(places: ArrayLike<number>, { start, end }: Stretch, spare: number): Stretch {
  const count = Math.max(0, places.length - 1);
  const first = Math.max(0, firstAfter(places, start) - 1);
  const last = firstAfter(places, Math.max(start, end - 1));

  return { start: clamp(first - spare, count), end: clamp(last + spare, count) };
}

function ratioOf(total: number, seen: number): number {
  return (total - seen) / Math.max(1, MOST_HEIGHT - seen);
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(index, count));
}

/** Index of the first that begins after a place; their number, if none does. */
function firstAfter(places: ArrayLike<number>, place: number): number {
  let low = 0;
  let high = places.length;

  while (low < high) {
    const middle = (low + high) >> 1;

    if ((places[middle] ?? 0) > place) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }

  return low;
}
