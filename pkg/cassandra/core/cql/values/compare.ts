import type { Cell, CqlType } from '../session';
import { compareBytes } from './bytes';
import { decode } from './decode';
import { digitsOf } from './numbers';
import { again } from './parts';
import { uuidTime } from './times';
import type { CqlValue, ValueOf } from './value';

/** What a value is ordered by. Keys of one type have one shape; of what is nested, parts are made when they are asked for. */
type Key = number | bigint | string | Uint8Array | Iterable<SortKey>;

/** What a cell is ordered by among others of its type. `rank` parts what can be ordered from what cannot. */
export interface SortKey {
  readonly rank: number;
  readonly key: Key;
}

const RANKS = { empty: 0, value: 1, bytes: 2, malformed: 3, null: 4 } as const;
/** A month, in which durations are ordered as if it always had 30 days: CQL itself has no order of them. */
const MONTH_DAYS = 30n;
const DAY_NS = 86_400_000_000_000n;

/**
 * Orders cells as their type is ordered: numbers by their size (NaN last), text and blobs by their bytes, UUIDs by version
 * and those of version 1, such as timeuuids, by their time, what is nested by its parts. The empty value comes first;
 * what is malformed and then null come last, in both directions.
 */
export function compare(type: CqlType, isDescending = false): (one: Cell, other: Cell) => number {
  return (one, other) => compareSortKeys(sortKey(type, one), sortKey(type, other), isDescending);
}

/** For many cells, of which each is decoded once and compared often with {@link compareSortKeys}. */
export function sortKey(type: CqlType, cell: Cell): SortKey {
  return rankedOf(decode(type, cell));
}

/** As `compare` orders the cells. */
export function compareSortKeys(one: SortKey, other: SortKey, isDescending = false): number {
  const isOrdered = one.rank < RANKS.malformed && other.rank < RANKS.malformed;
  const order = one.rank - other.rank || compareKeys(one.key, other.key);

  return isDescending && isOrdered ? -order : order;
}

function compareKeys(one: Key, other: Key): number {
  if (one instanceof Uint8Array && other instanceof Uint8Array) {
    return compareBytes(one, other);
  }
  if (typeof one === 'number' && typeof other === 'number') {
    return compareNumbers(one, other);
  }
  if (isParts(one) && isParts(other)) {
    return compareParts(one, other);
  }

  return one < other ? -1 : Number(one > other);
}

function isParts(key: Key): key is Iterable<SortKey> {
  return typeof key === 'object' && !(key instanceof Uint8Array);
}

/** As Java orders them: minus zero before zero, NaN after all. */
function compareNumbers(one: number, other: number): number {
  if (one !== other || one === 0) {
    return Number.isNaN(one) || Number.isNaN(other) ? Number(Number.isNaN(one)) - Number(Number.isNaN(other)) : one - other || Number(Object.is(other, -0)) - Number(Object.is(one, -0));
  }

  return 0;
}

/** The first part that differs decides, then their number. */
function compareParts(one: Iterable<SortKey>, other: Iterable<SortKey>): number {
  const others = other[Symbol.iterator]();

  for (const part of one) {
    const next = others.next();
    const order = next.done ? 1 : compareSortKeys(part, next.value);

    if (order !== 0) {
      return order;
    }
  }

  return others.next().done ? 0 : -1;
}

function rankedOf(value: CqlValue): SortKey {
  switch (value.kind) {
  case 'null':
  case 'empty': return { rank: RANKS[value.kind], key: 0 };
  // Blobs, and beside numbers those that are too long.
  case 'bytes':
  case 'malformed': return { rank: RANKS[value.kind], key: value.bytes };
  default: return ranked(keyOf(value));
  }
}

function ranked(key: Key): SortKey {
  return { rank: RANKS.value, key };
}

function keyOf(value: Exclude<CqlValue, ValueOf<'null' | 'empty' | 'bytes' | 'malformed'>>): Key {
  switch (value.kind) {
  case 'text':
  case 'inet': return value.bytes;
  case 'boolean': return Number(value.value);
  case 'integer':
  case 'float':
  case 'bigint': return value.value;
  case 'date': return value.days;
  case 'time': return value.nanoseconds;
  case 'timestamp': return value.milliseconds;
  case 'decimal': return decimalKey(value);
  case 'duration': return [(BigInt(value.months) * MONTH_DAYS + BigInt(value.days)) * DAY_NS + value.nanoseconds, value.months, value.days].map(ranked);
  case 'uuid': return [value.value.charAt(14), uuidTime(value.value) ?? 0n, value.value].map(ranked);
  case 'map': return again(() => entryKeys(value.entries));
  case 'udt': return again(() => keysOf(value.fields, (field) => field.value));
  case 'list':
  case 'tuple': return again(() => keysOf(value.items, (item) => item));
  }
}

/** By their size alone, without making up zeros: the sign, the exponent of the first digit, then the digits. */
function decimalKey({ unscaled, scale }: ValueOf<'decimal'>): SortKey[] {
  const sign = Number(unscaled > 0n) - Number(unscaled < 0n);

  if (sign === 0) {
    return [ranked(0)];
  }
  const digits = digitsOf(unscaled);
  const significant = digits.replace(/0+$/, '');

  // Of negative ones, each digit is what it lacks to 9, and the end is after all digits, so that more digits are less.
  return [sign, sign * (digits.length - 1 - scale), sign < 0 ? `${ significant.replace(/\d/g, (digit) => String(9 - Number(digit))) }:` : significant].map(ranked);
}

function *keysOf<Item>(items: Iterable<Item>, valueOf: (item: Item) => CqlValue): Generator<SortKey> {
  for (const item of items) {
    yield rankedOf(valueOf(item));
  }
}

function *entryKeys(entries: Iterable<readonly [CqlValue, CqlValue]>): Generator<SortKey> {
  for (const [key, value] of entries) {
    yield rankedOf(key);
    yield rankedOf(value);
  }
}
