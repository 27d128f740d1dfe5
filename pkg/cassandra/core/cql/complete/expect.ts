import { isReserved } from '../keywords';
import type { TokenKind } from '../lexer';
import { GRAMMAR } from './grammar';
import type { State, Terminal } from './grammar-compile';

/** A token as the grammar looks at it. */
export interface Word {
  readonly kind: TokenKind;
  /** As it is written. */
  readonly text: string;
  /** In capitals, if it is a word; else empty. */
  readonly upper: string;
}

/** What may come next: the terminal, and the keywords that must follow a keyword. */
export interface Expected {
  readonly terminal: Terminal;
  /** `ALLOW FILTERING` for `ALLOW`. */
  readonly phrase: string;
}

/** Where the rules that are being read go on. Each is made once, so that equal ones are the same. */
interface Frame {
  readonly to: State;
  readonly parent: Frame | undefined;
  readonly children: Map<State, Frame>;
}

interface Position {
  readonly state: State;
  readonly frame: Frame | undefined;
}

/** Words that are offered as one: more would be a guess at what is meant. */
const LONGEST_PHRASE = 5;

const VALUES: ReadonlySet<TokenKind> = new Set<TokenKind>(['string', 'number', 'blob', 'uuid', 'duration', 'marker']);
/** What stands in the place of values that a map or an option has. */
const STRINGLIKE: ReadonlySet<string> = new Set(['mapKey', 'mapValue', 'optionValue', 'indexClass', 'datacenter']);
/** Reserved, and yet functions. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(['TOKEN']);

/**
 * What may stand after these words.
 *
 * @param words from the first of a statement on
 * @param rule of the grammar that they are of
 * @returns nothing if the words are of no statement that the grammar knows, or if the statement is at its end
 */
export function expectedAfter(words: readonly Word[], rule: string): Expected[] {
  const roots = new Map<State, Frame>();
  const start = GRAMMAR.get(rule);
  let positions = start ? closure([{ state: start, frame: undefined }], roots) : [];

  for (const word of words) {
    positions = closure(positions.flatMap(({ state, frame }) => state.edges.flatMap(({ terminal, to }) => terminal && fits(terminal, word) ? [{ state: to, frame }] : [])), roots);
    if (positions.length === 0) {
      return [];
    }
  }
  const expected = positions.flatMap((position) => position.state.edges.flatMap(({ terminal, to }) => terminal ? [{ terminal, phrase: phraseOf(terminal, { state: to, frame: position.frame }, roots) }] : []));

  return [...new Map(expected.map((one) => [`${ one.terminal.kind } ${ one.terminal.kind === 'keyword' ? one.phrase : one.terminal.value }`, one])).values()];
}

/** All positions that are reached without a token. */
function closure(positions: readonly Position[], roots: Map<State, Frame>): Position[] {
  const seen = new Map<State, Set<Frame | undefined>>();
  const reached: Position[] = [];
  const open = [...positions].reverse();

  for (let position = open.pop(); position; position = open.pop()) {
    const { state, frame } = position;
    const frames = seen.get(state) ?? new Set();

    if (frames.has(frame)) {
      continue;
    }
    seen.set(state, frames.add(frame));
    reached.push(position);
    if (state.end && frame) {
      open.push({ state: frame.to, frame: frame.parent });
    }
    for (const { to, terminal, rule } of [...state.edges].reverse()) {
      const inside = rule === undefined ? undefined : GRAMMAR.get(rule);

      if (inside) {
        open.push({ state: inside, frame: frameOf(to, frame, roots) });
      } else if (!terminal) {
        open.push({ state: to, frame });
      }
    }
  }

  return reached;
}

function frameOf(to: State, parent: Frame | undefined, roots: Map<State, Frame>): Frame {
  const siblings = parent?.children ?? roots;
  const frame = siblings.get(to) ?? { to, parent, children: new Map() };

  siblings.set(to, frame);

  return frame;
}

function fits(terminal: Terminal, { kind, text, upper }: Word): boolean {
  switch (terminal.kind) {
  case 'keyword': return upper === terminal.value;
  case 'symbol': return text === terminal.value && (kind === 'punctuation' || kind === 'operator');
  case 'literal': return terminal.value === 'string' ? kind === 'string' : VALUES.has(kind);
  case 'slot': {
    if (STRINGLIKE.has(terminal.value)) {
      return VALUES.has(kind) || kind === 'word';
    }

    return kind === 'name' || (kind === 'word' && (!isReserved(text) || FUNCTION_WORDS.has(upper) || terminal.value.endsWith('onsistency')));
  }
  }
}

/** A keyword with those after it, as long as nothing else can follow. */
function phraseOf(terminal: Terminal, after: Position, roots: Map<State, Frame>): string {
  const words = [terminal.value];
  let position: Position | undefined = terminal.kind === 'keyword' ? after : undefined;

  while (position && words.length < LONGEST_PHRASE) {
    const reached = closure([position], roots);
    const edges = reached.flatMap(({ state, frame }) => state.edges.flatMap(({ terminal: next, to }) => next ? [{ next, position: { state: to, frame } }] : []));
    const [only] = edges;
    // Where a statement may end, what follows is no part of the phrase.
    const isOpen = reached.some(({ state, frame }) => state.end && !frame);

    position = !isOpen && edges.length === 1 && only?.next.kind === 'keyword' ? only.position : undefined;
    if (position && only) {
      words.push(only.next.value);
    }
  }

  return words.join(' ');
}
