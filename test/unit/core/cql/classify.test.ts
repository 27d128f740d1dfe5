import { describe, expect, it } from 'vitest';

import { classify, classifyAll } from '../../../../pkg/cassandra/core/cql/classify';
import { splitStatements } from '../../../../pkg/cassandra/core/cql/split';
import { BROKEN, CORPUS, summaryOf } from './corpus';
import { GRAMMAR_CORPUS } from './grammar-corpus';

describe('classify', () => {
  describe.each(Object.entries({ ...CORPUS, ...GRAMMAR_CORPUS }))('%s', (_, statements) => {
    it.each(statements)('%s', (text, summary) => {
      expect(summaryOf(classify(text))).toBe(summary);
    });
  });

  describe('what is no statement', () => {
    it.each(BROKEN)('%s', (text, summary) => {
      expect(summaryOf(classify(text))).toBe(summary);
    });
  });

  it('puts the keyspace of the session before names that have none', () => {
    expect(summaryOf(classify('DELETE FROM roles WHERE role = 1', 'system_auth'))).toBe('delete write protected(roles) | table:system_auth.roles! | system');
    expect(summaryOf(classify('DELETE FROM shop.roles WHERE role = 1', 'system_auth'))).toBe('delete write write | table:shop.roles!');
    expect(summaryOf(classify('DROP ROLE clerk', 'system_auth'))).toBe('drop role roles destructive(clerk) | role:clerk!');
    expect(summaryOf(classify('DROP TRIGGER a ON b', 'shop'))).toBe('drop trigger schema destructive(a) | trigger:shop.a! table:shop.b!');
  });

  it('follows USE from one statement to the next', () => {
    const texts = splitStatements('TRUNCATE a; USE system_auth; TRUNCATE a; USE "Shop"; TRUNCATE a;').map(({ text }) => text);

    expect(classifyAll(texts, 'start').map(({ guard, targets: [target] }) => [guard, target?.keyspace ?? target?.name])).toEqual([
      ['destructive', 'start'], ['none', 'system_auth'], ['protected', 'system_auth'], ['none', 'Shop'], ['destructive', 'Shop'],
    ]);
  });

  it('is not led astray by what only looks like words', () => {
    expect(summaryOf(classify('/* DROP */ SELECT /* FROM x */ a -- FROM y\nFROM z // IF EXISTS'))).toBe('select read none | table:z');
    expect(summaryOf(classify('SELECT "ALLOW", "FILTERING" FROM t'))).toBe('select read none | table:t');
    expect(summaryOf(classify(`INSERT INTO t (k) VALUES ('USING TTL 5 IF')`))).toBe('insert write write | table:t!');
    // A comment ends with a carriage return too, and then Cassandra reads on.
    expect(summaryOf(classify('-- harmless\rDROP TABLE t'))).toBe('drop table schema destructive(t) | table:t!');
  });
});

describe('splitStatements and classify', () => {
  const all = Object.values({ ...CORPUS, ...GRAMMAR_CORPUS }).flat();

  it('takes the whole corpus apart again', () => {
    const statements = splitStatements(all.map(([text]) => `${ text };\n`).join('-- and then\n'));

    expect(statements.map(({ text }) => text)).toEqual(all.map(([text]) => text));
    expect(statements.map(({ text }) => summaryOf(classify(text)))).toEqual(all.map(([, summary]) => summary));
    expect(statements.every(({ unfinished, endedBy }) => unfinished === undefined && endedBy === 'semicolon')).toBe(true);
  });
});
