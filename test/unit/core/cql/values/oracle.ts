import { createRequire } from 'node:module';

import { types } from 'cassandra-driver';
import fc from 'fast-check';

import { quoteName } from '../../../../../pkg/cassandra/core/cql/names';
import type { CqlType, ScalarName } from '../../../../../pkg/cassandra/core/cql/session';

type Encode = new (version: number, options: { encoding: object }) => { encode(value: unknown, type: object): Uint8Array };

const DriverEncoder: Encode = createRequire(import.meta.url)('cassandra-driver/lib/encoder.js');
const encoder = new DriverEncoder(5, { encoding: { map: Map, set: Set, useBigIntAsLong: true, useBigIntAsVarint: true } });
const codes = new Map(Object.entries(types.dataTypes));

/** A value as the driver takes it, and as CQL writes it. */
export interface Sample {
  readonly value: unknown;
  readonly term: string;
}

/** A type with values of it. */
export interface Sampled {
  readonly type: CqlType;
  readonly sample: fc.Arbitrary<Sample>;
}

export function encode(type: CqlType, value: unknown): Uint8Array {
  return encoder.encode(value, driverType(type));
}

function driverType(type: CqlType): object {
  switch (type.kind) {
  case 'scalar': return { code: codes.get(type.name) };
  case 'list':
  case 'set': return { code: codes.get(type.kind), info: driverType(type.of) };
  case 'map': return { code: codes.get('map'), info: [driverType(type.key), driverType(type.value)] };
  case 'tuple': return { code: codes.get('tuple'), info: type.of.map(driverType) };
  case 'udt': return { code: codes.get('udt'), info: { fields: type.fields.map((field) => ({ name: field.name, type: driverType(field.type) })) } };
  case 'vector': return { code: codes.get('custom'), customTypeName: 'vector', info: [driverType(type.of), type.dimension] };
  default: return { code: codes.get('custom'), info: type.name };
  }
}

const same = <Value>(arbitrary: fc.Arbitrary<Value>, termOf: (value: Value) => string = String) => arbitrary.map((value) => ({ value, term: termOf(value) }));
const quoted = (text: unknown) => `'${ String(text).replace(/'/g, `''`) }'`;
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const pad = (amount: number, digits: number) => String(amount).padStart(digits, '0');

/** How each is written is said here once more, from other sources than the code: the driver's own texts, or the parts they are made of. */
const SCALARS: Record<ScalarName, fc.Arbitrary<Sample>> = {
  ascii: same(fc.string({ unit: 'binary-ascii' }), quoted),
  text: same(fc.string({ unit: fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constantFrom(`'`, '"', '\ufeff', '\n')) }), quoted),
  bigint: same(int64),
  counter: same(int64),
  varint: same(fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n })),
  blob: fc.uint8Array({ maxLength: 40 }).map((value) => ({ value: Buffer.from(value), term: `0x${ Buffer.from(value).toString('hex') }` })),
  boolean: same(fc.boolean()),
  int: same(fc.integer()),
  smallint: same(fc.integer({ min: -32768, max: 32767 })),
  tinyint: same(fc.integer({ min: -128, max: 127 })),
  double: same(fc.double(), (value) => Object.is(value, -0) ? '-0' : String(value)),
  // Those whose double is as short; the others have a test of their own.
  float: same(fc.integer({ min: -(2 ** 18), max: 2 ** 18 }).map((value) => value / 4)),
  decimal: fc.record({ digits: fc.bigInt({ min: 1n, max: 10n ** 30n }), scale: fc.nat(20), isNegative: fc.boolean() }).map(({ digits, scale, isNegative }) => {
    const text = String(digits * 10n ** BigInt(scale) + digits).padStart(scale + 1, '0');
    const term = `${ isNegative ? '-' : '' }${ scale === 0 ? text : `${ text.slice(0, -scale) }.${ text.slice(-scale) }` }`;

    return { value: types.BigDecimal.fromString(term), term };
  }),
  date: fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((date) => {
    const day = date.toISOString().slice(0, 10);

    return { value: types.LocalDate.fromDate(date), term: `'${ day }'` };
  }),
  time: fc.tuple(fc.nat(23), fc.nat(59), fc.nat(59), fc.nat(999_999_999)).map(([hour, minute, second, nanoseconds]) => {
    const text = `${ pad(hour, 2) }:${ pad(minute, 2) }:${ pad(second, 2) }.${ pad(nanoseconds, 9) }`;

    return { value: types.LocalTime.fromString(text), term: `'${ text }'` };
  }),
  timestamp: fc.date({ min: new Date('1582-10-15'), max: new Date('9999-12-31'), noInvalidDate: true }).map((value) => ({ value, term: `'${ value.toISOString() }'` })),
  // The driver's own text is wrong: it rounds 18 months to 2y6mo.
  duration: fc.tuple(fc.nat(178_956_969), fc.nat(11), fc.nat(2 ** 31 - 1), fc.nat(2_562_046), fc.nat(59), fc.nat(59), fc.nat(999), fc.nat(999), fc.nat(999), fc.boolean())
    .filter((parts) => parts.slice(0, 9).some(Boolean)).map(([years, months, days, hours, minutes, seconds, millis, micros, nanos, isNegative]) => {
      const sign = isNegative ? -1 : 1;
      const nanoseconds = BigInt((hours * 60 + minutes) * 60 + seconds) * 1_000_000_000n + BigInt((millis * 1000 + micros) * 1000 + nanos);
      const text = [[years, 'y'], [months, 'mo'], [days, 'd'], [hours, 'h'], [minutes, 'm'], [seconds, 's'], [millis, 'ms'], [micros, 'us'], [nanos, 'ns']].filter(([amount]) => amount !== 0).flat().join('');

      return { value: new types.Duration(sign * (years * 12 + months), sign * days, types.Long.fromString(String(BigInt(sign) * nanoseconds))), term: (isNegative ? '-' : '') + text };
    }),
  uuid: same(fc.uuid()),
  timeuuid: same(fc.uuid({ version: 1 })),
  inet: fc.oneof(
    bytes(4).map((value) => ({ value: Buffer.from(value), term: `'${ value.join('.') }'` })),
    bytes(16).chain((value) => fc.subarray([...value.keys()]).map((zeros) => value.map((byte, index) => zeros.includes(index) ? 0 : byte))).map((value) => ({
      value: Buffer.from(value),
      // The URL standard writes addresses as RFC 5952 says.
      term: `'${ new URL(`http://[${ Buffer.from(value).toString('hex').match(/.{4}/g)?.join(':') }]`).hostname.slice(1, -1) }'`,
    })),
  ),
};

/** Zero bytes make no value of most types, and the driver writes no empty collections. */
function nestedOf(inner: fc.Arbitrary<Sampled>): fc.Arbitrary<Sampled> {
  const several = fc.array(inner, { minLength: 1, maxLength: 4 });
  const names = fc.uniqueArray(fc.constantFrom('a', 'B', 'a b', 'select', 'c"d', 'x_1'), { minLength: 4, maxLength: 4 });

  return fc.oneof<fc.Arbitrary<Sampled>[]>(
    fc.tuple(inner, fc.constantFrom<('list' | 'set')[]>('list', 'set')).map(([{ type, sample }, kind]) => ({
      type: { kind, of: type },
      sample: fc.array(sample, { minLength: 1, maxLength: 4 }).map((items) => ({ value: items.map(({ value }) => value), term: `${ kind === 'set' ? '{' : '[' }${ join(items) }${ kind === 'set' ? '}' : ']' }` })),
    })),
    fc.tuple(inner, inner).map(([key, value]) => ({
      type: { kind: 'map', key: key.type, value: value.type },
      sample: fc.array(fc.tuple(key.sample, value.sample), { minLength: 1, maxLength: 4 }).map((pairs) => ({
        // Keys that are objects stay apart, and those that are alike stay one.
        value: new Map(pairs.map(([one, other]) => [one.value, other.value])),
        // To a map of JavaScript, minus zero is zero.
        term: `{${ [...new Map(pairs.map(([one, other]) => [one.value, `${ one.term === '-0' ? '0' : one.term }: ${ other.term }`])).values()].join(', ') }}`,
      })),
    })),
    several.map((members) => ({
      type: { kind: 'tuple', of: members.map(({ type }) => type) },
      sample: orNull(members).map((items) => ({ value: new types.Tuple(...items.map(({ value }) => value)), term: `(${ join(items) })` })),
    })),
    fc.tuple(several, names).map(([members, fields]) => ({
      type: { kind: 'udt', keyspace: 'ks', name: 'Type', fields: members.map(({ type }, index) => ({ name: fields[index]!, type })) },
      sample: orNull(members).map((items) => ({
        value: Object.fromEntries(items.map(({ value }, index) => [fields[index], value])), term: `{${ items.map(({ term }, index) => `${ quoteName(fields[index]!) }: ${ term }`).join(', ') }}`,
      })),
    })),
    fc.tuple(inner, fc.integer({ min: 1, max: 5 })).map(([{ type, sample }, dimension]) => ({
      type: { kind: 'vector', of: type, dimension },
      sample: fc.array(sample, { minLength: dimension, maxLength: dimension }).map((items) => ({ value: new types.Vector(items.map(({ value }) => value)), term: `[${ join(items) }]` })),
    })),
  );
}

function orNull(members: readonly Sampled[]): fc.Arbitrary<Sample[]> {
  return fc.tuple(...members.map(({ sample }) => fc.option(sample).map((one) => one ?? { value: null, term: 'null' })));
}

function join(items: readonly Sample[]): string {
  return items.map(({ term }) => term).join(', ');
}

export const scalars: Sampled[] = Object.entries(SCALARS).map(([name, sample]) => ({ type: { kind: 'scalar', name: name as ScalarName }, sample }));

/** Of any type, up to three deep. */
export const sampled: fc.Arbitrary<Sampled> = fc.letrec<{ any: Sampled }>((tie) => ({
  any: fc.oneof({ depthSize: 'small', maxDepth: 3 }, fc.constantFrom(...scalars), nestedOf(tie('any'))),
})).any;

/** Any type at all, also those that the driver does not write. */
export const anyType: fc.Arbitrary<CqlType> = fc.oneof(
  { weight: 5, arbitrary: sampled.map(({ type }) => type) },
  { weight: 1, arbitrary: fc.constantFrom<CqlType>({ kind: 'custom', name: 'org.example.Type' }, { kind: 'vector', of: { kind: 'scalar', name: 'int' }, dimension: 2 ** 31 - 1 }, { kind: 'tuple', of: [] }, { kind: 'udt', keyspace: 'k', name: '', fields: [] }) },
);

const lengths = fc.constantFrom('00000000', '00000001', '00000002', '00000004', '00000008', '00000010', 'ffffffff', '7fffffff', '80000000', '01', '00', 'ff', '04', '08', '10');

/** Bytes that are rubbish, or that look like lengths and what follows them. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.array(fc.oneof(lengths.map((digits) => Buffer.from(digits, 'hex')), fc.uint8Array({ maxLength: 16 })), { maxLength: 12 }).map((pieces) => new Uint8Array(Buffer.concat(pieces))),
);
