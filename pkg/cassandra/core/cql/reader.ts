import { isSignificant, type Token } from './lexer';
import { nameOf, unquote } from './names';

export interface QualifiedName {
  keyspace?: string;
  name: string;
}

/** Goes through the tokens of a statement that mean something, each once and forwards. */
export class Reader {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(private readonly text: string, tokens: readonly Token[]) {
    this.tokens = tokens.filter(isSignificant);
  }

  get ended(): boolean {
    return this.at >= this.tokens.length;
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  /** A word in capitals; empty if there is none. */
  word(ahead = 0): string {
    const token = this.peek(ahead);

    return token?.kind === 'word' ? this.text.slice(token.start, token.end).toUpperCase() : '';
  }

  /** An operator or a mark; empty if there is none. */
  symbol(ahead = 0): string {
    const token = this.peek(ahead);

    return token && (token.kind === 'operator' || token.kind === 'punctuation') ? this.text.slice(token.start, token.end) : '';
  }

  skip(): void {
    this.at++;
  }

  /** Goes past these words, if all of them are what comes next. */
  take(...words: readonly string[]): boolean {
    const isNext = words.every((word, index) => this.word(index) === word);

    this.at += isNext ? words.length : 0;

    return isNext;
  }

  takeSymbol(symbol: string): boolean {
    const isNext = this.symbol() === symbol;

    this.at += isNext ? 1 : 0;

    return isNext;
  }

  /** Goes past the next of this word; to the end if there is none. */
  takeUntil(word: string): boolean {
    while (!this.ended && this.word() !== word) {
      this.skip();
    }

    return this.take(word);
  }

  /** Goes past brackets and all that is in them, if one opens here. */
  takeBrackets(): void {
    let depth = 0;

    do {
      const symbol = this.symbol();

      depth += symbol !== '' && '([{'.includes(symbol) ? 1 : 0;
      depth -= symbol !== '' && ')]}'.includes(symbol) ? 1 : 0;
      if (depth < 0 || (depth === 0 && !')]}'.includes(symbol))) {
        return;
      }
      this.skip();
    } while (depth > 0 && !this.ended);
  }

  /** A name, a keyword too: callers know that nothing else can stand here. */
  name(): string | undefined {
    const name = nameOf(this.text, this.peek());

    this.at += name === undefined ? 0 : 1;

    return name;
  }

  /** `name` or `keyspace.name`. */
  qualifiedName(): QualifiedName | undefined {
    const first = this.name();

    if (first === undefined || !this.takeSymbol('.')) {
      return first === undefined ? undefined : { name: first };
    }

    return { keyspace: first, name: this.name() ?? '' };
  }

  /** A string without its quotes. */
  string(): string | undefined {
    const token = this.peek();

    if (token?.kind !== 'string') {
      return undefined;
    }
    this.skip();

    return unquote(this.text, token);
  }

  /** Whatever token is next, as it is written. */
  raw(): string | undefined {
    const token = this.peek();

    this.skip();

    return token && this.text.slice(token.start, token.end);
  }
}
