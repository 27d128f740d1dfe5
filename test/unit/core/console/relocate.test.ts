import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { relocate } from '../../../../pkg/cassandra/core/console/relocate';

describe('relocate', () => {
  it.each<[string, string, string, string | undefined]>([
    ['the same', 'a; FORM; b', 'a; FORM; b', 'FORM'],
    ['text before', 'a; FORM; b', '-- new\na; FORM; b', 'FORM'],
    ['text after', 'a; FORM; b', 'a; FORM; b; c', 'FORM'],
    ['less before', 'a; FORM; b', 'FORM; b', 'FORM'],
    ['it is mended', 'a; FORM; b', 'a; FROM; b', undefined],
    ['it is gone', 'a; FORM; b', 'a; ; b', undefined],
    ['all is gone', 'a; FORM; b', '', undefined],
    ['it is longer', 'a; FORM; b', 'a; FORUM; b', undefined],
    ['it is doubled before', 'FORM FORM', 'FORM FORM FORM', 'FORM'],
  ])('%s', (_, before, now, expected) => {
    const start = before.indexOf('FORM');
    const range = relocate({ start, end: start + 4 }, before, now);

    expect(range && now.slice(range.start, range.end)).toBe(expected);
  });

  it('finds what stands before or after the one edit, and never another text', () => {
    fc.assert(fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), fc.string(), fc.boolean(), (left, part, right, typed, isBefore) => {
      const before = left + part + right;
      const now = isBefore ? typed + part + right : left + part + typed;
      const range = relocate({ start: left.length, end: left.length + part.length }, before, now);

      expect(range && now.slice(range.start, range.end)).toBe(part);
    }));
    fc.assert(fc.property(fc.string(), fc.string(), fc.nat(20), fc.nat(20), (before, now, start, length) => {
      const end = Math.min(before.length, start + length);
      const range = relocate({ start: Math.min(start, end), end }, before, now);

      expect(range === undefined || now.slice(range.start, range.end) === before.slice(Math.min(start, end), end)).toBe(true);
    }));
  });
});
