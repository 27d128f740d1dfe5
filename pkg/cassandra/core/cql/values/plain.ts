import type { Page } from '../session';
import { decode } from './decode';
import { textOf } from './format';
import type { CqlValue } from './value';

/** A value for our own code: no classes, nothing of types. */
export type Plain = string | number | bigint | boolean | null | readonly Plain[] | ReadonlyMap<Plain, Plain> | Row;

/** A row, or a value of a user-defined type, by names. */
export interface Row {
  readonly [name: string]: Plain;
}

/**
 * - number: tinyint, smallint, int, float, double, and timestamp (milliseconds since 1970; exact up to the year 287,396)
 * - bigint: bigint, counter, varint, and time (nanoseconds since midnight)
 * - string: text, uuid, inet, date, decimal and duration as they are written, blob and custom as `0x…`
 * - array: list, set, vector, tuple; `Map`: map
 * - null: null, the empty value, and what is malformed: nothing is known of it
 */
export function toPlain(value: CqlValue): Plain {
  switch (value.kind) {
  case 'null':
  case 'empty':
  case 'malformed': return null;
  case 'timestamp': return Number(value.milliseconds);
  case 'time': return value.nanoseconds;
  case 'boolean':
  case 'integer':
  case 'float':
  case 'bigint': return value.value;
  case 'list':
  case 'tuple': return Array.from(value.items, toPlain);
  case 'map': return new Map(Array.from(value.entries, ([key, item]) => [toPlain(key), toPlain(item)]));
  case 'udt': return Object.fromEntries(Array.from(value.fields, (field) => [field.name, toPlain(field.value)]));
  default: return textOf(value);
  }
}

/** The rows of a page by the names of their columns. Of columns with the same name, the last one stays. */
export function readRows({ columns, rows }: Pick<Page, 'columns' | 'rows'>): Row[] {
  return rows.map((cells) => Object.fromEntries(columns.map(({ name, type }, index) => [name, toPlain(decode(type, cells[index] ?? null))])));
}
