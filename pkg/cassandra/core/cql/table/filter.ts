import type { Cell, Column } from '../session';
import { decode } from '../values/decode';
import { display } from '../values/format';
import { Pace, type Work } from './work';

/** In bytes: of more, it takes longer to find out whether they are a value. */
const SMALL = 1024;
/** Of decoding and writing a cell, in comparisons. */
const CELL_COST = 4;

/** The words of a filter, in small letters. Without any it lets all rows pass. */
export function wordsOf(filter: string): string[] {
  return filter.toLowerCase().split(/\s+/).filter(Boolean);
}

/**
 * The rows that have each word in one of their cells, as a table writes them. What it has not written out of a cell is
 * not looked at.
 *
 * @param from index of the first row that is looked at
 * @returns their indices
 */
export function *filterWork(columns: readonly Column[], rows: readonly (readonly Cell[])[], words: readonly string[], from = 0): Work<number[]> {
  const pace = new Pace();
  const found: number[] = [];

  for (let index = from; index < rows.length; index++) {
    let missing = words;

    for (let column = 0; column < columns.length && missing.length > 0; column++) {
      const type = columns[column]?.type;
      const cell = rows[index]?.[column] ?? null;

      if (type) {
        const text = display(decode(type, cell)).text.toLowerCase();

        missing = missing.filter((word) => !text.includes(word));
      }
      if (pace.isDue(CELL_COST + (cell?.length ?? 0) / SMALL)) {
        yield;
      }
    }
    if (missing.length === 0) {
      found.push(index);
    }
  }

  return found;
}
