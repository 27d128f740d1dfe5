import type { Plain, Row } from './plain';

/** A column that is not of the type that our code knows it by. */
export class ColumnTypeError extends Error {
  override readonly name = 'ColumnTypeError';

  constructor(column: string, wanted: string, found: Plain) {
    super(`Column ${ column } should be ${ wanted } and is ${ found instanceof Map ? 'a map' : Array.isArray(found) ? 'a list' : typeof found }`);
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

// Each gives `undefined` where the row has no such column, as older versions do, or null in it.
// @throws ColumnTypeError for a value of another type.

export function text(row: Row, column: string): string | undefined {
  return read(row, column, 'text', isText);
}

export function uuid(row: Row, column: string): string | undefined {
  return read(row, column, 'a UUID', (value): value is string => isText(value) && UUID.test(value));
}

export function bool(row: Row, column: string): boolean | undefined {
  return read(row, column, 'a boolean', (value): value is boolean => typeof value === 'boolean');
}

/** Of any number: also of a bigint that a double holds exactly. */
export function int(row: Row, column: string): number | undefined {
  const value = read(row, column, 'an integer', isInteger);

  return value === undefined ? undefined : Number(value);
}

export function bigint(row: Row, column: string): bigint | undefined {
  const value = read(row, column, 'an integer', (one): one is number | bigint => typeof one === 'bigint' || isInteger(one));

  return value === undefined ? undefined : BigInt(value);
}

/** Of a float or double too. */
export function number(row: Row, column: string): number | undefined {
  const value = read(row, column, 'a number', (one): one is number | bigint => typeof one === 'number' || isInteger(one));

  return value === undefined ? undefined : Number(value);
}

/** Of a list, set, vector or tuple. */
export function list(row: Row, column: string): readonly Plain[] | undefined {
  return read(row, column, 'a list', isList);
}

/** Of a list or set of text, such as tokens. */
export function texts(row: Row, column: string): readonly string[] | undefined {
  return read(row, column, 'a list of text', (value): value is readonly string[] => isList(value) && value.every(isText));
}

export function map(row: Row, column: string): ReadonlyMap<Plain, Plain> | undefined {
  return read(row, column, 'a map', isMap);
}

/** Of a map from text to text, such as replication. */
export function textMap(row: Row, column: string): ReadonlyMap<string, string> | undefined {
  return read(row, column, 'a map of text', (value): value is ReadonlyMap<string, string> => isMap(value) && [...value].flat().every(isText));
}

function read<Type extends Plain>(row: Row, column: string, wanted: string, is: (value: Plain) => value is Type): Type | undefined {
  const value = Object.hasOwn(row, column) ? row[column] ?? null : null;

  if (value === null) {
    return undefined;
  }
  if (!is(value)) {
    throw new ColumnTypeError(column, wanted, value);
  }

  return value;
}

function isText(value: Plain): value is string {
  return typeof value === 'string';
}

function isInteger(value: Plain): value is number | bigint {
  return Number.isInteger(value) || (typeof value === 'bigint' && Number.isSafeInteger(Number(value)));
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function isMap(value: Plain): value is ReadonlyMap<Plain, Plain> {
  return value instanceof Map;
}
