import type { Plain, Row } from '../values/plain';

/** Text of a column; empty where it has none, since older and newer versions leave columns out. */
export function textOf(row: Row, column: string): string {
  const value = row[column];

  return typeof value === 'string' ? value : '';
}

/** Number of a column; `undefined` where it has none. Beyond 2^53 the nearest one. */
export function numberOf(row: Row, column: string): number | undefined {
  const value = row[column];

  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
}

/** List or set of texts. */
export function textsOf(row: Row, column: string): string[] {
  const value = row[column];

  return isList(value) ? value.map((item) => typeof item === 'string' ? item : '') : [];
}

/** Map of text to text, in the order of its keys: maps have none that means anything. */
export function textMapOf(row: Row, column: string): ReadonlyMap<string, string> {
  const value = row[column];
  const entries = value instanceof Map ? [...value].flatMap(([key, item]): [string, string][] => typeof key === 'string' && typeof item === 'string' ? [[key, item]] : []) : [];

  return new Map(entries.sort(([one], [other]) => compare(one, other)));
}

/** The items of a list or set. */
export function isList(value: Plain | undefined): value is readonly Plain[] {
  return Array.isArray(value);
}

/** Order of names as Cassandra sorts them: by code, not by language. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
