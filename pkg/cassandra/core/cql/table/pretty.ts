import { quoteName } from '../names';
import { format } from '../values/format';
import { Output } from '../values/output';
import type { CqlValue } from '../values/value';

const INDENT = '  ';
/** Of lines that are indented: a text of brackets alone would otherwise grow with the square of its length. */
const MOST_INDENTS = 32;
const BLANK = /[ \t\r\n]/;

/**
 * A text that is JSON, with a line for each part of what is nested. Numbers and strings stay as they are written: to read
 * and write them again would change large numbers, and lose names that come twice.
 *
 * @returns `undefined` if it is no JSON, or nothing nested
 */
export function prettyJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text) || !isJson(text)) {
    return undefined;
  }
  let depth = 0;
  const lines: string[] = [];
  let line = '';
  const open = (more: number) => {
    lines.push(line);
    depth += more;
    line = INDENT.repeat(Math.min(depth, MOST_INDENTS));
  };

  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    const end = letter === '"' ? endOfString(text, at) : at + 1;

    if (letter === '{' || letter === '[') {
      const close = nextOf(text, end);

      line += letter;
      if (/[}\]]/.test(text.charAt(close))) {
        line += text.charAt(close);
        at = close;
        continue;
      }
      open(1);
    } else if (letter === '}' || letter === ']') {
      open(-1);
      line += letter;
    } else if (letter === ',') {
      line += letter;
      open(0);
    } else if (letter === ':') {
      line += ': ';
    } else if (!BLANK.test(letter)) {
      line += text.slice(at, end);
    }
    at = end - 1;
  }

  return [...lines, line].join('\n');
}

/** A text that may be cut; then it ends with `…`. */
export interface Cuttable {
  readonly text: string;
  readonly isCut: boolean;
}

/**
 * A nested value as a term of CQL, with a line for each of its parts.
 *
 * @param limit in UTF-16 units
 */
export function prettyTerm(value: CqlValue, limit = Infinity): Cuttable {
  const output = new Output(limit);

  writeParts(value, '', output);

  return { text: output.isCut ? `${ output.text }…` : output.text, isCut: output.isCut };
}

function writeParts(value: CqlValue, indent: string, output: Output): void {
  const inner = indent + INDENT;
  const brackets = bracketsOf(value);
  let between = '\n';

  if (!brackets) {
    return output.add(format(value, output.room));
  }
  const [open, close] = brackets;

  output.add(open);
  for (const [name, part] of partsOf(value, output)) {
    output.add(between + inner + name);
    writeParts(part, inner, output);
    if (output.isCut) {
      return;
    }
    between = ',\n';
  }
  output.add(between === '\n' ? close : `\n${ indent }${ close }`);
}

function bracketsOf({ kind, type }: CqlValue): readonly [string, string] | undefined {
  switch (kind) {
  case 'list': return type.kind === 'set' ? ['{', '}'] : ['[', ']'];
  case 'tuple': return ['(', ')'];
  case 'map':
  case 'udt': return ['{', '}'];
  default: return undefined;
  }
}

function *partsOf(value: CqlValue, output: Output): Generator<readonly [string, CqlValue]> {
  if (value.kind === 'map') {
    for (const [key, item] of value.entries) {
      yield [`${ format(key, output.room) }: `, item];
    }
  } else if (value.kind === 'udt') {
    for (const { name, value: item } of value.fields) {
      yield [`${ quoteName(name) }: `, item];
    }
  } else if (value.kind === 'list' || value.kind === 'tuple') {
    for (const item of value.items) {
      yield ['', item];
    }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);

    return true;
  } catch {
    return false;
  }
}

/** After the quotes that close a string. */
function endOfString(text: string, start: number): number {
  let at = start + 1;

  while (at < text.length && text.charAt(at) !== '"') {
    at += text.charAt(at) === '\\' ? 2 : 1;
  }

  return at + 1;
}

/** Of what is not blank. */
function nextOf(text: string, start: number): number {
  let at = start;

  while (BLANK.test(text.charAt(at))) {
    at++;
  }

  return at;
}
