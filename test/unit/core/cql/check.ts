import { expect } from 'vitest';

import { classifyAll } from '../../../../pkg/cassandra/core/cql/classify';
import { parseCommand } from '../../../../pkg/cassandra/core/cql/commands';
import { isSignificant, lex, type Token } from '../../../../pkg/cassandra/core/cql/lexer';
import { hidePasswords } from '../../../../pkg/cassandra/core/cql/passwords';
import { splitStatements, statementAt } from '../../../../pkg/cassandra/core/cql/split';

/** Checks what has to be true of any text, CQL or not. */
export function checkText(text: string): void {
  const tokens = lex(text);
  const statements = splitStatements(text);

  // Tokens cover the text, without gap or overlap.
  expect(tokens.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
  expect(tokens.every(({ start, end }, index) => start < end && start === (tokens[index - 1]?.end ?? 0))).toBe(true);

  // Statements put together are the text; what is left without any means nothing.
  if (statements.length) {
    expect(statements.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text);
  } else {
    expect(tokens.filter(isSignificant).every(({ start }) => text.charAt(start) === ';')).toBe(true);
  }
  for (const statement of statements) {
    const { from, start, end, to, unfinished } = statement;

    expect(from <= start && start < end && end <= to).toBe(true);
    expect(statement.text).toBe(text.slice(start, end));
    // By itself it is the same statement, and no other.
    const alone = splitStatements(statement.text);

    expect(alone.map((each) => each.text)).toEqual([statement.text]);
    // A comment that is not closed is no part of it.
    expect(unfinished?.reason === 'comment' || alone[0]?.unfinished?.reason === unfinished?.reason).toBe(true);
    expect(cutsOf(text, tokens.filter((token) => token.start >= start && token.end <= end)).map((at) => at - start)).toEqual(cutsOf(statement.text, lex(statement.text)));
    expect(statementAt(text, statements, start)).toBe(statement);
    parseCommand(statement.text);
  }
  const known = classifyAll(statements.map((statement) => statement.text));

  for (const [index, { effect, guard, confirm, kind, passwords }] of known.entries()) {
    const { length } = statements[index]?.text ?? '';

    expect(guard === 'none').toBe(effect === 'read' || effect === 'session');
    expect(Boolean(confirm)).toBe(guard === 'destructive' || guard === 'protected');
    expect(kind !== 'unknown' || effect === 'write').toBe(true);
    expect(passwords.every((range, at) => range.start < range.end && range.end <= length && range.start > (passwords[at - 1]?.end ?? -1))).toBe(true);
  }
  const hidden = hidePasswords(text);

  expect(hidePasswords(hidden)).toBe(hidden);
}

/** Where tokens begin, with the name of a marker by itself: whether a colon makes one depends on the braces before. */
function cutsOf(text: string, tokens: readonly Token[]): number[] {
  return tokens.flatMap(({ kind, start }) => kind === 'marker' && text.charAt(start) === ':' ? [start, start + 1] : [start]);
}
