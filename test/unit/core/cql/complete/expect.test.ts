import { describe, expect, it } from 'vitest';

import { expectedAfter, type Word } from '../../../../../pkg/cassandra/core/cql/complete/expect';
import { compileGrammar } from '../../../../../pkg/cassandra/core/cql/complete/grammar-compile';
import { isSignificant, lex } from '../../../../../pkg/cassandra/core/cql/lexer';
import { CORPUS } from '../corpus';

function wordsOf(text: string): Word[] {
  return lex(text).filter(isSignificant).map(({ kind, start, end }) => ({ kind, text: text.slice(start, end), upper: kind === 'word' ? text.slice(start, end).toUpperCase() : '' }));
}

/** Not offered: what is of no release yet, has long been renamed, or cannot be carried out here. */
const UNKNOWN = /^(BEGIN TRANSACTION|HELP|COPY|CAPTURE|DEBUG|quit|cls|\?|CREATE SCHEMA|CREATE COLUMNFAMILY|DROP (SCHEMA|COLUMNFAMILY)|TRUNCATE COLUMNFAMILY|CREATE TABLE shop\.limits)/;

describe('the grammar', () => {
  it.each(Object.values(CORPUS).flat().map(([text]) => text).filter((text) => !UNKNOWN.test(text)))('knows %s', (text) => {
    const words = wordsOf(text);
    // What comes before each word has to let one come.
    const lost = words.findIndex((_, index) => expectedAfter(words.slice(0, index), 'statement').length === 0);

    expect(lost < 0 ? '' : words.slice(0, lost).map((word) => word.text).join(' ')).toBe('');
  });

  it('puts words together that nothing can part', () => {
    expect(expectedAfter(wordsOf('SELECT * FROM t'), 'statement').map(({ phrase }) => phrase)).toEqual(expect.arrayContaining(['ALLOW FILTERING', 'PER PARTITION LIMIT', 'WHERE', 'GROUP BY']));
    expect(expectedAfter(wordsOf('CREATE'), 'statement').map(({ phrase }) => phrase)).toEqual(expect.arrayContaining(['MATERIALIZED VIEW', 'OR REPLACE', 'CUSTOM INDEX', 'TABLE']));
    expect(expectedAfter(wordsOf('DROP COMPACT'), 'statement')).toEqual([]);
  });

  it.each(['a = (B', 'a = B]', 'a B', 'a = !;', 'a = {B'])('refuses %s', (text) => {
    expect(() => compileGrammar(text)).toThrow(/grammar/);
  });
});
