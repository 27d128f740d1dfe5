import { quoteName } from '../names';
import type { Plain } from '../values/plain';
import { compare, isList } from './row';

/** Written with a point even if nothing follows it, as Cassandra does. */
const DECIMALS: ReadonlySet<string> = new Set(['bloom_filter_fp_chance', 'crc_check_chance', 'dclocal_read_repair_chance', 'read_repair_chance']);

/** `keyspace.name`, in quotes where they need them. */
export function qualified({ keyspace, name }: { readonly keyspace: string; readonly name: string }): string {
  return `${ quoteName(keyspace) }.${ quoteName(name) }`;
}

/** A text as CQL writes it. */
export function quoteText(text: string): string {
  return `'${ text.split(`'`).join(`''`) }'`;
}

/** `{'a': 'b'}`, by keys; what must come first has been put there by the caller. */
export function mapText(entries: readonly (readonly [string, string])[]): string {
  return `{${ entries.map(([key, value]) => `${ quoteText(key) }: ${ quoteText(value) }`).join(', ') }}`;
}

/** The value of an option as `WITH` takes it. */
export function optionText(name: string, value: Plain): string {
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => [String(key), typeof item === 'string' ? item : ''] as const).sort(([one], [other]) => compare(one, other));

    // The values of extensions are blobs, which stand without quotes.
    return name === 'extensions' ? `{${ entries.map(([key, item]) => `${ quoteText(key) }: ${ item }`).join(', ') }}` : mapText(entries);
  }
  if (isList(value)) {
    return `{${ value.map((item) => quoteText(String(item))).join(', ') }}`;
  }
  if (typeof value === 'string') {
    return quoteText(value);
  }

  return DECIMALS.has(name) && Number.isInteger(value) ? `${ String(value) }.0` : String(value);
}
