import type { Cell, Column } from '../session';
import { filterWork, wordsOf } from './filter';
import { sortWork, type Sorting } from './sort';
import type { Work } from './work';

/** What of a result is shown, and in which order. */
export interface View {
  /** Words that a row must have. */
  readonly filter: string;
  readonly sorting?: Sorting;
}

/** A view of the rows that there were. */
export interface Ordered {
  readonly view: View;
  /** How many rows were looked at. */
  readonly rows: number;
  /** Indices of those that the filter lets pass, as they came; absent if it lets all pass. */
  readonly found?: readonly number[];
  /** Indices in the order in which they are shown; absent if that is all rows as they came. */
  readonly order?: readonly number[];
}

/**
 * Filters and sorts rows.
 *
 * @param before an earlier view of the same result: what it has filtered is not filtered again, since rows are only added
 */
export function *orderWork(columns: readonly Column[], rows: readonly (readonly Cell[])[], view: View, before?: Ordered): Work<Ordered> {
  const words = wordsOf(view.filter);
  const known = before && before.rows <= rows.length && wordsOf(before.view.filter).join(' ') === words.join(' ') ? before : undefined;
  const found = words.length === 0 ? undefined : [...known?.found ?? [], ...yield * filterWork(columns, rows, words, known?.rows)];
  const type = view.sorting && columns[view.sorting.column]?.type;
  const order = view.sorting && type ? yield * sortWork(rows, found ?? [...rows.keys()], type, view.sorting) : found;

  return { view, rows: rows.length, ...(found && { found }), ...(order && { order }) };
}

/** What the next click on a column's head makes of the order: upwards, downwards, as they came. */
export function nextSorting(sorting: Sorting | undefined, column: number): Sorting | undefined {
  if (sorting?.column !== column) {
    return { column, isDescending: false };
  }

  return sorting.isDescending ? undefined : { column, isDescending: true };
}
