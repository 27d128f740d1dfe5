import type { Stretch } from './scroll';

/** Row {@link HEAD} is the head of the table; both are places as shown, not indices of the result. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that are seen at once. */
  readonly page: number;
  /** Whether one can go into the head. */
  readonly hasHead: boolean;
}

export const HEAD = -1;

/**
 * Where a key leads, as in the ARIA pattern for grids.
 *
 * @param key name of the key (`KeyboardEvent.key`)
 * @param isFar whether Ctrl or Command is held
 * @returns `undefined` for keys that lead nowhere
 */
export function moved(key: string, isFar: boolean, { row, column }: GridPlace, size: GridSize): GridPlace | undefined {
  const last = { row: size.rows - 1, column: size.columns - 1 };

  switch (key) {
  case 'ArrowUp': return within({ row: isFar ? 0 : row - 1, column }, size);
  case 'ArrowDown': return within({ row: isFar ? last.row : row + 1, column }, size);
  case 'ArrowLeft': return within({ row, column: isFar ? 0 : column - 1 }, size);
  case 'ArrowRight': return within({ row, column: isFar ? last.column : column + 1 }, size);
  case 'PageUp': return within({ row: Math.max(row - size.page, Math.min(row, 0)), column }, size);
  case 'PageDown': return within({ row: row + size.page, column }, size);
  case 'Home': return within({ row: isFar ? 0 : row, column: 0 }, size);
  case 'End': return within({ row: isFar ? last.row : row, column: last.column }, size);
  default: return undefined;
  }
}

/**
 * Where a key leads when rows stand one below another, and in each its cells: up and down goes from cell to cell, and on
 * into the next row.
 *
 * @param size of which `page` is in cells, and a head there is none
 */
export function movedInRecords(key: string, isFar: boolean, { row, column }: GridPlace, { rows, columns, page }: GridSize): GridPlace | undefined {
  const go = (line: number) => {
    const to = Math.max(0, Math.min(line, rows * columns - 1));

    return { row: Math.floor(to / columns), column: to % columns };
  };
  const line = row * columns + column;

  switch (key) {
  case 'ArrowUp': return go(isFar ? 0 : line - 1);
  case 'ArrowDown': return go(isFar ? rows * columns - 1 : line + 1);
  case 'PageUp': return go(line - page);
  case 'PageDown': return go(line + page);
  case 'Home': return go(isFar ? 0 : row * columns);
  case 'End': return go(isFar ? rows * columns - 1 : row * columns + columns - 1);
  default: return undefined;
  }
}

/** The nearest place that there is. */
export function within({ row, column }: GridPlace, { rows, columns, hasHead }: GridSize): GridPlace {
  return { row: Math.max(hasHead ? HEAD : 0, Math.min(row, rows - 1)), column: Math.max(0, Math.min(column, columns - 1)) };
}

/** The rows from one to another, in whichever order, both included. */
export function rowsBetween(one: number, other: number): Stretch {
  return { start: Math.max(0, Math.min(one, other)), end: Math.max(one, other) + 1 };
}
