import type { CqlType } from '../session';

/** One field of a value of a user-defined type. */
export interface FieldValue {
  readonly name: string;
  readonly value: CqlValue;
}

/**
 * What a cell means.
 *
 * - `null` is no value; `empty` is a value of no bytes, which Cassandra allows for most types; a text of no letters is neither
 * - `malformed`: bytes that no value of the type has
 * - `bytes`: of a blob, of a custom type, and of a number too long to be written with digits (see `MAX_NUMBER` in decode.ts)
 * - `integer` is a tinyint, smallint or int, `bigint` a bigint, counter or varint; `list` is a list, set or vector
 *
 * What is nested is read when it is gone through, each time anew, and may itself be malformed.
 */
export type CqlValue = { readonly type: CqlType } & (
  | { readonly kind: 'null' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'malformed'; readonly bytes: Uint8Array }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** `value` is made anew each time it is asked for. */
  | { readonly kind: 'text'; readonly bytes: Uint8Array; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'bigint'; readonly value: bigint }
  /** unscaled × 10^-scale */
  | { readonly kind: 'decimal'; readonly unscaled: bigint; readonly scale: number }
  /** Since 1970-01-01. */
  | { readonly kind: 'date'; readonly days: number }
  /** Since midnight. */
  | { readonly kind: 'time'; readonly nanoseconds: bigint }
  /** Since 1970-01-01, in UTC. */
  | { readonly kind: 'timestamp'; readonly milliseconds: bigint }
  /** None of the three says how long another is; all have the same sign. */
  | { readonly kind: 'duration'; readonly months: number; readonly days: number; readonly nanoseconds: bigint }
  | { readonly kind: 'uuid'; readonly value: string }
  | { readonly kind: 'inet'; readonly value: string; readonly bytes: Uint8Array }
  | { readonly kind: 'list'; readonly bytes: Uint8Array; readonly length: number; readonly items: Iterable<CqlValue> }
  | { readonly kind: 'map'; readonly bytes: Uint8Array; readonly length: number; readonly entries: Iterable<readonly [CqlValue, CqlValue]> }
  | { readonly kind: 'tuple'; readonly bytes: Uint8Array; readonly items: Iterable<CqlValue> }
  | { readonly kind: 'udt'; readonly bytes: Uint8Array; readonly fields: Iterable<FieldValue> }
);

export type ValueKind = CqlValue['kind'];

/** The values of one kind. */
export type ValueOf<Kind extends ValueKind> = Extract<CqlValue, { readonly kind: Kind }>;

/** By what a table tells cells apart at a glance. */
export type CellKind = 'null' | 'empty' | 'text' | 'number' | 'boolean' | 'time' | 'id' | 'bytes' | 'nested' | 'malformed';

const CELL_KINDS: Readonly<Record<ValueKind, CellKind>> = {
  null: 'null', empty: 'empty', malformed: 'malformed', bytes: 'bytes', text: 'text', boolean: 'boolean',
  integer: 'number', float: 'number', bigint: 'number', decimal: 'number',
  date: 'time', time: 'time', timestamp: 'time', duration: 'time',
  uuid: 'id', inet: 'id', list: 'nested', map: 'nested', tuple: 'nested', udt: 'nested',
};

export function cellKind({ kind }: CqlValue): CellKind {
  return CELL_KINDS[kind];
}
