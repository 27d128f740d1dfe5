import { commandKind, endsWithLine } from './command-words';
import { isSignificant, lex, type Token } from './lexer';

/** Why a statement cannot be whole. What only lacks its `;` is whole. */
export type UnfinishedReason = 'string' | 'name' | 'comment' | 'batch' | 'transaction';

export interface Statement {
  /** From its first token to its last, without the comments around it and without its `;`: what is sent. */
  text: string;
  /** Offsets of {@link text}. */
  start: number;
  end: number;
  /** Offsets of what belongs to it: the comments before it, its `;`. Those of all statements cover the text. */
  from: number;
  to: number;
  /** What ended it; the end of the text if nothing else did. */
  endedBy: 'semicolon' | 'line' | 'text';
  /** Such a statement is not run: what is meant is not all there, and a half of it may do more than the whole. */
  unfinished?: { reason: UnfinishedReason; start: number };
}

/** The two words that end what `BEGIN` began. */
const BLOCKS: ReadonlyMap<string, { reason: UnfinishedReason; end: string }> = new Map<string, { reason: UnfinishedReason; end: string }>([
  ['BATCH', { reason: 'batch', end: 'APPLY BATCH' }],
  ['TRANSACTION', { reason: 'transaction', end: 'COMMIT TRANSACTION' }],
]);

/**
 * Cuts a text into statements and commands of cqlsh. Statements end with `;`, a batch with the one after `APPLY BATCH`,
 * commands with their line. What has nothing but comments gives none.
 */
export function splitStatements(text: string): Statement[] {
  const statements: Statement[] = [];
  let piece = new Piece(text, 0);

  for (const token of lex(text)) {
    const statement = piece.add(token) && piece.statement(token.end);

    if (statement) {
      statements.push(statement);
      piece = new Piece(text, token.end);
    }
  }
  const rest = piece.statement(text.length);
  const last = statements[statements.length - 1];

  if (rest) {
    statements.push(rest);
  } else if (last) {
    last.to = text.length;
  }

  return statements;
}

/**
 * The statement that a person means whose cursor stands here: the one around it, else the one that ends before it on its
 * line, else the next one, else the last one.
 *
 * @param statements of the text
 */
export function statementAt(text: string, statements: readonly Statement[], offset: number): Statement | undefined {
  const index = statements.findIndex(({ end }) => offset <= end);
  const next = statements[index];
  const before = index < 0 ? statements[statements.length - 1] : statements[index - 1];

  if (next && (offset >= next.start || !before || text.slice(before.end, offset).includes('\n'))) {
    return next;
  }

  return before;
}

/** What has been read of a statement so far. */
class Piece {
  private readonly first: string[] = [];
  /** The last two words, of tokens that stand next to each other. */
  private last: [string, string] = ['', ''];
  private start: number | undefined;
  private end = 0;
  private open: Token | undefined;
  private endedBy: Statement['endedBy'] = 'text';
  private isBlockClosed = false;

  constructor(private readonly text: string, private readonly from: number) {}

  /** @returns whether it ends with this token */
  add(token: Token): boolean {
    if (token.unterminated) {
      this.open = token;
    }
    if (!isSignificant(token)) {
      const isEnd = token.kind === 'space' && this.isLineCommand && /[\r\n]/.test(this.text.slice(token.start, token.end));

      this.endedBy = isEnd ? 'line' : this.endedBy;

      return isEnd;
    }
    const written = token.end - token.start > 20 ? '' : this.text.slice(token.start, token.end).toUpperCase();

    if (written === ';' && (!this.block || this.isBlockClosed)) {
      this.endedBy = 'semicolon';

      // One that ends nothing goes with what follows.
      return this.start !== undefined;
    }
    this.start ??= token.start;
    this.end = token.end;
    this.endedBy = 'text';
    if (this.first.length < 3) {
      this.first.push(written);
    }
    this.last = [this.last[1], token.kind === 'word' ? written : ''];
    this.isBlockClosed ||= this.block?.end === this.last.join(' ');

    return false;
  }

  /** @returns nothing if there is no more in it than comments and `;` */
  statement(to: number): Statement | undefined {
    const { start, end, from, endedBy } = this;

    if (start === undefined) {
      return undefined;
    }
    const unfinished = this.unfinished(start);

    return { text: this.text.slice(start, end), start, end, from, to, endedBy, ...(unfinished && { unfinished }) };
  }

  private unfinished(start: number): Statement['unfinished'] {
    const { kind } = this.open ?? {};

    if (this.open) {
      return { reason: kind === 'comment' || kind === 'string' ? kind : 'name', start: this.open.start };
    }

    return this.block && !this.isBlockClosed ? { reason: this.block.reason, start } : undefined;
  }

  /** `BEGIN [UNLOGGED | COUNTER] BATCH`, `BEGIN TRANSACTION` */
  private get block() {
    const [begin, second = '', third = ''] = this.first;

    return begin === 'BEGIN' ? BLOCKS.get(second === 'UNLOGGED' || second === 'COUNTER' ? third : second) : undefined;
  }

  private get isLineCommand(): boolean {
    const kind = commandKind(this.first[0] ?? '');

    return kind !== undefined && endsWithLine(kind);
  }
}
