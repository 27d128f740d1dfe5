import { commandKind, endsWithLine } from '../command-words';
import { isKeyword, isTypeName } from '../keywords';
import { lex, type Token, type TokenKind } from '../lexer';

/** Classes of CodeMirror 5, which its themes know. */
export type TokenStyle = 'keyword' | 'builtin' | 'atom' | 'type' | 'variable' | 'variable-2' | 'string' | 'string-2' | 'number' | 'comment' | 'operator' | 'bracket' | 'punctuation' | 'error';

export interface StyledToken {
  readonly kind: TokenKind;
  /** Offsets into the line or text. */
  readonly start: number;
  readonly end: number;
  /** Absent for spaces. */
  readonly style?: TokenStyle;
}

/** What a line leaves to the next. It is never changed. */
export interface LineState {
  /** How what goes on in the next line has begun: a quote, `$$`, a comment, a marker in quotes. */
  readonly open: '' | `'` | '"' | '$$' | '/*' | ':"';
  /** Brackets that are open, in their order: in braces a colon after a value is no marker. */
  readonly brackets: string;
  /** Of the last token that means something: whether a value may end with it, or it is a point. */
  readonly previous: 'value' | 'point' | 'other';
  /** What the statement has begun with: nothing yet, a command that ends with its line, or anything else. */
  readonly begun: 'nothing' | 'command' | 'statement';
}

export const FIRST_LINE: LineState = { open: '', brackets: '', previous: 'other', begun: 'nothing' };

const ATOMS: ReadonlySet<string> = new Set(['TRUE', 'FALSE', 'NULL', 'UNSET']);
const VALUES: ReadonlySet<TokenKind> = new Set<TokenKind>(['word', 'name', 'string', 'number', 'blob', 'uuid', 'duration', 'marker']);
const STYLES: Readonly<Record<Exclude<TokenKind, 'word' | 'string' | 'punctuation' | 'space'>, TokenStyle>> = {
  name: 'variable', number: 'number', blob: 'number', uuid: 'number', duration: 'number', marker: 'variable-2', operator: 'operator', comment: 'comment', other: 'error',
};

/**
 * Cuts a line into tokens as the whole text would be cut, but for those that go over several lines: of these it has the
 * piece in this line.
 *
 * @param line without its end
 * @param state that the line before has left
 */
export function tokenizeLine(line: string, state: LineState): { tokens: StyledToken[]; state: LineState } {
  const before = contextOf(state);
  const whole = lex(before + line);
  const pieces = whole.filter(({ end }) => end > before.length).map((token) => ({ ...token, start: Math.max(0, token.start - before.length), end: token.end - before.length }));
  const tokens: StyledToken[] = [];
  let now = { ...state, open: FIRST_LINE.open };

  for (const [index, token] of pieces.entries()) {
    const goesOn = index === 0 && state.open !== '';
    const written = line.slice(token.start, token.end);
    const style = styleOf(token, goesOn && state.open === '$$' ? '$$' : written, now);

    tokens.push({ kind: token.kind, start: token.start, end: token.end, ...(style && { style }) });
    now = after(token, written, now);
  }
  const last = whole[whole.length - 1];
  const open = last?.unterminated ? openedBy(before + line, last) : '';

  // A command of cqlsh ends with its line, if nothing in it goes on.
  return { tokens, state: { ...now, open, ...(now.begun === 'command' && open === '' && { begun: 'nothing' }) } };
}

/** Tokens of a whole text with their styles; together they are the text. */
export function tokenStyles(text: string): StyledToken[] {
  const tokens: StyledToken[] = [];
  let state = FIRST_LINE;
  let offset = 0;

  for (const line of text.split(/(\r\n|\r|\n)/)) {
    if (line === '\n' || line === '\r' || line === '\r\n') {
      tokens.push({ kind: 'space', start: offset, end: offset + line.length });
      offset += line.length;
      continue;
    }
    const read = tokenizeLine(line, state);

    for (const token of read.tokens) {
      tokens.push({ ...token, start: token.start + offset, end: token.end + offset });
    }
    ({ state } = read);
    offset += line.length;
  }

  return tokens;
}

/** A text after which the lexer reads on as it would after all lines before. */
function contextOf({ open, brackets, previous }: LineState): string {
  return open === '' ? brackets + (previous === 'value' ? 'a ' : '') : `${ brackets }${ open }\n`;
}

function openedBy(text: string, { kind, start }: Token): LineState['open'] {
  switch (kind) {
  case 'comment': return '/*';
  case 'name': return '"';
  case 'marker': return ':"';
  default: return text.startsWith('$$', start) ? '$$' : `'`;
  }
}

function after({ kind }: Token, written: string, state: LineState): LineState {
  if (kind === 'space' || kind === 'comment') {
    return state;
  }
  if (written === ';' && kind === 'punctuation') {
    return FIRST_LINE;
  }
  const isClosing = kind === 'punctuation' && ')]}'.includes(written);
  const isOpening = kind === 'punctuation' && '([{'.includes(written);

  return {
    open:     '',
    brackets: isClosing ? state.brackets.slice(0, -1) : isOpening ? state.brackets + written : state.brackets,
    previous: isClosing || VALUES.has(kind) ? 'value' : written === '.' ? 'point' : 'other',
    begun:    state.begun === 'nothing' ? beginning(kind, written) : state.begun,
  };
}

function beginning(kind: TokenKind, written: string): LineState['begun'] {
  const command = commandOf(kind, written);

  return command && endsWithLine(command) ? 'command' : 'statement';
}

function commandOf(kind: TokenKind, written: string) {
  return kind === 'word' || written === '?' ? commandKind(written.toUpperCase()) : undefined;
}

function styleOf({ kind }: Token, written: string, state: LineState): TokenStyle | undefined {
  switch (kind) {
  case 'space': return undefined;
  case 'word': return wordStyle(written, state);
  case 'string': return written.startsWith('$$') ? 'string-2' : 'string';
  case 'punctuation': return '()[]{}'.includes(written) ? 'bracket' : 'punctuation';
  default: return STYLES[kind];
  }
}

/** After a point there are names only. */
function wordStyle(written: string, { previous, begun }: LineState): TokenStyle {
  const upper = written.toUpperCase();

  if (previous === 'point') {
    return 'variable';
  }
  if (begun === 'nothing' && commandOf('word', written)) {
    return 'builtin';
  }
  if (ATOMS.has(upper)) {
    return 'atom';
  }
  if (isTypeName(written)) {
    return 'type';
  }

  return isKeyword(written) || begun === 'command' ? 'keyword' : 'variable';
}
