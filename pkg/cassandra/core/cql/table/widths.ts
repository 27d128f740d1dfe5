import type { Cell, Column, ScalarName } from '../session';
import { decode } from '../values/decode';
import { display } from '../values/format';
import { scalarOf, typeName } from '../values/type';

/** In pixels, of a column. */
const LEAST = 72;
const MOST = 360;
/** In pixels: of a letter of the table's fonts, about; of a type in the smaller one; beside the text of a cell and of a head. */
const LETTER = 8;
const SMALL_LETTER = 6.5;
const CELL_EXTRA = 26;
const HEAD_EXTRA = 60;
/** In pixels, of the size that stands behind a blob. */
const SIZE_EXTRA = 56;

/** In letters: as long as values of these types mostly are, or may become further down. */
const TYPICAL: Readonly<Partial<Record<ScalarName, number>>> = { bigint: 20, counter: 20, date: 10, int: 11, time: 18, timestamp: 24, timeuuid: 36, uuid: 36, varint: 20 };

/** Cells that are looked at, of all columns together. */
const MOST_CELLS = 5_000;
/** Rows that are looked at. */
const MOST_ROWS = 50;
/** In letters: more do not fit into the widest column. */
const MOST_LETTERS = MOST / LETTER;

/** Letters of East Asia and pictures take the room of two. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/gu;

/**
 * Where columns begin, and where the last one ends, in pixels from the first: as wide as their heads and what the first
 * rows hold want them, within bounds. Of many columns fewer rows are looked at.
 */
export function columnPlaces(columns: readonly Column[], rows: readonly (readonly Cell[])[]): Float64Array {
  const looked = rows.slice(0, Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_CELLS / Math.max(1, columns.length)))));
  const places = new Float64Array(columns.length + 1);

  columns.forEach((column, index) => {
    places[index + 1] = (places[index] ?? 0) + widthOf(column, looked.map((row) => row[index] ?? null));
  });

  return places;
}

/** In letters as wide as Latin ones are. */
export function lettersOf(text: string): number {
  const head = text.slice(0, MOST_LETTERS);

  return head.length + (head.match(WIDE) ?? []).filter(({ length }) => length === 1).length;
}

function widthOf({ name, type }: Column, cells: readonly Cell[]): number {
  const head = Math.max(lettersOf(name) * LETTER, lettersOf(typeName(type)) * SMALL_LETTER) + HEAD_EXTRA;
  const scalar = scalarOf(type);
  const typical = (scalar && TYPICAL[scalar]) ?? 0;
  const extra = CELL_EXTRA + (scalar === 'blob' ? SIZE_EXTRA : 0);
  const widest = cells.reduce((width, cell) => Math.max(width, lettersOf(display(decode(type, cell), MOST_LETTERS).text) * LETTER + extra), Math.max(head, typical * LETTER + CELL_EXTRA));

  return Math.round(Math.max(LEAST, Math.min(MOST, widest)));
}
