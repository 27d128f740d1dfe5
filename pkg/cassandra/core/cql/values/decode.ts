import type { Cell, CqlType, ScalarName, UdtField } from '../session';
import { Cursor, hex, toBigint, viewOf } from './bytes';
import { inetText } from './inet';
import { again, partsOf, type Parts } from './parts';
import { scalarOf } from './type';
import { utf8, utf8Length } from './utf8';
import type { CqlValue, FieldValue } from './value';

/**
 * In bytes: longer numbers (about 9,800 digits) stay bytes, because to find their digits takes time that grows with the
 * square of their length: 5 s for 1 MiB.
 */
export const MAX_NUMBER = 4096;

const DAY_NS = 86_400_000_000_000n;
/** Days are sent unsigned, with 1970-01-01 in the middle. */
const EPOCH_DAY = 2 ** 31;

/** Of these, no bytes at all are a value like any other. */
const ZERO_LENGTH: ReadonlySet<ScalarName> = new Set<ScalarName>(['ascii', 'blob', 'text']);

type Bytes = Uint8Array;
/** Reads bytes that are there: one at least, unless the type has values of none. */
type Reader = (bytes: Bytes, type: CqlType) => CqlValue | undefined;

const READERS: Readonly<Record<ScalarName, Reader>> = {
  ascii: (bytes, type) => utf8Length(bytes) === bytes.length ? textValue(bytes, type) : undefined,
  text: (bytes, type) => utf8Length(bytes) === undefined ? undefined : textValue(bytes, type),
  blob: (bytes, type) => ({ kind: 'bytes', type, bytes }),
  boolean: ofWidth(1, (view, type) => ({ kind: 'boolean', type, value: view.getUint8(0) !== 0 })),
  tinyint: ofWidth(1, (view, type) => ({ kind: 'integer', type, value: view.getInt8(0) })),
  smallint: ofWidth(2, (view, type) => ({ kind: 'integer', type, value: view.getInt16(0) })),
  int: ofWidth(4, (view, type) => ({ kind: 'integer', type, value: view.getInt32(0) })),
  float: ofWidth(4, (view, type) => ({ kind: 'float', type, value: view.getFloat32(0) })),
  double: ofWidth(8, (view, type) => ({ kind: 'float', type, value: view.getFloat64(0) })),
  bigint: ofWidth(8, (view, type) => ({ kind: 'bigint', type, value: view.getBigInt64(0) })),
  counter: ofWidth(8, (view, type) => ({ kind: 'bigint', type, value: view.getBigInt64(0) })),
  date: ofWidth(4, (view, type) => ({ kind: 'date', type, days: view.getUint32(0) - EPOCH_DAY })),
  timestamp: ofWidth(8, (view, type) => ({ kind: 'timestamp', type, milliseconds: view.getBigInt64(0) })),
  time: ofWidth(8, (view, type) => {
    const nanoseconds = view.getBigInt64(0);

    return nanoseconds >= 0n && nanoseconds < DAY_NS ? { kind: 'time', type, nanoseconds } : undefined;
  }),
  uuid: uuidOf,
  timeuuid: uuidOf,
  varint: (bytes, type) => bytes.length > MAX_NUMBER ? { kind: 'bytes', type, bytes } : { kind: 'bigint', type, value: toBigint(bytes) },
  decimal: decimalOf,
  duration: durationOf,
  inet: (bytes, type) => {
    const value = inetText(bytes);

    return value === undefined ? undefined : { kind: 'inet', type, value, bytes };
  },
};

/**
 * What a cell means, exactly. Never throws, and takes no more memory than the cell: of what is nested, one level is
 * checked and nothing kept (see `CqlValue`).
 */
export function decode(type: CqlType, cell: Cell): CqlValue {
  if (cell === null) {
    return { kind: 'null', type };
  }
  const scalar = scalarOf(type);
  // Of a class that is not known, nothing can be said but its bytes.
  const isValue = cell.length > 0 || (scalar ? ZERO_LENGTH.has(scalar) : type.kind === 'custom');

  if (!isValue) {
    return { kind: 'empty', type };
  }

  return (scalar ? READERS[scalar](cell, type) : nested(type, cell)) ?? { kind: 'malformed', type, bytes: cell };
}

function nested(type: CqlType, bytes: Bytes): CqlValue | undefined {
  if (type.kind === 'scalar' || type.kind === 'custom') {
    return { kind: 'bytes', type, bytes };
  }
  const parts = partsOf(type, bytes);

  if (!parts) {
    return undefined;
  }
  switch (type.kind) {
  case 'map': return { kind: 'map', type, bytes, length: parts.count / 2, entries: again(() => entriesOf(type.key, type.value, parts)) };
  case 'tuple': return { kind: 'tuple', type, bytes, items: again(() => itemsOf(type.of, parts)) };
  case 'udt': return { kind: 'udt', type, bytes, fields: again(() => fieldsOf(type.fields, parts)) };
  default: return { kind: 'list', type, bytes, length: parts.count, items: again(() => alike(type.of, parts)) };
  }
}

function *alike(type: CqlType, parts: Parts): Generator<CqlValue> {
  for (const cell of parts.cells) {
    yield decode(type, cell);
  }
}

function *entriesOf(keyType: CqlType, valueType: CqlType, parts: Parts): Generator<readonly [CqlValue, CqlValue]> {
  let key: CqlValue | undefined;

  for (const cell of parts.cells) {
    if (key) {
      yield [key, decode(valueType, cell)];
      key = undefined;
    } else {
      key = decode(keyType, cell);
    }
  }
}

/** What the bytes end before is null. */
function *itemsOf(types: readonly CqlType[], parts: Parts): Generator<CqlValue> {
  const cells = parts.cells[Symbol.iterator]();

  for (const type of types) {
    const next = cells.next();

    yield decode(type, next.done ? null : next.value);
  }
}

function *fieldsOf(fields: readonly UdtField[], parts: Parts): Generator<FieldValue> {
  const values = itemsOf(fields.map(({ type }) => type), parts);

  for (const { name } of fields) {
    const next = values.next();

    if (!next.done) {
      yield { name, value: next.value };
    }
  }
}

function ofWidth(width: number, read: (view: DataView, type: CqlType) => CqlValue | undefined): Reader {
  return (bytes, type) => bytes.length === width ? read(viewOf(bytes), type) : undefined;
}

function textValue(bytes: Bytes, type: CqlType): CqlValue {
  return {
    kind: 'text', type, bytes,
    get value() {
      return utf8(bytes);
    },
  };
}

function uuidOf(bytes: Bytes, type: CqlType): CqlValue | undefined {
  if (bytes.length !== 16) {
    return undefined;
  }
  const digits = hex(bytes);

  return { kind: 'uuid', type, value: [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]].map(([start, end]) => digits.slice(start, end)).join('-') };
}

/** The scale in 4 bytes, then an integer of at least one. */
function decimalOf(bytes: Bytes, type: CqlType): CqlValue | undefined {
  if (bytes.length < 5) {
    return undefined;
  }

  return bytes.length > MAX_NUMBER ? { kind: 'bytes', type, bytes } : { kind: 'decimal', type, scale: viewOf(bytes).getInt32(0), unscaled: toBigint(bytes.subarray(4)) };
}

function durationOf(bytes: Bytes, type: CqlType): CqlValue | undefined {
  const cursor = new Cursor(bytes);
  const [months, days, nanoseconds] = [cursor.vint(), cursor.vint(), cursor.vint()];

  if (months === undefined || days === undefined || nanoseconds === undefined || cursor.left > 0 || !isInt32(months) || !isInt32(days)) {
    return undefined;
  }
  const amounts = [months, days, nanoseconds];

  return amounts.some((amount) => amount < 0n) && amounts.some((amount) => amount > 0n) ? undefined : { kind: 'duration', type, months: Number(months), days: Number(days), nanoseconds };
}

function isInt32(amount: bigint): boolean {
  return BigInt.asIntN(32, amount) === amount;
}
