import type { Plain, Row } from '../cql/values/plain';

/**
 * What stands in the first of these columns that has text.
 *
 * @returns `undefined` where there is none of them in this version, or nothing in them
 */
export function textOf(row: Row, ...columns: readonly string[]): string | undefined {
  return columns.map((column) => row[column]).find((cell): cell is string => typeof cell === 'string' && cell !== '');
}

/** What stands in the first of these columns that has a number, be it written as text or too large for one (it is rounded). */
export function numberOf(row: Row, ...columns: readonly string[]): number | undefined {
  return columns.map((column) => toNumber(row[column])).find((number) => number !== undefined);
}

/** A counter that Cassandra says nothing about has counted nothing. */
export function countOf(row: Row, ...columns: readonly string[]): number {
  return numberOf(row, ...columns) ?? 0;
}

export function flagOf(row: Row, column: string): boolean | undefined {
  const cell = row[column];

  return typeof cell === 'boolean' ? cell : cell === 'true' ? true : cell === 'false' ? false : undefined;
}

/** The texts of a list or a set. */
export function textsOf(row: Row, column: string): string[] {
  const cell = row[column];

  return Array.isArray(cell) ? cell.filter((item): item is string => typeof item === 'string') : [];
}

/** The pairs of a map of texts. */
export function pairsOf(row: Row, column: string): [string, string][] {
  const cell = row[column];

  return cell instanceof Map ? [...cell].filter((pair): pair is [string, string] => pair.every((text) => typeof text === 'string')) : [];
}

function toNumber(cell: Plain | undefined): number | undefined {
  const number = typeof cell === 'bigint' || (typeof cell === 'string' && cell.trim() !== '') ? Number(cell) : cell;

  return typeof number === 'number' && !Number.isNaN(number) ? number : undefined;
}
