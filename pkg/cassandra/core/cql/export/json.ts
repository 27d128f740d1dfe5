import type { Page } from '../session';
import { decode } from '../values/decode';
import { textOf } from '../values/format';
import { digitsOf } from '../values/numbers';
import { scalarText } from '../values/scalar-text';
import type { CqlValue } from '../values/value';
import { chunksOf, type Pages } from './pages';

/** A double keeps so many digits of any decimal number, whoever reads it. */
const CERTAIN_DIGITS = 15;
/** The largest exponent of ten with which all doubles have these digits. */
const CERTAIN_EXPONENT = 290;

/**
 * A result as an array of objects, one line for each row, in chunks that are made while they are read: what is written
 * away takes no memory.
 *
 * Most readers of JSON keep numbers as doubles. A number is therefore a number where a double keeps all of its digits,
 * and otherwise a string, so that nobody loses any without noticing; NaN and the infinities, which JSON does not have,
 * are strings too. Cassandra's `INSERT … JSON` takes either. Of other values:
 *
 * - null is null; the empty value is `""`, as in Cassandra's own `toJson`; malformed bytes are `{"malformed":"0x…"}`
 * - a map is an object; a key that is no string is the text of its JSON (`toJson` does so)
 * - names of columns and fields are as they are, without the second quotes that `toJson` puts around capitals
 * - of columns with the same name, the second is `name (2)`: most readers keep only the last of two
 */
export function jsonOf(pages: Pages): AsyncGenerator<string> {
  let before = '[\n';
  let names: readonly string[] | undefined;

  return chunksOf(pages, function *linesOf(page) {
    names ??= uniqueNames(page);
    for (const row of page.rows) {
      yield before + rowJson(page, row, names);
      before = ',\n';
    }
  }, () => before === ',\n' ? '\n]\n' : '[]\n');
}

/** One value as JSON. */
export function jsonValue(value: CqlValue): string {
  switch (value.kind) {
  case 'null': return 'null';
  case 'malformed': return `{"malformed":${ JSON.stringify(textOf(value)) }}`;
  case 'boolean':
  case 'integer': return String(value.value);
  case 'float': return Number.isFinite(value.value) ? scalarText(value) : JSON.stringify(scalarText(value));
  case 'bigint': return numberOrString(scalarText(value), Number.isSafeInteger(Number(value.value)));
  case 'decimal': return numberOrString(scalarText(value), isCertain(value.unscaled, value.scale));
  case 'list':
  case 'tuple': return `[${ Array.from(value.items, jsonValue).join(',') }]`;
  case 'map': return `{${ Array.from(value.entries, ([key, item]) => `${ jsonKey(key) }:${ jsonValue(item) }`).join(',') }}`;
  case 'udt': return `{${ Array.from(value.fields, (field) => `${ JSON.stringify(field.name) }:${ jsonValue(field.value) }`).join(',') }}`;
  // Milliseconds of a moment without a text of its own are a string as well: a column has one type.
  default: return JSON.stringify(textOf(value));
  }
}

function jsonKey(key: CqlValue): string {
  const json = jsonValue(key);

  return json.startsWith('"') ? json : JSON.stringify(json);
}

function numberOrString(text: string, isNumber: boolean): string {
  return isNumber ? text : JSON.stringify(text);
}

function isCertain(unscaled: bigint, scale: number): boolean {
  const digits = digitsOf(unscaled).length;

  return digits <= CERTAIN_DIGITS && Math.abs(digits - 1 - scale) <= CERTAIN_EXPONENT;
}

function rowJson({ columns }: Page, row: Page['rows'][number], names: readonly string[]): string {
  return `{${ columns.map(({ name, type }, index) => `${ JSON.stringify(names[index] ?? name) }:${ jsonValue(decode(type, row[index] ?? null)) }`).join(',') }}`;
}

function uniqueNames({ columns }: Page): string[] {
  const taken = new Set(columns.map(({ name }) => name));
  const used = new Set<string>();

  return columns.map(({ name }) => {
    let unique = name;

    for (let count = 2; used.has(unique) || (unique !== name && taken.has(unique)); count++) {
      unique = `${ name } (${ count })`;
    }
    used.add(unique);

    return unique;
  });
}
