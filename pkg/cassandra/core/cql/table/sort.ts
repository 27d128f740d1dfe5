import type { Cell, CqlType } from '../session';
import { compareSortKeys, sortKey, type SortKey } from '../values/compare';
import { Pace, type Work } from './work';

/** In bytes: of more, a comparison may take longer. */
const SMALL = 256;

export interface Sorting {
  readonly column: number;
  readonly isDescending: boolean;
}

/** What is sorted, by its place in the order before. */
interface Keys {
  readonly keys: readonly SortKey[];
  /** Of a comparison with each. */
  readonly costs: Float32Array;
  readonly isDescending: boolean;
}

/**
 * Rows in the order of one of their columns, as its type is ordered (see `compare`); those that are equal in it keep their
 * order. A merge sort, since the engine's own cannot be interrupted.
 *
 * @param order which rows, by their index, in the order that they have
 * @returns the same ones in the new order
 */
export function *sortWork(rows: readonly (readonly Cell[])[], order: readonly number[], type: CqlType, { column, isDescending }: Sorting): Work<number[]> {
  const pace = new Pace();
  const keys: SortKey[] = [];
  const costs = new Float32Array(order.length);
  // They change places after each round: nothing is made anew, which would have to be collected while somebody waits.
  let from = Uint32Array.from(order.keys());
  let to = new Uint32Array(order.length);

  for (const [place, index] of order.entries()) {
    const cell = rows[index]?.[column] ?? null;
    const cost = 1 + (cell?.length ?? 0) / SMALL;

    keys.push(sortKey(type, cell));
    costs[place] = cost;
    if (pace.isDue(cost)) {
      yield;
    }
  }
  for (let width = 1; width < order.length; width *= 2) {
    yield * mergeRuns(from, to, width, { keys, costs, isDescending }, pace);
    [from, to] = [to, from];
  }

  return Array.from(from, (place) => order[place] ?? 0);
}

/** Makes of each two runs that are in order one of twice the width. */
function *mergeRuns(from: Uint32Array, to: Uint32Array, width: number, { keys, costs, isDescending }: Keys, pace: Pace): Work<void> {
  for (let start = 0; start < from.length; start += width * 2) {
    const middle = Math.min(start + width, from.length);
    const end = Math.min(middle + width, from.length);
    let left = start;
    let right = middle;

    for (let at = start; at < end; at++) {
      const one = left < middle ? keys[from[left] ?? 0] : undefined;
      const other = right < end ? keys[from[right] ?? 0] : undefined;
      const isFirst = one !== undefined && (other === undefined || compareSortKeys(one, other, isDescending) <= 0);
      const place = from[isFirst ? left++ : right++] ?? 0;

      to[at] = place;
      if (pace.isDue(costs[place] ?? 1)) {
        yield;
      }
    }
  }
}
