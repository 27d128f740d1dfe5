import { isReserved } from './keywords';
import type { Token } from './lexer';

const PLAIN = /^[a-z][a-z0-9_]*$/;

/** What stands between the quotes of a string or name, as it is meant. What is not closed goes up to its end. */
export function unquote(text: string, { start, end, unterminated }: Token): string {
  const mark = text.startsWith('$$', start) ? '$$' : text.charAt(start);
  const inside = text.slice(start + mark.length, unterminated ? end : end - mark.length);

  return mark === '$$' ? inside : inside.split(mark + mark).join(mark);
}

/** The name that a token is, as Cassandra keeps it: without quotes it has no capitals. `undefined` if it can be none. */
export function nameOf(text: string, token: Token | undefined): string | undefined {
  if (token?.kind === 'name') {
    return unquote(text, token);
  }

  return token?.kind === 'word' ? text.slice(token.start, token.end).toLowerCase() : undefined;
}

/** A name as it is written in CQL: in quotes if it needs them. */
export function quoteName(name: string): string {
  return PLAIN.test(name) && !isReserved(name) ? name : `"${ name.split('"').join('""') }"`;
}

/** What Cassandra makes for itself, 3.11 to 6.0, and changes by itself. */
const SYSTEM: ReadonlySet<string> = new Set([
  'system', 'system_accord', 'system_auth', 'system_cluster_metadata', 'system_distributed', 'system_metrics', 'system_schema',
  'system_traces', 'system_views', 'system_virtual_schema',
]);

/** Whether a keyspace is Cassandra's own. Quotes and capitals make no other keyspace of it. */
export function isSystemKeyspace(name: string): boolean {
  return SYSTEM.has(name.toLowerCase());
}
