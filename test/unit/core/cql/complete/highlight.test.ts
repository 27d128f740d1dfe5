import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FIRST_LINE, tokenizeLine, tokenStyles } from '../../../../../pkg/cassandra/core/cql/complete/highlight';
import { isSignificant, lex } from '../../../../../pkg/cassandra/core/cql/lexer';
import { garbage } from '../arbitrary';
import { CORPUS } from '../corpus';

const styled = (text: string) => tokenStyles(text).filter(({ style }) => style).map(({ start, end, style }) => `${ text.slice(start, end) }:${ style }`);

describe('styles', () => {
  it.each([
    [`SELECT id, "Mixed" FROM shop.table WHERE a = 'x' -- end`, 'SELECT:keyword id:variable ,:punctuation "Mixed":variable FROM:keyword shop:variable .:punctuation table:variable WHERE:keyword a:variable =:operator \'x\':string -- end:comment'],
    [`INSERT INTO t (a) VALUES (:b, ?, 0xff, 1h, true) $`, 'INSERT:keyword INTO:keyword t:variable (:bracket a:variable ):bracket VALUES:keyword (:bracket :b:variable-2 ,:punctuation ?:variable-2 ,:punctuation 0xff:number ,:punctuation 1h:number ,:punctuation true:atom ):bracket $:error'],
    ['CREATE TABLE t (a bigint)', 'CREATE:keyword TABLE:keyword t:variable (:bracket a:variable bigint:type ):bracket'],
    ['TRACING ON', 'TRACING:builtin ON:keyword'],
    ['SELECT tracing FROM t', 'SELECT:keyword tracing:variable FROM:keyword t:variable'],
  ])('%s', (text, expected) => {
    expect(styled(text).join(' ')).toBe(expected);
  });

  it('go on over lines', () => {
    expect(styled(`AS $$ return\n'x';\n$$ 'a\n''b' /* c\n\nd */ "e\nf"`)).toEqual(['AS:keyword', '$$ return:string-2', `'x';:string-2`, '$$:string-2', `'a:string`, `''b':string`, '/* c:comment', 'd */:comment', '"e:variable', 'f":variable']);
  });

  it('begin anew after a command and a statement', () => {
    expect(styled('CONSISTENCY ONE\nTRACING OFF\nSELECT a\n, tracing; paging')).toEqual(['CONSISTENCY:builtin', 'ONE:keyword', 'TRACING:builtin', 'OFF:keyword', 'SELECT:keyword', 'a:variable', ',:punctuation', 'tracing:variable', ';:punctuation', 'paging:builtin']);
  });

  it('know a key from a marker over lines', () => {
    expect(tokenStyles('{a\n:b}').map(({ kind }) => kind).filter((kind) => kind !== 'space')).toEqual(lex('{a\n:b}').filter(isSignificant).map(({ kind }) => kind));
    expect(styled('{a\n:b}')).toContain('::punctuation');
    expect(styled('(a\n:b)')).toContain(':b:variable-2');
  });
});

describe('line by line', () => {
  const corpus = Object.values(CORPUS).flat().map(([text]) => text);
  const text = fc.oneof(garbage, fc.shuffledSubarray(corpus, { maxLength: 4 }).chain((texts) => fc.constantFrom(';\n', '\r\n', '\n$$', `'\n`, '/*\r', '{\n').map((by) => texts.join(by))))
    .chain((whole) => fc.array(fc.tuple(fc.nat({ max: whole.length }), fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 6 }).map((breaks) => breaks.reduce((broken, [at, mark]) => broken.slice(0, at) + mark + broken.slice(at), whole)));

  it('a text has the tokens that it has as a whole', () => {
    fc.assert(fc.property(text, (whole) => {
      // The pieces that lines leave of tokens, and spaces are no matter.
      const pieces = lex(whole).filter(({ kind }) => kind !== 'space').flatMap(({ kind, start, end }) => {
        let at = start;

        return whole.slice(start, end).split(/(\r\n|\r|\n)/).flatMap((piece) => {
          const from = at;

          at += piece.length;

          return piece === '' || /^[\r\n]+$/.test(piece) ? [] : [{ kind, start: from, end: at }];
        });
      });

      expect(tokenStyles(whole).map(({ start, end }) => whole.slice(start, end)).join('')).toBe(whole);
      expect(tokenStyles(whole).filter(({ kind }) => kind !== 'space').map(({ kind, start, end }) => ({ kind, start, end }))).toEqual(pieces);
    }), { numRuns: 2_000 });
  }, 60_000);

  it('each line is covered, and its state is never changed', () => {
    fc.assert(fc.property(text, (whole) => {
      let state = FIRST_LINE;

      for (const line of whole.split(/\r\n|\r|\n/)) {
        const frozen = Object.freeze({ ...state });
        const { tokens, state: next } = tokenizeLine(line, frozen);

        expect(tokens.map(({ start, end }) => line.slice(start, end)).join('')).toBe(line);
        state = next;
      }
    }), { numRuns: 500 });
  }, 60_000);
});
