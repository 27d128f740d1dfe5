import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isPlain, visibleParts } from '../../../../../pkg/cassandra/core/cql/table/visible';

/** Marks in angle brackets, what is isolated in braces. */
const shown = (text: string, options = {}) => visibleParts(text, options).map((part) => part.code ? `<${ part.text }>` : part.isolated ? `{${ part.text }}` : part.text).join('');

describe('a text', () => {
  it.each([
    ['plain', 'plain'], ['', ''], ['a b', 'a b'], ['汉字 é 😀', '汉字 é 😀'], ['שלום', 'שלום'],
    ['a\nb\r\n\tc', 'a<LF>b<CR><LF><TAB>c'], ['\u0000\u001b[31m', '<NUL><ESC>[31m'], ['\u007f\u0085', '<DEL><NEL>'],
    ['user\u202Etxt.exe', 'user<RLO>txt.exe'], ['\u2066a\u2069', '<LRI>a<PDI>'], ['\u200e\u200f\u061c', '<LRM><RLM><ALM>'],
    ['pay\u200bpal', 'pay<ZWSP>pal'], ['pay\u200dpal', 'pay<ZWJ>pal'], ['\ufeffid', '<BOM>id'], ['a\u00a0b', 'a<NBSP>b'], ['a\u3164b', 'a<U+3164>b'],
    ['a\u{e0041}', 'a<U+E0041>'], ['  a ', '<··>a<·>'], ['   ', '<···>'], ['a\u2028b', 'a<LS>b'],
    // They belong to what they join: a family, a heart, and a word of Persian.
    ['👩\u200d👧', '👩\u200d👧'], ['❤\ufe0f', '❤\ufe0f'], ['می\u200cخواهم', 'می\u200cخواهم'], ['\u200d\u200d', '<ZWJ><ZWJ>'],
    // What stands in the text itself is no mark.
    ['LF', 'LF'], ['·a', '·a'],
  ])('%j is shown as %j', (text, wanted) => {
    expect(shown(text)).toBe(wanted);
  });

  it('of several lines keeps their ends, and spaces before them', () => {
    expect(shown('  a\n\tb\r\n ', { multiline: true })).toBe('  a\n\tb<CR>\n ');
  });

  it('in a term of CQL does not turn round what stands beside it', () => {
    expect(shown(`['שלום', 'it''s', 5]`, { term: true })).toBe(`[{'שלום'}, {'it''s'}, 5]`);
    expect(shown(`['a', 'b']`, { term: true })).toBe(`['a', 'b']`);
    expect([isPlain(`['שלום']`, true), isPlain(`['a']`, true), isPlain('שלום')]).toEqual([false, true, true]);
    expect(shown(`{'ש\u202e': 'a`, { term: true })).toBe(`{{'ש}<RLO>{'}: {'a}`);
  });

  it('has a code for each mark, and loses nothing else', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, multiline) => {
      const parts = visibleParts(text, { multiline });
      const back = parts.map(({ text: part, code }) => {
        const point = Number.parseInt(code?.slice(2) ?? '', 16);

        return code === undefined ? part : String.fromCodePoint(point).repeat(point === 0x20 ? part.length : 1);
      });

      expect(back.join('')).toBe(text);
      expect(multiline || isPlain(text) === (parts.every(({ code }) => code === undefined) && !/\p{Default_Ignorable_Code_Point}/u.test(text))).toBe(true);
      const plain = parts.filter(({ code }) => code === undefined).map((part) => part.text).join('');

      expect(multiline ? plain.replace(/[\t\n]/g, '') : plain).not.toMatch(/\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
    }), { numRuns: 1_000 });
  }, 60_000);

  it.each([
    ['control characters', '\u0000'.repeat(300_000)], ['spaces before a letter', `${ ' '.repeat(300_000) }x${ ' '.repeat(300_000) }x`], ['strings from right to left', `'ש', `.repeat(60_000)], ['ends of lines', '\n'.repeat(300_000)],
  ])('of many %s takes neither long nor many elements', (_, text) => {
    for (const options of [{}, { multiline: true }, { term: true, multiline: true }]) {
      const parts = visibleParts(text, options);

      expect(parts.length).toBeLessThanOrEqual(10_005);
    }
    // With the square of its length it would take minutes.
  }, 30_000);
});
