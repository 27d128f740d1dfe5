import { CONCEALED } from '../cluster/conceal';
import { isSignificant, lex, type Token } from './lexer';
import type { Range } from './place';
import { splitStatements } from './split';

/** What may follow a password that is quoted as it should be. After anything else, nobody knows where the password ends. */
const FOLLOWERS: ReadonlySet<string> = new Set([
  '', ';', ',', ')', '}', 'ALLOW', 'AND', 'APPLY', 'DELETE', 'GROUP', 'IF', 'INSERT', 'LIMIT', 'NOSUPERUSER', 'ORDER', 'PER', 'SUPERUSER', 'UPDATE',
  'WHERE',
]);

interface Word extends Token {
  /** In capitals; of a string and a quoted name, its first quote only. */
  written: string;
}

/**
 * Where passwords stand in a statement, whole or not, right or not: what follows `PASSWORD`, strings that are given to
 * options of a role, all that follows the name in `LOGIN`, and what is said of a password in comments. If the quotes are
 * wrong, all that follows is taken for one.
 *
 * @param text of one statement
 * @returns offsets, in order and apart
 */
export function passwordRanges(text: string): Range[] {
  const tokens = lex(text);
  const words = tokens.filter(isSignificant).map((token): Word => ({ ...token, written: writtenOf(text, token) }));

  return joined([...inComments(text, tokens), ...(words[0]?.written === 'LOGIN' ? ofLogin(text, words) : ofOptions(text, words))]);
}

/** A text of any statements with nothing in the place of passwords: fit to be kept. */
export function hidePasswords(text: string): string {
  const statements = splitStatements(text);
  const isOdd = statements.some(({ unfinished }) => unfinished?.reason === 'string');
  const ranges = statements.flatMap(({ text: statement, start, end }) => passwordRanges(statement).map((range) => ({
    start: start + range.start,
    // Where its end is guessed, or a quote is missing somewhere, it may go on in what looks like the next statement.
    end:   isOdd || (start + range.end === end && !isQuoted(statement, range)) ? text.length : start + range.end,
  })));
  let kept = '';
  let at = 0;

  for (const { start, end } of joined([...inComments(text, lex(text)), ...ranges])) {
    kept += text.slice(at, start) + CONCEALED;
    at = end;
  }

  return kept + text.slice(at);
}

function writtenOf(text: string, { kind, start, end }: Token): string {
  return kind === 'string' || kind === 'name' ? text.charAt(start) : text.slice(start, Math.min(end, start + 20)).toUpperCase();
}

/** Whether a range is one string and nothing else. */
function isQuoted(text: string, { start, end }: Range): boolean {
  const [token, ...more] = lex(text.slice(start, end));

  return token?.kind === 'string' && !token.unterminated && more.length === 0;
}

/** Up to the end of the comment, which stays closed. */
function inComments(text: string, tokens: readonly Token[]): Range[] {
  return tokens.flatMap(({ kind, start, end, unterminated }) => {
    const at = kind === 'comment' ? text.slice(start, end).toUpperCase().search(/PASSWORD|LOGIN/) : -1;

    return at < 0 ? [] : [{ start: start + at, end: text.startsWith('/*', start) && !unterminated ? end - 2 : end }];
  });
}

function ofLogin(text: string, words: readonly Word[]): Range[] {
  const second = words[2];

  return second && !isHidden(second) ? [{ start: second.start, end: text.length }] : [];
}

function ofOptions(text: string, words: readonly Word[]): Range[] {
  const isRole = (words[0]?.written === 'CREATE' || words[0]?.written === 'ALTER') && (words[1]?.written === 'ROLE' || words[1]?.written === 'USER');
  const ranges: Range[] = [];
  let depth = 0;

  for (const [index, word] of words.entries()) {
    depth += word.written === '{' ? 1 : 0;
    depth -= word.written === '}' ? 1 : 0;
    const isOption = isRole && depth === 0 && word.kind === 'string' && index > 2 && words[index - 1]?.written !== 'EXISTS';
    const at = word.written === 'PASSWORD' ? valueAfter(words, index, isRole) : isOption ? index : undefined;
    const range = at === undefined ? undefined : rangeOf(text, words[at], words[at + 1]);

    if (range) {
      ranges.push(range);
    }
    if (range?.end === text.length) {
      break;
    }
  }

  return ranges;
}

/** Where among the words the value of `PASSWORD` is, if one follows. */
function valueAfter(words: readonly Word[], index: number, isRole: boolean): number | undefined {
  const before = words[index - 1]?.written ?? '';
  const next = words[index + 1];

  if (before === 'GENERATED' || !next) {
    return undefined;
  }
  if (next.written === '=' || next.written === ':') {
    return words[index + 2]?.kind === 'marker' ? undefined : index + 2;
  }
  const isWordForString = before === 'WITH' || before === 'HASHED' || (isRole && before === 'AND');

  return next.kind === 'string' || next.kind === 'name' || (isWordForString && !FOLLOWERS.has(next.written)) ? index + 1 : undefined;
}

function rangeOf(text: string, value: Word | undefined, next: Word | undefined): Range | undefined {
  if (!value || isHidden(value)) {
    return undefined;
  }
  const isGlued = next?.start === value.end && (next.kind === 'word' || next.kind === 'string' || next.kind === 'name');
  const isRight = value.kind === 'string' && !value.unterminated && FOLLOWERS.has(next?.written ?? '') && !isGlued;

  return { start: value.start, end: isRight ? value.end : text.length };
}

/** Whether it was hidden before. */
function isHidden({ written }: Word): boolean {
  return written === CONCEALED;
}

function joined(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];

  for (const { start, end } of [...ranges].sort((one, other) => one.start - other.start)) {
    const last = result[result.length - 1];

    if (last && start <= last.end) {
      last.end = Math.max(last.end, end);
    } else {
      result.push({ start, end });
    }
  }

  return result;
}
