import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { classify } from '../../../../../pkg/cassandra/core/cql/classify';
import { lex } from '../../../../../pkg/cassandra/core/cql/lexer';
import type { CqlType } from '../../../../../pkg/cassandra/core/cql/session';
import { splitStatements } from '../../../../../pkg/cassandra/core/cql/split';
import { decode, MAX_NUMBER } from '../../../../../pkg/cassandra/core/cql/values/decode';
import { display, format } from '../../../../../pkg/cassandra/core/cql/values/format';
import { floatText } from '../../../../../pkg/cassandra/core/cql/values/numbers';
import { dateText } from '../../../../../pkg/cassandra/core/cql/values/times';
import { typeName } from '../../../../../pkg/cassandra/core/cql/values/type';
import { anyBytes, anyType, encode, sampled } from './oracle';

const text: CqlType = { kind: 'scalar', name: 'text' };
const blob: CqlType = { kind: 'scalar', name: 'blob' };
const int: CqlType = { kind: 'scalar', name: 'int' };

describe('a type', () => {
  it.each<[CqlType, string]>([
    [{ kind: 'map', key: text, value: { kind: 'list', of: int } }, 'map<text, list<int>>'], [{ kind: 'vector', of: { kind: 'scalar', name: 'float' }, dimension: 3 }, 'vector<float, 3>'],
    [{ kind: 'tuple', of: [int, { kind: 'set', of: text }] }, 'tuple<int, set<text>>'], [{ kind: 'udt', keyspace: 'k', name: 'address', fields: [] }, 'address'],
    [{ kind: 'udt', keyspace: 'k', name: 'My "Type"', fields: [] }, '"My ""Type"""'], [{ kind: 'udt', keyspace: 'k', name: 'table', fields: [] }, '"table"'],
    [{ kind: 'custom', name: 'org.example.T' }, `'org.example.T'`], [{ kind: 'custom', name: 'org.apache.cassandra.db.marshal.DurationType' }, 'duration'],
  ])('is named as CQL does', (type, name) => {
    expect(typeName(type)).toBe(name);
  });
});

describe('a term', () => {
  it('is one term to the lexer, whatever the bytes', () => {
    fc.assert(fc.property(fc.oneof(sampled.chain(({ type, sample }) => sample.map(({ value }) => [type, encode(type, value)] as const)), fc.tuple(anyType, anyBytes)), ([type, bytes]) => {
      const term = format(decode(type, bytes));
      const tokens = lex(term);
      const statement = `INSERT INTO a (b) VALUES (${ term })`;

      expect(tokens.filter(({ kind, unterminated }) => unterminated || kind === 'other' || kind === 'marker' || kind === 'comment')).toEqual([]);
      expect(splitStatements(`${ statement };`)).toMatchObject([{ text: statement }]);
      expect(classify(statement).kind).toBe('insert');
      expect(depthAtEnd(tokens.filter(({ kind }) => kind === 'punctuation').map(({ start }) => term.charAt(start)))).toBe(0);
    }), { numRuns: 2_000 });
  }, 60_000);
});

describe('a number', () => {
  it('of 32 bits keeps them in at most 9 digits, and as few as there may be', () => {
    fc.assert(fc.property(fc.float({ noNaN: true }), (value) => {
      const digits = floatText(value).replace(/e.*/, '').replace(/\D/g, '').replace(/^0+|0+$/g, '').length;

      expect(Object.is(Math.fround(Number(floatText(value))), value)).toBe(true);
      expect(digits).toBeLessThanOrEqual(9);
      if (Number.isFinite(value) && digits > 1) {
        expect(Math.fround(Number(value.toPrecision(digits - 1)))).not.toBe(value);
      }
    }), { numRuns: 5_000 });
  }, 60_000);

  it('that is too long for digits is made of its bytes', () => {
    const bytes = new Uint8Array(MAX_NUMBER + 1).fill(1);

    expect(format(decode({ kind: 'scalar', name: 'varint' }, bytes))).toBe(`blobAsVarint(0x${ '01'.repeat(MAX_NUMBER + 1) })`);
    expect(format(decode({ kind: 'scalar', name: 'varint' }, bytes.subarray(1)))).toMatch(/^\d{9,}$/);
    expect(format(decode({ kind: 'scalar', name: 'decimal' }, bytes))).toMatch(/^blobAsDecimal\(0x0101/);
    expect(display(decode({ kind: 'scalar', name: 'decimal' }, bytes))).toMatchObject({ kind: 'bytes', isCut: true, size: MAX_NUMBER + 1 });
  });
});

describe('a day', () => {
  it('is what JavaScript says where it can', () => {
    fc.assert(fc.property(fc.integer({ min: -100_000_000, max: 100_000_000 }), (days) => {
      expect(dateText(days)).toBe(new Date(days * 86_400_000).toISOString().slice(0, -14).replace(/^([+-])0*(?=\d{4,}-)/, '$1'));
    }), { numRuns: 1_000 });
  }, 60_000);
});

describe('a cell in a table', () => {
  it('is cut at the limit, and says how large it is', () => {
    expect(display(decode(text, Buffer.from('abcdef')), 3)).toEqual({ kind: 'text', text: 'abc…', isCut: true, size: 6 });
    expect(display(decode(text, Buffer.from('abc')), 3)).toEqual({ kind: 'text', text: 'abc', isCut: false });
    expect(display(decode(blob, new Uint8Array(100)), 6)).toEqual({ kind: 'bytes', text: '0x0000…', isCut: true, size: 100 });
    expect(display(decode({ kind: 'list', of: int }, Buffer.from('00000002000000040000000100000004000000ff', 'hex')), 5)).toEqual({ kind: 'nested', text: '[1, 2…', isCut: true, size: 20 });
    expect(display(decode(text, null))).toEqual({ kind: 'null', text: 'null', isCut: false });
  });

  it('is never cut within a character', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '汉', '😀', '\ufeff') }), fc.nat(40), (whole, limit) => {
      const shown = display(decode(text, Buffer.from(whole)), limit);

      expect(whole.startsWith(shown.text.replace(/…$/, ''))).toBe(true);
      expect(shown.isCut).toBe(whole.length > limit);
      expect(shown.text.length).toBeGreaterThanOrEqual(Math.min(whole.length, limit - 1));
      expect(shown.text.isWellFormed()).toBe(true);
    }), { numRuns: 1_000 });
  }, 60_000);

  it('begins as the whole of it does', () => {
    fc.assert(fc.property(anyType, anyBytes, fc.nat(60), (type, bytes, limit) => {
      const value = decode(type, bytes);
      const whole = display(value, Infinity).text;
      const { text: shown, isCut } = display(value, limit);

      expect(isCut ? whole.startsWith(shown.slice(0, -1)) : shown === whole).toBe(true);
      expect(isCut).toBe(whole.length > limit);
    }), { numRuns: 2_000 });
  }, 60_000);
});

/** 0 if each bracket is closed by its own, and none before. */
function depthAtEnd(brackets: readonly string[]): number {
  const open: string[] = [];

  for (const bracket of brackets.filter((one) => '()[]{}'.includes(one))) {
    if ('([{'.includes(bracket)) {
      open.push(bracket);
    } else if (')]}'.indexOf(bracket) !== '([{'.indexOf(open.pop() ?? '!')) {
      return -1;
    }
  }

  return open.length;
}
