/** What a token has to be: a keyword, a mark, a literal, or a name of something (`slot`). A `silent` keyword is not offered. */
export type Terminal =
  | { readonly kind: 'keyword' | 'symbol' | 'slot' | 'literal'; readonly value: string; readonly silent?: undefined }
  | { readonly kind: 'keyword'; readonly value: string; readonly silent: true };

export interface State {
  readonly edges: Edge[];
  /** Whether a rule ends here. */
  end?: true;
}

/** Without a terminal and a rule it is gone along for nothing. */
export interface Edge {
  readonly to: State;
  readonly terminal?: Terminal;
  readonly rule?: string;
}

export type Grammar = ReadonlyMap<string, State>;

const LEXEME = /\s*(?:(~?)([A-Z][A-Z0-9_]*)|@(\w+)|#(\w+)|([a-z]\w*)|'([^']+)'|([[\](){}|=;]))/y;

interface Lexeme {
  readonly kind: Terminal['kind'] | 'rule' | 'mark';
  readonly value: string;
  readonly silent?: true;
}

/**
 * Makes automata of a grammar. Its rules are `name = …;` with `KEYWORD`, `~KEYWORD` (silent), `'mark'`, `@slot`,
 * `#literal` and `rule`; `[…]` is for what may be left out, `{…}` for what may come any number of times, `(…|…)` for one
 * of several. No rule may begin with itself.
 *
 * @throws Error if the text is no such grammar
 */
export function compileGrammar(text: string): Grammar {
  const lexemes = lexemesOf(text);
  const rules = new Map<string, State>();
  let at = 0;
  const isNext = (mark: string) => lexemes[at]?.kind === 'mark' && lexemes[at]?.value === mark;
  const expect = (mark: string) => {
    if (!isNext(mark)) {
      throw new Error(`grammar: ${ mark } is missing after ${ lexemes.slice(Math.max(0, at - 5), at).map(({ value }) => value).join(' ') }`);
    }
    at++;
  };

  /** Alternatives from one state to a new one. */
  const alternatives = (from: State): State => {
    const to: State = { edges: [] };

    do {
      sequence(from).edges.push({ to });
    } while (isNext('|') && at++ >= 0);

    return to;
  };
  const sequence = (from: State): State => {
    let state = from;

    while (at < lexemes.length && !['|', ']', '}', ')', ';'].some(isNext)) {
      state = item(state);
    }

    return state;
  };
  const item = (from: State): State => {
    const lexeme = lexemes[at++];

    if (lexeme?.kind !== 'mark') {
      return step(from, lexeme);
    }
    if (lexeme.value === '(') {
      const to = alternatives(from);

      expect(')');

      return to;
    }
    const inside: State = { edges: [] };

    from.edges.push({ to: inside });
    const end = alternatives(inside);

    expect(lexeme.value === '[' ? ']' : '}');
    if (lexeme.value === '{') {
      end.edges.push({ to: from });
    }
    const after: State = { edges: [] };

    (lexeme.value === '{' ? from : end).edges.push({ to: after });
    if (lexeme.value === '[') {
      from.edges.push({ to: after });
    }

    return after;
  };

  while (at < lexemes.length) {
    const name = lexemes[at++]?.value ?? '';
    const start: State = { edges: [] };

    expect('=');
    rules.set(name, start);
    alternatives(start).end = true;
    expect(';');
  }

  return rules;
}

function step(from: State, lexeme: Lexeme | undefined): State {
  const to: State = { edges: [] };

  if (lexeme && lexeme.kind !== 'mark') {
    const { kind, value, silent } = lexeme;

    from.edges.push(kind === 'rule' ? { to, rule: value } : { to, terminal: kind === 'keyword' && silent ? { kind, value, silent } : { kind, value } });
  }

  return to;
}

function lexemesOf(text: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  const end = text.trimEnd().length;

  LEXEME.lastIndex = 0;
  while (LEXEME.lastIndex < end) {
    const at = LEXEME.lastIndex;
    const [, silent, keyword, slot, literal, rule, symbol, mark] = LEXEME.exec(text) ?? [];

    if (keyword !== undefined) {
      lexemes.push({ kind: 'keyword', value: keyword, ...(silent && { silent: true as const }) });
    } else if (slot !== undefined) {
      lexemes.push({ kind: 'slot', value: slot });
    } else if (literal !== undefined) {
      lexemes.push({ kind: 'literal', value: literal });
    } else if (rule !== undefined) {
      lexemes.push({ kind: 'rule', value: rule });
    } else if (symbol !== undefined) {
      lexemes.push({ kind: 'symbol', value: symbol });
    } else if (mark !== undefined) {
      lexemes.push({ kind: 'mark', value: mark });
    } else {
      throw new Error(`grammar: ${ text.slice(at, at + 20) }`);
    }
  }

  return lexemes;
}
