import { lex } from './lexer';

export interface Range {
  start: number;
  end: number;
}

export interface Place {
  /** Both from one, as editors show them. */
  line: number;
  column: number;
}

/** How Cassandra says where it stopped: lines from one, columns from zero; `0:-1` at the end. */
const STOPPED = /\bline (\d+):(-?\d+)/;

/** The line and column of an offset. Lines end with `\n`, as Cassandra counts them. */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, Math.max(0, offset));
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 1;

  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) {
    line++;
  }

  return { line, column: before.length - lineStart + 1 };
}

/** The offset of a line and column; the nearest one if the text has no such place. */
export function offsetOf(text: string, { line, column }: Place): number {
  let start = 0;

  for (let count = 1; count < line; count++) {
    const end = text.indexOf('\n', start);

    if (end < 0) {
      return text.length;
    }
    start = end + 1;
  }
  const end = text.indexOf('\n', start);

  return Math.min(start + Math.max(0, column - 1), end < 0 ? text.length : end);
}

/**
 * Where in a statement Cassandra found what it does not understand.
 *
 * @param statement the text that was sent
 * @param message what Cassandra answered
 * @returns offsets into the statement: of a whole token, or empty at its end; `undefined` if the message names no place
 */
export function refusedAt(statement: string, message: string): Range | undefined {
  const [, line, column] = STOPPED.exec(message) ?? [];

  if (line === undefined || column === undefined) {
    return undefined;
  }
  const offset = Number(line) > 0 && Number(column) >= 0 ? offsetOf(statement, { line: Number(line), column: Number(column) + 1 }) : statement.length;
  const token = lex(statement).find(({ end }) => end > offset);

  return token ? { start: token.start, end: token.end } : { start: offset, end: offset };
}
