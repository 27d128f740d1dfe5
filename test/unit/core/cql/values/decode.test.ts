import { types } from 'cassandra-driver';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { CqlType, ScalarName } from '../../../../../pkg/cassandra/core/cql/session';
import { decode } from '../../../../../pkg/cassandra/core/cql/values/decode';
import { display, format } from '../../../../../pkg/cassandra/core/cql/values/format';
import { toPlain } from '../../../../../pkg/cassandra/core/cql/values/plain';
import { uuidTime } from '../../../../../pkg/cassandra/core/cql/values/times';
import { cellKind, type CellKind, type CqlValue } from '../../../../../pkg/cassandra/core/cql/values/value';

const bytes = (digits: string) => Uint8Array.from(Buffer.from(digits.replace(/\s/g, ''), 'hex'));
const scalar = (name: ScalarName): CqlType => ({ kind: 'scalar', name });
const int = scalar('int');
const text = scalar('text');
const decoded = (type: CqlType, digits: string) => decode(type, bytes(digits));
const cellOf = (value: CqlValue) => [cellKind(value), display(value).text];

/** What no driver is needed for: bytes, what a table shows, and the term of CQL if it differs. */
const SCALARS: [ScalarName, string, string, string?][] = [
  ['boolean', '00', 'false'], ['boolean', '01', 'true'], ['boolean', '02', 'true'],
  ['tinyint', '80', '-128'], ['smallint', '8000', '-32768'], ['int', '80000000', '-2147483648'],
  ['bigint', '8000000000000000', '-9223372036854775808'], ['counter', '7fffffffffffffff', '9223372036854775807'],
  ['varint', '00', '0'], ['varint', '0080', '128'], ['varint', '80', '-128'], ['varint', '00000000000000000000000000ff', '255'], ['varint', 'ff', '-1'],
  ['decimal', '00000000 00', '0'], ['decimal', '00000002 00', '0.00'], ['decimal', '00000002 6e', '1.10'], ['decimal', '00000002 ff', '-0.01'],
  ['decimal', '00000006 01', '0.000001'], ['decimal', '00000007 01', '1E-7'], ['decimal', '00000008 0c', '1.2E-7'], ['decimal', '00000007 00', '0E-7'],
  ['decimal', 'fffffffd 01', '1E+3'], ['decimal', 'fffffffd 7b', '1.23E+5'], ['decimal', '7fffffff 01', '1E-2147483647'], ['decimal', '80000000 01', '1E+2147483648'],
  ['double', '3ff0000000000000', '1'], ['double', '8000000000000000', '-0'], ['double', '7ff8000000000000', 'NaN'], ['double', '7ff0000000000000', 'Infinity'], ['double', 'fff0000000000000', '-Infinity'],
  ['double', '3fb999999999999a', '0.1'], ['double', '0000000000000001', '5e-324'], ['double', '444b1ae4d6e2ef50', '1e+21'],
  ['float', '3dcccccd', '0.1'], ['float', '7f7fffff', '3.4028235e+38'], ['float', '00000001', '1e-45'], ['float', '80000000', '-0'], ['float', '7fc00000', 'NaN'], ['float', 'ff800000', '-Infinity'], ['float', '4b800000', '16777216'],
  ['date', '80000000', '1970-01-01', `'1970-01-01'`], ['date', '7fffffff', '1969-12-31', `'1969-12-31'`], ['date', '80004d46', '2024-02-29', undefined],
  // The ends as `LocalDate.ofEpochDay` of Java has them.
  ['date', 'ffffffff', '+5881580-07-11', `'+5881580-07-11'`], ['date', '00000000', '-5877641-06-23', `'-5877641-06-23'`], ['date', '7ff50558', '0000-01-01', undefined], ['date', '7ff50557', '-0001-12-31', undefined],
  ['time', '0000000000000000', '00:00:00.000000000', `'00:00:00.000000000'`], ['time', '00004e94914effff', '23:59:59.999999999', `'23:59:59.999999999'`],
  ['timestamp', '0000000000000000', '1970-01-01T00:00:00.000Z', `'1970-01-01T00:00:00.000Z'`], ['timestamp', 'ffffffffffffffff', '1969-12-31T23:59:59.999Z', `'1969-12-31T23:59:59.999Z'`],
  ['timestamp', '0000e677d21fdbff', '9999-12-31T23:59:59.999Z', `'9999-12-31T23:59:59.999Z'`], ['timestamp', '0000e677d21fdc00', '+10000-01-01T00:00:00.000Z', '253402300800000'],
  // 1582-10-15, and the millisecond before, which Cassandra's calendar calls 1582-10-04.
  ['timestamp', 'fffff4e2f964ac00', '1582-10-15T00:00:00.000Z', `'1582-10-15T00:00:00.000Z'`], ['timestamp', 'fffff4e2f964abff', '1582-10-14T23:59:59.999Z', '-12219292800001'],
  // As `Instant.ofEpochMilli` of Java has them.
  ['timestamp', '7fffffffffffffff', '+292278994-08-17T07:12:55.807Z', '9223372036854775807'], ['timestamp', '8000000000000000', '-292275055-05-16T16:47:04.192Z', '-9223372036854775808'],
  ['duration', '00 00 00', '0s'], ['duration', '02 04 06', '1mo2d3ns'], ['duration', '01 01 01', '-1mo1d1ns'], ['duration', '24 00 00', '1y6mo'],
  ['duration', 'f0fffffffe f0fffffffe fffffffffffffffffe', '178956970y7mo2147483647d2562047h47m16s854ms775us807ns'],
  ['duration', 'f0ffffffff f0ffffffff ffffffffffffffffff', '-178956970y8mo2147483648d2562047h47m16s854ms775us808ns'],
  ['uuid', '550e8400e29b41d4a716446655440000', '550e8400-e29b-41d4-a716-446655440000'],
  ['inet', '7f000001', '127.0.0.1', `'127.0.0.1'`], ['inet', '00000000000000000000000000000000', '::', `'::'`], ['inet', '00000000000000000000000000000001', '::1', `'::1'`],
  ['inet', '20010db8000000000001000000000001', '2001:db8::1:0:0:1', undefined], ['inet', '20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1', undefined],
  ['inet', 'fe800000000000000000000000000000', 'fe80::', undefined], ['inet', '00000000000000000000ffff0a000001', '::ffff:10.0.0.1', undefined],
  ['text', '27', `'`, `''''`], ['text', 'efbbbf61', '\ufeffa', `'\ufeffa'`], ['text', '', '', `''`], ['ascii', '', '', `''`], ['blob', '', '0x'], ['blob', '00ff', '0x00ff'],
];

describe('a scalar', () => {
  for (const [name, digits, shown, term] of SCALARS) {
    it(`${ name } ${ digits } is ${ shown }`, () => {
      const value = decoded(scalar(name), digits);

      expect(display(value).text).toBe(shown);
      expect(format(value)).toBe(term ?? (['date', 'inet'].includes(name) ? `'${ shown }'` : shown));
      expect(['malformed', 'empty', 'null']).not.toContain(value.kind);
    });
  }

  it('of time tells the time of a timeuuid', () => {
    fc.assert(fc.property(fc.date({ min: new Date(0), max: new Date('5000-01-01'), noInvalidDate: true }), fc.nat(9999), (date, ticks) => {
      expect(uuidTime(types.TimeUuid.fromDate(date, ticks).toString())).toBe(BigInt(date.getTime()) * 1_000_000n + BigInt(ticks) * 100n);
    }));
    expect(uuidTime('13814000-1dd2-11b2-8080-808080808080')).toBe(0n);
    expect(uuidTime('550e8400-e29b-41d4-a716-446655440000')).toBeUndefined();
  });

  it('gives a program the value itself', () => {
    expect(decoded(scalar('bigint'), '7fffffffffffffff')).toMatchObject({ kind: 'bigint', value: 9223372036854775807n });
    expect(decoded(scalar('decimal'), '00000002 6e')).toMatchObject({ kind: 'decimal', unscaled: 110n, scale: 2 });
    expect(decoded(scalar('date'), '7fffffff')).toMatchObject({ kind: 'date', days: -1 });
    expect(decoded(text, '6162')).toMatchObject({ kind: 'text', value: 'ab' });
    expect(decoded(scalar('duration'), '02 04 06')).toMatchObject({ months: 1, days: 2, nanoseconds: 3n });
  });
});

describe('nothing', () => {
  it.each<[ScalarName, CellKind]>([['text', 'text'], ['ascii', 'text'], ['blob', 'bytes'], ['int', 'empty'], ['varint', 'empty'], ['uuid', 'empty'], ['duration', 'empty'], ['boolean', 'empty']])('is three things: %s', (name, kind) => {
    expect(cellKind(decode(scalar(name), null))).toBe('null');
    expect(cellKind(decoded(scalar(name), ''))).toBe(kind);
  });

  it('is empty where something nested has no bytes, and what has no parts is not', () => {
    expect(cellOf(decoded({ kind: 'list', of: int }, ''))).toEqual(['empty', '']);
    expect(cellOf(decoded({ kind: 'list', of: int }, '00000000'))).toEqual(['nested', '[]']);
    expect(cellOf(decoded({ kind: 'set', of: int }, '00000000'))).toEqual(['nested', '{}']);
    expect(cellOf(decoded({ kind: 'map', key: int, value: int }, '00000000'))).toEqual(['nested', '{}']);
    expect(cellOf(decoded({ kind: 'tuple', of: [int] }, ''))).toEqual(['empty', '']);
  });

  it('is written in CQL by the function that makes it of a blob', () => {
    expect(format(decoded(int, ''))).toBe('blobAsInt(0x)');
    expect(format(decoded({ kind: 'list', of: scalar('timeuuid') }, '00000001 00000000'))).toBe('[blobAsTimeuuid(0x)]');
  });
});

describe('what is nested', () => {
  const udt: CqlType = { kind: 'udt', keyspace: 'ks', name: 't', fields: [{ name: 'a', type: int }, { name: 'B c', type: text }] };

  it.each<[string, CqlType, string, string]>([
    ['a list with null in it', { kind: 'list', of: int }, '00000002 00000004 00000001 ffffffff', '[1, null]'],
    ['a set', { kind: 'set', of: text }, '00000002 00000000 00000001 27', `{'', ''''}`],
    ['a map in the order it came', { kind: 'map', key: int, value: text }, '00000002 00000004 00000002 00000001 62 00000004 00000001 00000001 61', `{2: 'b', 1: 'a'}`],
    ['a tuple', { kind: 'tuple', of: [int, text] }, '00000004 00000001 ffffffff', '(1, null)'],
    ['a tuple of one', { kind: 'tuple', of: [int] }, '00000004 00000001', '(1)'],
    ['a tuple with fewer parts', { kind: 'tuple', of: [int, text] }, '00000004 00000001', '(1, null)'],
    ['a user-defined type', udt, '00000004 00000001 00000001 61', `{a: 1, "B c": 'a'}`],
    ['a user-defined type to which a field was added', udt, '00000004 00000001', `{a: 1, "B c": null}`],
    ['a vector of fixed width', { kind: 'vector', of: scalar('float'), dimension: 2 }, '3f800000 40000000', '[1, 2]'],
    ['a vector with lengths', { kind: 'vector', of: text, dimension: 2 }, '01 61 00', `['a', '']`],
    ['a vector of a small type, which has lengths too', { kind: 'vector', of: scalar('smallint'), dimension: 2 }, '02 0001 02 ffff', '[1, -1]'],
    ['a vector of vectors', { kind: 'vector', of: { kind: 'vector', of: int, dimension: 1 }, dimension: 2 }, '00000001 00000002', '[[1], [2]]'],
    ['a vector with a length of two bytes', { kind: 'vector', of: scalar('blob'), dimension: 1 }, `8080 ${ '00'.repeat(128) }`, `[0x${ '00'.repeat(128) }]`],
    ['a part that is malformed', { kind: 'list', of: int }, '00000002 00000001 07 00000004 00000001', '[0x07, 1]'],
  ])('%s', (_, type, digits, term) => {
    const value = decoded(type, digits);

    expect(cellOf(value)).toEqual(['nested', term.length > 256 ? `${ term.slice(0, 256) }…` : term]);
    expect(format(value)).toBe(term);
  });

  it('knows how many parts it has', () => {
    expect(decoded({ kind: 'list', of: int }, '00000002 00000004 00000001 ffffffff')).toMatchObject({ length: 2 });
    expect(decoded({ kind: 'map', key: int, value: int }, '00000001 00000000 00000000')).toMatchObject({ length: 1 });
  });

  it('can be gone through twice', () => {
    const value = decoded({ kind: 'set', of: int }, '00000001 00000004 00000001');

    expect([toPlain(value), toPlain(value)]).toEqual([[1], [1]]);
  });
});

describe('a custom type', () => {
  it('is shown by its bytes', () => {
    expect(cellOf(decoded({ kind: 'custom', name: 'org.example.Type' }, '0102'))).toEqual(['bytes', '0x0102']);
    expect(cellOf(decoded({ kind: 'custom', name: 'org.example.Type' }, ''))).toEqual(['bytes', '0x']);
  });

  it('is a duration where the protocol has no number for it', () => {
    const type: CqlType = { kind: 'custom', name: 'org.apache.cassandra.db.marshal.DurationType' };

    expect(cellOf(decoded(type, '02 04 06'))).toEqual(['time', '1mo2d3ns']);
    expect(cellOf(decoded(type, ''))).toEqual(['empty', '']);
  });
});

describe('malformed bytes', () => {
  it.each<[string, CqlType, string]>([
    ['an int too short', int, '000000'], ['an int too long', int, '0000000000'], ['a boolean too long', scalar('boolean'), '0000'], ['a uuid too short', scalar('uuid'), '00'],
    ['an address of 5 bytes', scalar('inet'), '0000000000'], ['a decimal without digits', scalar('decimal'), '00000000'], ['a time after midnight', scalar('time'), '00004e94914f0000'], ['a time before it', scalar('time'), 'ffffffffffffffff'],
    ['text that is no UTF-8', text, '61ff'], ['half a character', text, 'c3'], ['a surrogate', text, 'eda080'], ['ascii above 127', scalar('ascii'), 'c3a9'],
    ['a duration of two parts', scalar('duration'), '0204'], ['a duration of four', scalar('duration'), '02040600'], ['a duration cut off', scalar('duration'), '0204ff'], ['a duration with two signs', scalar('duration'), '020106'],
    ['a duration of too many months', scalar('duration'), 'f100000000 00 00'],
    ['a list without its number', { kind: 'list', of: int }, '000000'], ['a list of fewer than none', { kind: 'list', of: int }, 'ffffffff'], ['a list with less than it says', { kind: 'list', of: int }, '00000002 00000004 00000001'],
    ['a list of two billions', { kind: 'list', of: int }, '7fffffff 00000000'], ['a list with more than it says', { kind: 'list', of: int }, '00000000 00'], ['a length that goes beyond', { kind: 'list', of: text }, '00000001 7fffffff 61'],
    ['a map without the last value', { kind: 'map', key: int, value: int }, '00000001 00000000'], ['a tuple with too many parts', { kind: 'tuple', of: [int] }, 'ffffffff ffffffff'],
    ['a vector too short', { kind: 'vector', of: int, dimension: 2 }, '00000001'], ['a vector too long', { kind: 'vector', of: int, dimension: 1 }, '00000001 00'], ['a vector of lengths too short', { kind: 'vector', of: text, dimension: 2 }, '0161'],
    ['a vector of lengths that end', { kind: 'vector', of: text, dimension: 1 }, 'ff'], ['a vector with a length beyond all bytes', { kind: 'vector', of: text, dimension: 1 }, 'ffffffffffffffffff 61'], ['a vector of lengths too long', { kind: 'vector', of: text, dimension: 1 }, '0161 0161'],
    ['a vector without any width', { kind: 'vector', of: { kind: 'vector', of: int, dimension: 0 }, dimension: 2 ** 31 }, '00'],
  ])('%s', (_, type, digits) => {
    const value = decoded(type, digits);
    const hex = `0x${ digits.replace(/\s/g, '') }`;

    expect(cellOf(value)).toEqual(['malformed', hex]);
    expect(format(value)).toBe(hex);
    expect(toPlain(value)).toBeNull();
  });
});
