import { classify } from '../classify';
import { isSignificant, lex, type Token } from '../lexer';
import type { QualifiedName } from '../reader';
import { splitStatements } from '../split';
import type { Word } from './expect';

/** Where in a statement a cursor stands, and what has been begun there. */
export interface StatementPlace {
  /** What stands before it, from the word that the rule begins with. */
  readonly words: readonly Word[];
  /** Of the grammar: `changes` inside of a batch, whose beginning says nothing of what comes. */
  readonly rule: 'statement' | 'changes';
  /** The table or view that the statement is about, wherever it is named. */
  readonly table?: QualifiedName;
  /** What has been typed of the next word, without its quote. */
  readonly prefix: string;
  readonly quote: Quote;
  /** Offsets of what a completion replaces: all of the word in which the cursor stands. */
  readonly from: number;
  readonly to: number;
  /** What follows on the same line. */
  readonly rest: string;
  /** Whether keywords are written in small letters here. */
  readonly isLower: boolean;
}

export type Quote = '' | '"' | `'`;

interface PlacedWord extends Word {
  /** Offset into the whole text. */
  readonly start: number;
}

/** As far as is looked for the end of a statement. */
const FURTHEST = 20_000;

const REST: Readonly<Record<Quote, RegExp>> = { '': /[A-Za-z0-9_]*/y, '"': /[A-Za-z0-9_]*"/y, [`'`]: /[A-Za-z0-9_]*'/y };

const CHANGES: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE']);
/** Reserved words that begin statements: at the beginning of a line they begin another one, though its `;` is missing. */
const BEGINNINGS: ReadonlySet<string> = new Set([...CHANGES, 'SELECT', 'CREATE', 'ALTER', 'DROP', 'TRUNCATE', 'USE', 'BEGIN', 'GRANT', 'REVOKE']);

/**
 * Where a cursor stands. What is before it decides; of what is after it only the table is taken, which a `SELECT` names
 * after its columns.
 *
 * @returns `undefined` where nothing can be completed: in a comment, a number, right after something in quotes
 */
export function placeIn(text: string, offset: number): StatementPlace | undefined {
  const before = text.slice(0, offset);
  const last = splitStatements(before).pop();
  const start = (last?.endedBy === 'text' ? last.start : last?.end) ?? 0;
  const tokens = lex(before.slice(start));
  const begun = begunBy(before, start, tokens[tokens.length - 1]);

  if (!begun) {
    return undefined;
  }
  const { quote, from } = begun;
  const words = wordsOf(before, start, tokens.filter((token) => start + token.end <= from));
  const change = batchChange(words);
  const to = from === offset && quote === '' ? offset : endOf(text, offset, quote);
  const typed = before.slice(from + quote.length);
  const first = words[0]?.text ?? typed;
  // A name stands for what is being typed: half a name, or one with a quote that is open, may be anything.
  const about = `${ text.slice(words[change ?? 0]?.start ?? start, from) }x ${ text.slice(to, statementEnd(text, to, change !== undefined)) }`;
  const table = tableOf(about);

  return {
    words:   words.slice(change ?? 0),
    rule:    change === undefined ? 'statement' : 'changes',
    ...(table && { table }),
    prefix:  quote === '' ? typed : typed.split(quote + quote).join(quote),
    quote, from, to,
    rest:    text.slice(to, to + 200).split('\n', 1)[0] ?? '',
    isLower: first !== '' && first === first.toLowerCase(),
  };
}

/** What the last token before the cursor begins: a word, a quoted name, a string, or nothing yet. `undefined` if nothing can follow it directly. */
function begunBy(before: string, start: number, token: Token | undefined): { quote: Quote; from: number } | undefined {
  const from = start + (token?.start ?? 0);

  switch (token?.kind) {
  case 'word': return { quote: '', from };
  case 'name': return token.unterminated && { quote: '"', from };
  case 'string': return token.unterminated && before.charAt(from) === `'` ? { quote: `'`, from } : undefined;
  case 'comment': return !token.unterminated && before.startsWith('/*', from) ? { quote: '', from: before.length } : undefined;
  case undefined:
  case 'space':
  case 'operator':
  case 'punctuation': return { quote: '', from: before.length };
  default: return undefined;
  }
}

function wordsOf(before: string, start: number, tokens: readonly Token[]): PlacedWord[] {
  const words = tokens.filter(isSignificant).map((token): PlacedWord => {
    const text = before.slice(start + token.start, start + token.end);

    return { kind: token.kind, text, upper: token.kind === 'word' ? text.toUpperCase() : '', start: start + token.start };
  });
  const first = words.findIndex(({ text }) => text !== ';');

  return first < 0 ? [] : words.slice(first);
}

/** The last change in a batch: all before it is whole. */
function batchChange(words: readonly PlacedWord[]): number | undefined {
  const last = words[0]?.upper === 'BEGIN' ? words.map(({ upper }) => CHANGES.has(upper)).lastIndexOf(true) : -1;

  return last < 0 ? undefined : last;
}

function endOf(text: string, offset: number, quote: Quote): number {
  const pattern = REST[quote];

  pattern.lastIndex = offset;

  return pattern.test(text) ? pattern.lastIndex : offset;
}

function statementEnd(text: string, to: number, inBatch: boolean): number {
  const rest = text.slice(to, to + FURTHEST);
  let isLineStart = false;

  for (const token of lex(rest)) {
    const written = rest.slice(token.start, token.end);
    const word = token.kind === 'word' ? written.toUpperCase() : '';

    if (written === ';' || (isLineStart && BEGINNINGS.has(word)) || (inBatch && CHANGES.has(word))) {
      return to + token.start;
    }
    isLineStart = token.kind === 'space' ? written.includes('\n') : isLineStart && token.kind === 'comment';
  }

  return to + rest.length;
}

/** What has columns: of a view that is being made, the table that it is made of. */
function tableOf(statement: string): QualifiedName | undefined {
  const { targets } = classify(statement);
  const tables = targets.filter(({ kind }) => kind === 'table');
  const target = tables[tables.length - 1] ?? targets.find(({ kind }) => kind === 'view');

  return target && { name: target.name, ...(target.keyspace !== undefined && { keyspace: target.keyspace }) };
}
