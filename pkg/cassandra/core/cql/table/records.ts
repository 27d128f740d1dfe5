/** A line of rows that stand one below another: the head of a row, or one of its columns. */
export interface RecordLine {
  readonly row: number;
  /** Absent in a head. */
  readonly column?: number;
}

/** What stands on a line, from 0, when each row has a head and then a line for every column. */
export function recordLine(line: number, columns: number): RecordLine {
  const row = Math.floor(line / (columns + 1));
  const column = line % (columns + 1) - 1;

  return column < 0 ? { row } : { row, column };
}
