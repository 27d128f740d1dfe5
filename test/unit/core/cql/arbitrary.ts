import fc from 'fast-check';

import { lex, type Token } from '../../../../pkg/cassandra/core/cql/lexer';

/** What CQL is made of, whole and broken. */
const PIECES = [
  'SELECT', 'FROM', 'INSERT INTO', 'VALUES', 'UPDATE', 'SET', 'DELETE', 'WHERE', 'BEGIN', 'UNLOGGED', 'COUNTER', 'BATCH', 'APPLY', 'TRANSACTION', 'COMMIT', 'TRUNCATE', 'USE',
  'CREATE', 'ALTER', 'DROP', 'ADD', 'TABLE', 'KEYSPACE', 'MATERIALIZED VIEW', 'INDEX', 'ON', 'TYPE', 'FUNCTION', 'TRIGGER', 'ROLE', 'USER', 'IDENTITY', 'IF', 'NOT', 'EXISTS', 'LIKE', 'AS',
  'GRANT', 'REVOKE', 'LIST', 'ALL', 'PERMISSIONS', 'TO', 'OF', 'WITH', 'AND', 'PASSWORD', 'HASHED', 'LOGIN', 'USING', 'TTL', 'TIMESTAMP', 'ALLOW FILTERING', 'JSON', 'DESC', 'CONSISTENCY',
  'SERIAL', 'TRACING', 'PAGING', 'SHOW', 'SESSION', 'SOURCE', 'COPY', 'HELP', 'EXIT', 'ks', 'tbl', '"Quoted"', 'system', 'system_auth', '1', '-5', '1.5e3', '1h30m', 'P1D', '0xff',
  '50554d6e-29bb-11e5-b345-feff819cdc9f', `'text'`, '$$body; of it$$', '?', ':name', ';', ';', '.', ',', '(', ')', '[', ']', '{', '}', ':', '=', '<=', '*', '+', '-', '..', '$', '$$', `'`, '"', '/*', '*/',
  '--', '//', '\n', '\r', '\t', '\u00a0', '\ufeff', '\u0000', '😀', '\ud800', '#',
];

/** Text that looks somewhat like CQL, and text that does not. */
export const garbage: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) }), { maxLength: 40 })
    .chain((pieces) => fc.array(fc.constantFrom('', ' ', ' ', '\n'), { minLength: pieces.length, maxLength: pieces.length }).map((gaps) => pieces.map((piece, index) => piece + gaps[index]).join(''))),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

/** Each form a word may have. */
const casing = fc.constantFrom((word: string) => word, (word: string) => word.toUpperCase(), (word: string) => word.toLowerCase(), (word: string) => [...word].map((char, index) => index % 2 ? char.toUpperCase() : char.toLowerCase()).join(''));
const gapOf = (ofOneLine: boolean) => fc.constantFrom(' ', '\t ', '/**/', ` /* 'a"; DROP */`, ...(ofOneLine ? [] : ['\n', '\r\n', '--\n', ` -- it's; $$\n`, '//"\r', '/*\n*/']));

/** A statement with other spaces, comments and capitals, which mean the same. */
export function alike(text: string, ofOneLine: boolean): fc.Arbitrary<string> {
  const tokens = lex(text).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  const gap = gapOf(ofOneLine);

  return fc.tuple(...tokens.map((token) => fc.record({ gap, form: casing, isApart: fc.boolean() }).map(({ gap: before, form, isApart }) => ({ before, form, isApart, token })))).map((parts) => parts
    .map(({ before, form, isApart, token }, index) => (index > 0 && (isApart || mayNotTouch(text, tokens[index - 1], token)) ? before : '') + written(text, token, form)).join(''));
}

function written(text: string, { kind, start, end }: Token, form: (word: string) => string): string {
  return kind === 'word' ? form(text.slice(start, end)) : text.slice(start, end);
}

function mayNotTouch(text: string, one: Token | undefined, other: Token): boolean {
  return one === undefined || !(one.kind === 'punctuation' || other.kind === 'punctuation') || '.:'.includes(text.charAt(other.start)) || '.:'.includes(text.charAt(one.start));
}

/** Something that is done to a text; the numbers from 0 to 1 say where. */
const edit: fc.Arbitrary<(text: string) => string> = fc.tuple(
  fc.constantFrom<(before: string, inside: string, after: string, piece: string) => string>(
    (before, _, after) => before + after,
    (before) => before,
    (_, __, after) => after,
    (before, inside, after) => before + inside + inside + after,
    (before, inside, after) => before + [...inside].reverse().join('') + after,
    (before, inside, after, piece) => before + piece + inside + piece + after,
    (before, _, after, piece) => before + piece + after,
    (before, inside, after) => before + inside.replaceAll(`'`, '"') + after,
    (before, inside, after) => before + inside.replaceAll(' ', '') + after,
    (before, inside, after) => before + inside.toUpperCase() + after,
  ),
  fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }),
  fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 4 }), fc.uint8Array({ maxLength: 6 }).map((bytes) => String.fromCharCode(...bytes))),
).map(([change, one, other, piece]) => (text) => {
  const [from, to] = [one, other].map((at) => Math.round(at * text.length)).sort((a, b) => a - b) as [number, number];

  return change(text.slice(0, from), text.slice(from, to), text.slice(to), piece);
});

/** Quotes, comments and brackets within each other, of which one may be left out. */
const nested: fc.Arbitrary<string> = fc.tuple(
  fc.array(fc.constantFrom<readonly [string, string]>(...([[`'`, `'`], ['"', '"'], ['$$', '$$'], ['/*', '*/'], ['--', '\n'], ['//', '\r'], ['{', '}'], ['(', ')'], ['[', ']'], ['BEGIN BATCH ', ' APPLY BATCH']] as const)), { maxLength: 30 }),
  fc.constantFrom('', 'x', ';', `''`, 'DROP TABLE t'), fc.nat(30),
).map(([pairs, inside, left]) => pairs.reduce<string>((text, [open, close], index) => `${ open } ${ text } ${ index === left ? '' : close }`, inside));

/** Text of all sorts that nobody should send to Cassandra: statements that were damaged, and what never was one. */
export function broken(statements: readonly string[]): fc.Arbitrary<string> {
  const damaged = fc.tuple(fc.array(fc.constantFrom(...statements), { minLength: 1, maxLength: 4 }), fc.constantFrom(';', ';\n', '\n', ' '), fc.array(edit, { minLength: 1, maxLength: 6 }))
    .map(([texts, by, edits]) => edits.reduce((text, change) => change(text), texts.join(by)));

  return fc.oneof({ weight: 3, arbitrary: damaged }, nested, fc.array(fc.oneof(garbage, nested), { maxLength: 12, size: 'max' }).map((texts) => texts.join('')));
}
