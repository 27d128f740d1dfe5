/** A piece of a text. */
export interface VisiblePart {
  readonly text: string;
  /** `U+202E`: the text stands for this character, which has no looks of its own, or changes those of others. */
  readonly code?: string;
  /** It is a text of its own within the whole, whose direction must not reach what stands beside it. */
  readonly isolated?: boolean;
}

export interface VisibleOptions {
  /** Ends of lines and tabs are left, for a place where they are seen as such. */
  readonly multiline?: boolean;
  /** It is a term of CQL: strings within it are texts of their own. */
  readonly term?: boolean;
}

/** Characters that are not seen, or make others look as they are not, or look like a space and are none. */
const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00a0\u1680\u2000-\u200a\u202f\u205f\ufff9-\ufffb]|\p{Default_Ignorable_Code_Point}/gu;
const HIDDEN_IN_LINES = new RegExp(`(?![\\t\\n])(?:${ HIDDEN.source })`, 'gu');
/** Of these, the ones that join and vary characters of scripts and pictures, which would be others without them. */
const JOINER = /^(?:\u200c|\u200d|\p{Variation_Selector})$/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const STRING = /('(?:[^']|'')*'?)/;

/** The first that is not ASCII comes after it. */
const DELETE = 0x7f;
const SPACE = '\u00b7';
/** For any that are too many to be told apart. */
const REPLACEMENT = '\ufffd';

/** Abbreviations that Unicode gives: for the pictures that it has too, many computers have no font. */
const CONTROLS = [
  'NUL', 'SOH', 'STX', 'ETX', 'EOT', 'ENQ', 'ACK', 'BEL', 'BS', 'TAB', 'LF', 'VT', 'FF', 'CR', 'SO', 'SI',
  'DLE', 'DC1', 'DC2', 'DC3', 'DC4', 'NAK', 'SYN', 'ETB', 'CAN', 'EM', 'SUB', 'ESC', 'FS', 'GS', 'RS', 'US',
];
const NAMES: ReadonlyMap<number, string> = new Map([
  ...CONTROLS.entries(), [DELETE, 'DEL'], [0x85, 'NEL'], [0xa0, 'NBSP'], [0xad, 'SHY'], [0x34f, 'CGJ'], [0x61c, 'ALM'], [0x200b, 'ZWSP'], [0x200c, 'ZWNJ'], [0x200d, 'ZWJ'], [0x200e, 'LRM'], [0x200f, 'RLM'],
  [0x2028, 'LS'], [0x2029, 'PS'], [0x202a, 'LRE'], [0x202b, 'RLE'], [0x202c, 'PDF'], [0x202d, 'LRO'], [0x202e, 'RLO'], [0x202f, 'NNBSP'], [0x2060, 'WJ'],
  [0x2066, 'LRI'], [0x2067, 'RLI'], [0x2068, 'FSI'], [0x2069, 'PDI'], [0xfeff, 'BOM'],
]);

/** Each is an element of its own. In what comes after so many, nothing is told apart any more. */
const MOST_PARTS = 10_000;

/**
 * A text in pieces that show all that is in it: cells come from anyone, and what cannot be seen, or turns the order of
 * letters round, would mislead whoever reads them (Unicode Technical Report 36).
 */
export function visibleParts(text: string, { multiline = false, term = false }: VisibleOptions = {}): VisiblePart[] {
  if (term && RIGHT_TO_LEFT.test(text)) {
    return isolatedParts(text, multiline);
  }

  return multiline || term ? markedParts(text, multiline) : edgedParts(text);
}

/** Whether a text on one line is seen as it is: it has one part, or none. */
export function isPlain(text: string, term = false): boolean {
  const isEdged = !term && (text.startsWith(' ') || text.endsWith(' '));

  return !isEdged && text.search(HIDDEN) < 0 && !(term && RIGHT_TO_LEFT.test(text));
}

/** What stands between two strings from right to left would be drawn as if it belonged to them. */
function isolatedParts(text: string, isMultiline: boolean): VisiblePart[] {
  const pieces = text.split(STRING);
  const parts: VisiblePart[] = [];

  for (const [index, piece] of pieces.entries()) {
    if (parts.length >= MOST_PARTS) {
      return [...parts, { text: pieces.slice(index).join('').replace(isMultiline ? HIDDEN_IN_LINES : HIDDEN, REPLACEMENT), isolated: true }];
    }
    for (const part of markedParts(piece, isMultiline)) {
      parts.push(index % 2 === 1 && part.code === undefined ? { ...part, isolated: true } : part);
    }
  }

  return parts;
}

/** Spaces at the ends of a line are not seen either. */
function edgedParts(text: string): VisiblePart[] {
  let start = 0;
  let end = text.length;

  while (start < end && text.charAt(start) === ' ') {
    start++;
  }
  while (end > start && text.charAt(end - 1) === ' ') {
    end--;
  }

  return [...spaces(start), ...markedParts(text.slice(start, end), false), ...spaces(text.length - end)];
}

function spaces(count: number): VisiblePart[] {
  return count === 0 ? [] : [{ text: SPACE.repeat(count), code: 'U+0020' }];
}

function markedParts(text: string, isMultiline: boolean): VisiblePart[] {
  const hidden = isMultiline ? HIDDEN_IN_LINES : HIDDEN;
  const parts: VisiblePart[] = [];
  let at = 0;

  for (const { 0: found, index } of text.matchAll(hidden)) {
    if (JOINER.test(found) && index > at && text.charCodeAt(index - 1) > DELETE) {
      continue;
    }
    if (parts.length >= MOST_PARTS) {
      return [...parts, { text: text.slice(at).replace(hidden, REPLACEMENT) }];
    }
    if (index > at) {
      parts.push({ text: text.slice(at, index) });
    }
    parts.push(markOf(found));
    at = index + found.length;
  }
  if (at < text.length) {
    parts.push({ text: text.slice(at) });
  }

  return parts;
}

function markOf(found: string): VisiblePart {
  const point = found.codePointAt(0) ?? 0;
  const code = `U+${ point.toString(16).toUpperCase().padStart(4, '0') }`;

  return { text: NAMES.get(point) ?? code, code };
}
