import { describe, expect, it } from 'vitest';

import { splitStatements, statementAt } from '../../../../pkg/cassandra/core/cql/split';

const texts = (text: string) => splitStatements(text).map((statement) => statement.text);

describe('splitStatements', () => {
  it.each<[string, string[]]>([
    ['', []],
    [' -- nothing\n; ;/* here */', []],
    ['SELECT 1', ['SELECT 1']],
    ['a;b ; c;', ['a', 'b', 'c']],
    [`INSERT ';' ; x $$;$$; y ";" ; z /* ; */ -- ;\n + 1;`, [`INSERT ';'`, 'x $$;$$', 'y ";"', 'z /* ; */ -- ;\n + 1']],
    ['-- first\nSELECT a -- second\n; /* third */ SELECT b', ['SELECT a', 'SELECT b']],
    ['BEGIN BATCH INSERT a; UPDATE b; APPLY BATCH; SELECT c', ['BEGIN BATCH INSERT a; UPDATE b; APPLY BATCH', 'SELECT c']],
    ['begin unlogged batch delete a; apply /* now */ batch ; begin counter batch apply batch;x', ['begin unlogged batch delete a; apply /* now */ batch', 'begin counter batch apply batch', 'x']],
    ['BEGIN TRANSACTION LET a = (SELECT b); COMMIT TRANSACTION; c', ['BEGIN TRANSACTION LET a = (SELECT b); COMMIT TRANSACTION', 'c']],
    ['BEGIN "BATCH"; INSERT a;', ['BEGIN "BATCH"', 'INSERT a']],
    ['CONSISTENCY ONE\nSELECT a;', ['CONSISTENCY ONE', 'SELECT a']],
    ['consistency one; tracing on -- please\r\nSELECT a', ['consistency one', 'tracing on', 'SELECT a']],
    ['DESC /* a\nlong */ TABLES\nSERIAL CONSISTENCY\r?\nexit\n', ['DESC /* a\nlong */ TABLES', 'SERIAL CONSISTENCY', '?', 'exit']],
    ['SELECT\n*\nFROM a\n;USE\nb;', ['SELECT\n*\nFROM a', 'USE\nb']],
    [`COPY a\nTO 'b'\nWITH HEADER = true;\nSHOW HOST`, [`COPY a\nTO 'b'\nWITH HEADER = true`, 'SHOW HOST']],
    [`SOURCE 'two\nlines'\nx`, [`SOURCE 'two\nlines'`, 'x']],
    ['SELECT a\nTRACING ON\n', ['SELECT a\nTRACING ON']],
  ])('%j', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  it('says what ended each, and where it is', () => {
    const text = '-- a\nSELECT b ; SHOW HOST\n c';

    expect(splitStatements(text)).toEqual([
      { text: 'SELECT b', start: 5, end: 13, from: 0, to: 15, endedBy: 'semicolon' },
      { text: 'SHOW HOST', start: 16, end: 25, from: 15, to: 27, endedBy: 'line' },
      { text: 'c', start: 27, end: 28, from: 27, to: 28, endedBy: 'text' },
    ]);
  });

  it('gives a `;` that ends nothing to what follows', () => {
    expect(splitStatements(';;a')).toEqual([{ text: 'a', start: 2, end: 3, from: 0, to: 3, endedBy: 'text' }]);
  });

  it.each([
    [`SELECT 1; SELECT 'a; b`, 'string', 17],
    ['SELECT $$ a', 'string', 7],
    ['SELECT "a', 'name', 7],
    ['SELECT :"a', 'name', 7],
    // Without what the comment hides, it would delete more.
    ['DELETE FROM a WHERE b = 1 /* AND c = 2;', 'comment', 26],
    ['x; BEGIN BATCH INSERT a; INSERT b;', 'batch', 3],
    ['BEGIN BATCH INSERT a; APPLY', 'batch', 0],
    ['BEGIN TRANSACTION SELECT a;', 'transaction', 0],
  ])('%s is not finished', (text, reason, start) => {
    expect(splitStatements(text).at(-1)?.unfinished).toEqual({ reason, start });
  });

  it('takes a comment that is not closed after the last statement for no part of it', () => {
    expect(splitStatements('SELECT 1; /* and').map(({ text, unfinished }) => [text, unfinished])).toEqual([['SELECT 1', undefined]]);
  });
});

describe('statementAt', () => {
  const text = '-- a\nSELECT a; SELECT b;  -- after\n\n-- c\nSELECT\nc\n';
  const statements = splitStatements(text);
  const at = (mark: string, more = 0) => statementAt(text, statements, text.indexOf(mark) + more)?.text;

  it.each([
    ['-- a', 0, 'SELECT a'],
    ['SELECT a', 0, 'SELECT a'],
    ['SELECT a', 4, 'SELECT a'],
    ['SELECT a', 9, 'SELECT a'],
    ['SELECT b', -1, 'SELECT a'],
    ['SELECT b', 0, 'SELECT b'],
    ['-- after', 3, 'SELECT b'],
    ['-- c', 2, 'SELECT\nc'],
    ['\nc\n', 1, 'SELECT\nc'],
    ['\nc\n', 3, 'SELECT\nc'],
  ])('%j %i', (mark, more, expected) => {
    expect(at(mark, more)).toBe(expected);
  });

  it('finds none where there is none', () => {
    expect(statementAt('-- a', [], 2)).toBeUndefined();
  });
});
