import { quoteName } from '../names';
import { hex } from './bytes';
import { Output } from './output';
import { exactText, scalarText, type Scalar } from './scalar-text';
import { hasPlainTimestamp } from './times';
import { scalarOf } from './type';
import { utf8Head } from './utf8';
import { cellKind, type CellKind, type CqlValue, type ValueKind, type ValueOf } from './value';

/** In UTF-16 units: more of a cell nobody reads in a table. */
const DISPLAYED = 256;

const QUOTED: ReadonlySet<ValueKind> = new Set<ValueKind>(['date', 'time', 'timestamp', 'inet']);

/** A cell as it is shown. */
export interface Shown {
  readonly kind: CellKind;
  /** Ends with `…` if it is not all. The empty value has none; null is `null`. */
  readonly text: string;
  readonly isCut: boolean;
  /** Of the whole cell in bytes; only if it is cut. */
  readonly size?: number;
}

/**
 * A value as a term of CQL, which a statement may hold in its place. Malformed bytes are a blob, which Cassandra refuses
 * for another type; the empty value is a call of the function that makes it (`blobAsInt(0x)`).
 *
 * @param limit in UTF-16 units; what is cut is no term any more
 */
export function format(value: CqlValue, limit = Infinity): string {
  const output = new Output(limit);

  writeTerm(value, output);

  return output.text;
}

/** The text of a cell, as people read it: that of a string has no quotes, unless it stands in something nested. Takes no longer for a large one. */
export function display(value: CqlValue, limit = DISPLAYED): Shown {
  const output = new Output(limit);

  writeText(value, output);
  const shown = { kind: cellKind(value), text: output.isCut ? `${ output.text }…` : output.text, isCut: output.isCut };

  return output.isCut && 'bytes' in value ? { ...shown, size: value.bytes.length } : shown;
}

/** All of a value as text, as files hold it: like `display`, and what is written of a moment gives that moment again. Null has none. */
export function textOf(value: CqlValue): string {
  switch (value.kind) {
  case 'null':
  case 'empty': return '';
  case 'text': return value.value;
  default: return isScalar(value) ? exactText(value) : format(value);
  }
}

function isScalar(value: CqlValue): value is Scalar {
  return ['number', 'boolean', 'time', 'id'].includes(cellKind(value));
}

function writeText(value: CqlValue, output: Output): void {
  switch (value.kind) {
  case 'empty': return;
  case 'text': return output.add(utf8Head(value.bytes, output.room));
  case 'bytes':
  case 'malformed': return writeHex(value.bytes, output);
  default: return isScalar(value) ? output.add(scalarText(value)) : writeTerm(value, output);
  }
}

function writeTerm(value: CqlValue, output: Output): void {
  switch (value.kind) {
  case 'null': return output.add('null');
  case 'empty': return output.add(converted(value, '0x'));
  case 'malformed': return writeHex(value.bytes, output);
  case 'bytes': return writeBytes(value, output);
  case 'text': return output.add(quoted(utf8Head(value.bytes, output.room)));
  case 'list': return writeList(value, output);
  case 'tuple': return writeAll('(', value.items, ')', output, (item) => writeTerm(item, output));
  case 'map': return writeAll('{', value.entries, '}', output, ([key, item]) => {
    writeTerm(key, output);
    output.add(': ');
    writeTerm(item, output);
  });
  case 'udt': return writeAll('{', value.fields, '}', output, (field) => {
    output.add(`${ quoteName(field.name) }: `);
    writeTerm(field.value, output);
  });
  default: return output.add(scalarTerm(value));
  }
}

function scalarTerm(value: Scalar): string {
  const isNumber = value.kind === 'timestamp' && !hasPlainTimestamp(value.milliseconds);

  return QUOTED.has(value.kind) && !isNumber ? quoted(exactText(value)) : exactText(value);
}

function writeList(value: ValueOf<'list'>, output: Output): void {
  const [open, close] = value.type.kind === 'set' ? '{}' : '[]';

  writeAll(open ?? '', value.items, close ?? '', output, (item) => writeTerm(item, output));
}

function writeAll<Item>(open: string, items: Iterable<Item>, close: string, output: Output, write: (item: Item) => void): void {
  let between = open;

  for (const item of items) {
    output.add(between);
    if (output.isCut) {
      return;
    }
    write(item);
    between = ', ';
  }
  output.add(between === open ? open + close : close);
}

/** A number that is too long for digits is made of its bytes. */
function writeBytes(value: ValueOf<'bytes'>, output: Output): void {
  const isNumber = ['varint', 'decimal'].includes(scalarOf(value.type) ?? '');

  if (isNumber && value.bytes.length * 2 < output.room) {
    output.add(converted(value, `0x${ hex(value.bytes) }`));
  } else {
    writeHex(value.bytes, output);
  }
}

function writeHex(bytes: Uint8Array, output: Output): void {
  output.add(`0x${ hex(bytes.subarray(0, Math.ceil(output.room / 2))) }`);
}

/** Blobs become scalars by functions. For what is nested there is none. */
function converted({ type }: CqlValue, blob: string): string {
  const name = scalarOf(type);

  return name ? `blobAs${ name.charAt(0).toUpperCase() }${ name.slice(1) }(${ blob })` : blob;
}

function quoted(text: string): string {
  return `'${ text.split(`'`).join(`''`) }'`;
}
