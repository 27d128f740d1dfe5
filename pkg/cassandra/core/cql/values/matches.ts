/**
 * Whether a cell's text holds each word of a filter, whatever the capitals. A filter without words holds for all. What a
 * table has not written out of a cell is not looked at.
 */
export function matches(text: string, filter: string): boolean {
  const lower = text.toLowerCase();

  return filter.toLowerCase().split(/\s+/).every((word) => lower.includes(word));
}
