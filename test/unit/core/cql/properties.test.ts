import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { classify } from '../../../../pkg/cassandra/core/cql/classify';
import { hidePasswords } from '../../../../pkg/cassandra/core/cql/passwords';
import { splitStatements } from '../../../../pkg/cassandra/core/cql/split';
import { alike, garbage } from './arbitrary';
import { checkText } from './check';
import { CORPUS, summaryOf } from './corpus';

const { cqlsh: commands = [], ...chapters } = CORPUS;
const statements = Object.values(chapters).flat();

/** Texts that hold a part of the corpus, cut off anywhere. */
const cut = fc.tuple(fc.shuffledSubarray([...statements, ...commands].map(([text]) => text), { maxLength: 5 }), fc.constantFrom(';', ';\n', '\n', ' '))
  .map(([texts, by]) => texts.join(by)).chain((text) => fc.nat({ max: text.length }).map((length) => text.slice(0, length)));

describe('any text', () => {
  it('is covered by tokens and statements', () => {
    fc.assert(fc.property(fc.oneof(garbage, cut), checkText), { numRuns: 1_000 });
  });

  it('that is long is read in time that grows with its length', () => {
    const corpus = [...statements.map(([text]) => `${ text };`), ...commands.map(([text]) => `${ text }\n`)].join('');
    const pieces = [
      corpus, `PASSWORD = 'x' AND `, 'PASSWORD x ', `ALTER ROLE a WITH PASSWORD = 'x';`, `ALTER ROLE a WITH b = 'x' `, `LOGIN a 'b'\n`, '-- PASSWORD\n', 'BEGIN BATCH ', 'INSERT INTO a.b ', 'BEGIN BATCH INSERT INTO a.b ',
      'GRANT a, ', 'LIST ALL ', 'COPY a (', 'IF ', 'USING TTL ', 'ALLOW ', '(', '{a:', ';', '/*', '--', `'`, `''`, 'DROP TABLE ', 'SELECT JSON ', 'DESC TABLE a\n',
    ];

    for (const piece of pieces) {
      const text = piece.repeat(Math.ceil(100_000 / piece.length));
      const began = performance.now();

      splitStatements(text).forEach((statement) => classify(statement.text));
      hidePasswords(text);
      expect(performance.now() - began, piece).toBeLessThan(3_000);
    }
  }, 120_000);
});

describe('the same statement', () => {
  const arbitrary = fc.oneof(
    fc.constantFrom(...statements).chain(([text, summary]) => alike(text, false).map((other) => ({ text, summary, other }))),
    fc.constantFrom(...commands).chain(([text, summary]) => alike(text, true).map((other) => ({ text, summary, other }))),
  );

  it('is the same with other capitals, spaces and comments', () => {
    fc.assert(fc.property(arbitrary, ({ text, summary, other }) => {
      const classified = classify(other);
      const passwords = (of: string) => classify(of).passwords.map(({ start, end }) => of.slice(start, end));

      expect(splitStatements(other)).toMatchObject([{ text: other }]);
      expect(summaryOf(classified)).toBe(summary);
      expect(passwords(other)).toEqual(passwords(text));
    }), { numRuns: 2_000 });
  });

  it('hides its password wherever it stands', () => {
    const secrets = fc.string({ unit: fc.constantFrom(...`aZ9 ;'"$-/*=:\n`), minLength: 1, maxLength: 12 }).map((rest) => `Q${ rest }Q`);
    const roles = fc.constantFrom<(quoted: string) => string>(
      (quoted) => `CREATE ROLE a WITH PASSWORD = ${ quoted } AND LOGIN = true`, (quoted) => `ALTER USER a WITH PASSWORD ${ quoted } SUPERUSER`, (quoted) => `LOGIN a ${ quoted }`,
    );

    fc.assert(fc.property(secrets, roles, ([...secret], statementOf) => {
      const text = `SELECT 1; ${ statementOf(`'${ secret.join('').split(`'`).join(`''`) }'`) };\nSELECT 2`;

      expect(hidePasswords(text)).toBe(`SELECT 1; ${ statementOf('••••••') };\nSELECT 2`);
      // With a quote that nobody doubled, nobody knows where it ends.
      expect(hidePasswords(`SELECT 1; ${ statementOf(`'${ secret.filter((char) => char !== `'`).join('') }'Q'`) }`)).toMatch(/(PASSWORD( =)?|LOGIN a) ••••••$/);
    }), { numRuns: 1_000 });
  });
});
