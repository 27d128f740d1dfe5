import { describe, expect, it } from 'vitest';

import { isKeyword, isReserved, isTypeName, keywords } from '../../../../pkg/cassandra/core/cql/keywords';
import { isSignificant, lex } from '../../../../pkg/cassandra/core/cql/lexer';
import { isSystemKeyspace, nameOf, quoteName } from '../../../../pkg/cassandra/core/cql/names';

/** `kind text` of each token but spaces; `…` where it is not closed. */
function tokens(text: string): string[] {
  return lex(text).filter(({ kind }) => kind !== 'space').map(({ kind, start, end, unterminated }) => `${ kind } ${ text.slice(start, end) }${ unterminated ? '…' : '' }`);
}

describe('lex', () => {
  it.each([
    ['SELECT a_1 FROM "Ks"."t""x"', ['word SELECT', 'word a_1', 'word FROM', 'name "Ks"', 'punctuation .', 'name "t""x"']],
    [`'it''s' '' $$a'$b$$ $$$$`, [`string 'it''s'`, `string ''`, `string $$a'$b$$`, 'string $$$$']],
    ['1 1.5 1. 1e9 1.5E-3 NaN infinity', ['number 1', 'number 1.5', 'number 1.', 'number 1e9', 'number 1.5E-3', 'number NaN', 'number infinity']],
    ['[1..2] [1...2]', ['punctuation [', 'number 1', 'operator ..', 'number 2', 'punctuation ]', 'punctuation [', 'number 1.', 'operator ..', 'number 2', 'punctuation ]']],
    ['-5 a-NaN', ['operator -', 'number 5', 'word a', 'operator -', 'number NaN']],
    ['0x 0xCaFe 0XFFg', ['blob 0x', 'blob 0xCaFe', 'blob 0XFF', 'word g']],
    ['50554d6e-29bb-11e5-b345-feff819cdc9f ABCDEF01-0000-0000-0000-00000000000A', ['uuid 50554d6e-29bb-11e5-b345-feff819cdc9f', 'uuid ABCDEF01-0000-0000-0000-00000000000A']],
    ['abcdef01-0000', ['word abcdef01', 'operator -', 'number 0000']],
    ['1h30m 2MO3d 5us 5µs 1y2mo3w4d5h6m7s8ms9us10ns', ['duration 1h30m', 'duration 2MO3d', 'duration 5us', 'duration 5µs', 'duration 1y2mo3w4d5h6m7s8ms9us10ns']],
    ['P1Y2M3DT4H5M6S PT15M P3W P2020-01-02T03:04:05', ['duration P1Y2M3DT4H5M6S', 'duration PT15M', 'duration P3W', 'duration P2020-01-02T03:04:05']],
    ['P PT P1 P1Yx price p1y', ['word P', 'word PT', 'word P1', 'word P1Yx', 'word price', 'word p1y']],
    ['? :name :"Na me" : name', ['marker ?', 'marker :name', 'marker :"Na me"', 'punctuation :', 'word name']],
    [`{a:b, 'k' :c, [1]:d, e: :f, g:(1, :h)}`, ['punctuation {', 'word a', 'punctuation :', 'word b', 'punctuation ,', `string 'k'`, 'punctuation :', 'word c', 'punctuation ,', 'punctuation [', 'number 1',
      'punctuation ]', 'punctuation :', 'word d', 'punctuation ,', 'word e', 'punctuation :', 'marker :f', 'punctuation ,', 'word g', 'punctuation :', 'punctuation (', 'number 1', 'punctuation ,', 'marker :h',
      'punctuation )', 'punctuation }']],
    ['{ ; a :b', ['punctuation {', 'punctuation ;', 'word a', 'marker :b']],
    ['LIMIT :most', ['word LIMIT', 'marker :most']],
    ['a<=b>=c!=d+=e-=f<g>h=i*j/k%l+m', ['word a', 'operator <=', 'word b', 'operator >=', 'word c', 'operator !=', 'word d', 'operator +=', 'word e', 'operator -=', 'word f', 'operator <', 'word g', 'operator >', 'word h',
      'operator =', 'word i', 'operator *', 'word j', 'operator /', 'word k', 'operator %', 'word l', 'operator +', 'word m']],
    ['a--b\nc//d\re/*f\n;*/g/**/', ['word a', 'comment --b', 'word c', 'comment //d', 'word e', 'comment /*f\n;*/', 'word g', 'comment /**/']],
    ['/* a /* b */ c', ['comment /* a /* b */', 'word c']],
    [`a 'b`, ['word a', `string 'b…`]],
    [`'b''`, [`string 'b''…`]],
    ['a "b', ['word a', 'name "b…']],
    [':"b', ['marker :"b…']],
    ['a $$b$', ['word a', 'string $$b$…']],
    ['a /*/', ['word a', 'comment /*/…']],
    ['a # ! \u00a0\ufeff 表😀 _b \u0000', ['word a', 'other #', 'other !', 'other \u00a0\ufeff', 'other 表😀', 'other _', 'word b', 'other \u0000']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  it('takes time that grows with the length only, whatever the text is made of', () => {
    const pieces = ['\'', '"', '$', '$$', '/*', '-', '--', '1', '1h', '1h1', 'P1', 'PT1', 'a', 'abcdef01-', '0x', '{', '{a:', ':', '.', '1.', '1..', ';', '\u00a0', '\n'];

    for (const piece of pieces) {
      const text = piece.repeat(Math.ceil(300_000 / piece.length));
      const began = performance.now();

      expect(lex(text).at(-1)?.end).toBe(text.length);
      expect(performance.now() - began, JSON.stringify(piece)).toBeLessThan(3_000);
    }
  });

  it('tells what means something', () => {
    expect(lex('a -- b').filter(isSignificant)).toEqual([{ kind: 'word', start: 0, end: 1 }]);
  });
});

describe('names', () => {
  it.each([['Users', 'users'], ['"Users"', 'Users'], ['"a""b"', 'a"b'], ['""', ''], ['"open', 'open'], [`'x'`, undefined], ['', undefined]])('%s is %s', (text, name) => {
    expect(nameOf(text, lex(text)[0])).toBe(name);
  });

  it.each([['users', 'users'], ['Users', '"Users"'], ['select', '"select"'], ['a"b', '"a""b"'], ['1a', '"1a"'], ['', '""'], ['ttl', 'ttl']])('%s is written %s', (name, written) => {
    expect(quoteName(name)).toBe(written);
    expect(nameOf(written, lex(written)[0])).toBe(name);
  });

  it('knows the keyspaces of Cassandra, however they are written', () => {
    expect(['system', 'System_Auth', 'system_views', 'system_of_mine', 'shop'].map(isSystemKeyspace)).toEqual([true, true, true, false, false]);
  });

  it('knows the words of the grammar', () => {
    expect(['Select', 'ttl', 'int', 'users_'].map((word) => [isReserved(word), isKeyword(word), isTypeName(word)])).toEqual([[true, true, false], [false, true, false], [false, false, true], [false, false, false]]);
    expect(keywords()).toContain('SELECT');
    expect(new Set(keywords()).size).toBe(keywords().length);
  });
});
