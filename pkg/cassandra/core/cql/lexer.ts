/**
 * `word`: a keyword or a name without quotes; which of the two, only the grammar knows. `name`: in double quotes. `string`:
 * `'…'` or `$$…$$`. `marker`: `?` or `:name`, for a value that is bound. `other`: nothing of CQL; Cassandra refuses a
 * statement in which it stands.
 */
export type TokenKind =
  | 'word' | 'name' | 'string' | 'number' | 'blob' | 'uuid' | 'duration' | 'marker' | 'operator' | 'punctuation' | 'comment' | 'space' | 'other';

export interface Token {
  kind: TokenKind;
  /** Offsets into the text. */
  start: number;
  end: number;
  /** The text ends before a string, name or comment does. */
  unterminated?: true;
}

/** The end of a token, beside its kind. */
type Read = Omit<Token, 'start'>;

const SPACES = /[ \t\r\n]+/y;
const LINE = /[^\r\n]*/y;
const WORD = /[A-Za-z][A-Za-z0-9_]*/y;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iy;
const BLOB = /0[xX][0-9A-Fa-f]*/y;
const DURATION = /(?:\d+(?:mo|ms|us|µs|ns|[ywdhms]))+/iy;
const ISO_DURATION = /P(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d|\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)/y;
/** Not the first point of `1..2`, which is a range. */
const NUMBER = /\d+(?:\.(?!\.(?!\.))\d*)?(?:[eE][+-]?\d+)?/y;
/** What no token of CQL begins with stays together, and so do the two halves of a character. */
const FOREIGN = /[\u0080-\uffff]+/y;

const PAIRS: ReadonlySet<string> = new Set(['<=', '>=', '!=', '+=', '-=', '..']);
const OPERATORS = '=<>+-*/%';
const PUNCTUATION = '()[]{},;.:';

/** Of these kinds a value may end: after it, a colon in braces parts a key from its value. */
const VALUES: ReadonlySet<TokenKind> = new Set<TokenKind>(['word', 'name', 'string', 'number', 'blob', 'uuid', 'duration', 'marker']);

/**
 * Cuts a text into the tokens of CQL. They cover it without gap or overlap, whatever it is, and in time that grows with
 * its length.
 */
export function lex(text: string): Token[] {
  const tokens: Token[] = [];
  const brackets: string[] = [];
  let previous: Token | undefined;

  for (let start = 0; start < text.length;) {
    const char = text.charAt(start);
    const isKeyEnd = char === ':' && brackets[brackets.length - 1] === '{' && previous !== undefined && endsValue(text, previous);
    const token: Token = { start, ...(isKeyEnd ? { kind: 'punctuation', end: start + 1 } : read(text, start)) };

    tokens.push(token);
    if (token.kind !== 'space' && token.kind !== 'comment') {
      previous = token;
    }
    if (token.kind === 'punctuation') {
      follow(brackets, char);
    }
    start = token.end;
  }

  return tokens;
}

/** Whether a token says something to Cassandra. */
export function isSignificant({ kind }: Token): boolean {
  return kind !== 'space' && kind !== 'comment';
}

function endsValue(text: string, { kind, start }: Token): boolean {
  return VALUES.has(kind) || (kind === 'punctuation' && ')]}'.includes(text.charAt(start)));
}

function follow(brackets: string[], char: string): void {
  if ('([{'.includes(char)) {
    brackets.push(char);
  } else if (')]}'.includes(char)) {
    brackets.pop();
  } else if (char === ';') {
    // What one statement leaves open says nothing of the next.
    brackets.length = 0;
  }
}

function read(text: string, at: number): Read {
  const char = text.charAt(at);
  const pair = text.slice(at, at + 2);

  switch (true) {
  case ' \t\r\n'.includes(char): return { kind: 'space', end: match(SPACES, text, at) };
  case pair === '--' || pair === '//': return { kind: 'comment', end: match(LINE, text, at) };
  case pair === '/*': return until('*/', 'comment', text, at);
  case pair === '$$': return until('$$', 'string', text, at);
  case char === "'": return quoted('string', text, at);
  case char === '"': return quoted('name', text, at);
  case char === '?': return { kind: 'marker', end: at + 1 };
  case char >= '0' && char <= '9': return numeric(text, at);
  case isLetter(char): return wordlike(text, at);
  case char === ':': return marker(text, at);
  case PAIRS.has(pair): return { kind: 'operator', end: at + 2 };
  case OPERATORS.includes(char): return { kind: 'operator', end: at + 1 };
  case PUNCTUATION.includes(char): return { kind: 'punctuation', end: at + 1 };
  default: return { kind: 'other', end: Math.max(match(FOREIGN, text, at), at + 1) };
  }
}

/** Up to a mark that ends what a mark of the same length has begun. */
function until(mark: string, kind: TokenKind, text: string, at: number): Read {
  const end = text.indexOf(mark, at + 2);

  return end < 0 ? { kind, end: text.length, unterminated: true } : { kind, end: end + 2 };
}

/** In quotes, of which two stand for one. */
function quoted(kind: TokenKind, text: string, at: number): Read {
  const quote = text.charAt(at);
  let end = text.indexOf(quote, at + 1);

  while (end >= 0 && text.charAt(end + 1) === quote) {
    end = text.indexOf(quote, end + 2);
  }

  return end < 0 ? { kind, end: text.length, unterminated: true } : { kind, end: end + 1 };
}

function numeric(text: string, at: number): Read {
  for (const [kind, pattern] of [['uuid', UUID], ['blob', BLOB], ['duration', DURATION]] as const) {
    const end = match(pattern, text, at);

    if (end > at) {
      return { kind, end };
    }
  }

  return { kind: 'number', end: match(NUMBER, text, at) };
}

function wordlike(text: string, at: number): Read {
  const uuid = match(UUID, text, at);

  if (uuid > at) {
    return { kind: 'uuid', end: uuid };
  }
  const end = match(WORD, text, at);
  const duration = match(ISO_DURATION, text, at);
  const word = end - at > 8 ? '' : text.slice(at, end).toUpperCase();

  return duration >= end && duration > at + 1 ? { kind: 'duration', end: duration } : { kind: word === 'NAN' || word === 'INFINITY' ? 'number' : 'word', end };
}

function marker(text: string, at: number): Read {
  const next = text.charAt(at + 1);

  if (isLetter(next)) {
    return { kind: 'marker', end: match(WORD, text, at + 1) };
  }

  return next === '"' ? { ...quoted('name', text, at + 1), kind: 'marker' } : { kind: 'punctuation', end: at + 1 };
}

/** @returns where a pattern that begins here ends; `at` if it does not */
function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;

  return pattern.test(text) ? pattern.lastIndex : at;
}

function isLetter(char: string): boolean {
  return (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z');
}
