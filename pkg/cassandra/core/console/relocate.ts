import type { Range } from '../cql/place';

/**
 * Where a part of a text stands after the text was edited in one place.
 *
 * @returns `undefined` if the part itself was edited
 */
export function relocate({ start, end }: Range, before: string, now: string): Range | undefined {
  const most = Math.min(before.length, now.length);
  let same = 0;

  while (same < most && before.charCodeAt(same) === now.charCodeAt(same)) {
    same++;
  }
  if (end <= same) {
    return { start, end };
  }
  let left = before.length;
  const moved = now.length - before.length;

  while (left > start && left + moved > same && before.charCodeAt(left - 1) === now.charCodeAt(left + moved - 1)) {
    left--;
  }

  return left <= start ? { start: start + moved, end: end + moved } : undefined;
}
