import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { CqlType } from '../../../../../pkg/cassandra/core/cql/session';
import { prettyJson, prettyTerm } from '../../../../../pkg/cassandra/core/cql/table/pretty';
import { decode } from '../../../../../pkg/cassandra/core/cql/values/decode';
import { format } from '../../../../../pkg/cassandra/core/cql/values/format';
import { scalar } from '../export/page';
import { anyBytes, anyType, encode } from '../values/oracle';

describe('JSON', () => {
  it('is written over lines as JSON.stringify does', () => {
    fc.assert(fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
      expect(prettyJson(JSON.stringify(value, undefined, space))).toBe(JSON.stringify(value, undefined, 2));
    }), { numRuns: 500 });
  });

  it('keeps its numbers, names and strings as they are written', () => {
    expect(prettyJson('{"id":12345678901234567890,"a":1.0e5,"a":"\\u00e9\\"{"}')).toBe('{\n  "id": 12345678901234567890,\n  "a": 1.0e5,\n  "a": "\\u00e9\\"{"\n}');
  });

  it.each(['', '5', '"a"', 'null', '{', '[1,]', '{a:1}', 'text [1]', '[1] [2]'])('%j is none, or nothing nested', (text) => {
    expect(prettyJson(text)).toBeUndefined();
  });

  it('that is only brackets does not grow with the square of its length', () => {
    expect(prettyJson(`${ '['.repeat(5_000) }1${ ']'.repeat(5_000) }`)?.length).toBeLessThan(5_000 * 2 * 70);
  });
});

describe('a nested value', () => {
  const int = scalar('int');
  const type: CqlType = { kind: 'map', key: scalar('text'), value: { kind: 'list', of: { kind: 'udt', keyspace: 'k', name: 'u', fields: [{ name: 'a', type: int }, { name: 'B', type: { kind: 'set', of: int } }] } } };

  it('has a line for each of its parts', () => {
    const cell = encode(type, new Map([['it\'s', [{ a: 1, B: [7] }, { a: null, B: [2, 3] }]]]));

    expect(prettyTerm(decode(type, cell))).toEqual({
      isCut: false,
      text: `{\n  'it''s': [\n    {\n      a: 1,\n      "B": {\n        7\n      }\n    },\n    {\n      a: null,\n      "B": {\n        2,\n        3\n      }\n    }\n  ]\n}`,
    });
    expect(prettyTerm(decode({ kind: 'set', of: int }, new Uint8Array(4))).text).toBe('{}');
    expect(prettyTerm(decode({ kind: 'list', of: int }, new Uint8Array(4))).text).toBe('[]');
  });

  it('is the same term as on one line, but for blanks, and cut where it is too long', () => {
    const blank = (text: string) => text.replace(/\s+/g, '');

    fc.assert(fc.property(anyType, anyBytes, fc.integer({ min: 0, max: 60 }), (any, bytes, limit) => {
      const value = decode(any, bytes);
      const { text, isCut } = prettyTerm(value, limit);

      expect(blank(prettyTerm(value).text)).toBe(blank(format(value)));
      expect(isCut).toBe(prettyTerm(value).text.length > limit);
      expect(text.length).toBeLessThanOrEqual(limit + 1);
      expect(prettyTerm(value).text.startsWith(isCut ? text.slice(0, -1) : text)).toBe(true);
    }), { numRuns: 1_000 });
  });
});
