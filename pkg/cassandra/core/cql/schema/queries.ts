import { CqlError } from '../session';
import type { Row } from '../values/plain';
import type { SchemaPart } from './model';

/** What one query of {@link schemaQueries} was answered with: all rows of all pages, or why there are none. */
export type SchemaAnswer = { readonly rows: readonly Row[] } | { readonly unread: Unread };

/** `absent`: this version has no such table, and so nothing is missing. */
export interface Unread {
  readonly code: 'denied' | 'refused' | 'absent';
  /** In the server's words. */
  readonly message: string;
}

export interface SchemaQuery {
  readonly part: SchemaPart;
  readonly statement: string;
}

/** All columns are asked for: which there are, each version says by itself. `since`: the first major version that has it. */
const QUERIES: readonly (readonly [part: SchemaPart, table: string, since: number])[] = [
  ['keyspaces', 'system_schema.keyspaces', 3],
  ['tables', 'system_schema.tables', 3],
  ['columns', 'system_schema.columns', 3],
  ['indexes', 'system_schema.indexes', 3],
  ['views', 'system_schema.views', 3],
  ['types', 'system_schema.types', 3],
  ['functions', 'system_schema.functions', 3],
  ['aggregates', 'system_schema.aggregates', 3],
  ['triggers', 'system_schema.triggers', 3],
  ['masks', 'system_schema.column_masks', 5],
  ['virtualKeyspaces', 'system_virtual_schema.keyspaces', 4],
  ['virtualTables', 'system_virtual_schema.tables', 4],
  ['virtualColumns', 'system_virtual_schema.columns', 4],
];

export const SCHEMA_PARTS: readonly SchemaPart[] = QUERIES.map(([part]) => part);

/** Error codes of the native protocol: the role lacks a permission; the statement names something that is not there. */
const UNAUTHORIZED = 0x2100;
const INVALID = 0x2200;

/**
 * What to ask for the whole schema. The queries stand for themselves and may be asked side by side.
 *
 * @param release of the node that is asked, e.g. `4.1.10`; without it all queries are given, and older nodes refuse some
 */
export function schemaQueries(release?: string): SchemaQuery[] {
  const major = majorOf(release);

  return QUERIES.filter(([, , since]) => major === undefined || major >= since).map(([part, table]) => ({ part, statement: `SELECT * FROM ${ table }` }));
}

/**
 * What a query's failure says of the schema.
 *
 * @returns `undefined` if it says nothing: the connection or the time ran out, and the reading has failed
 */
export function unreadOf(error: unknown): Unread | undefined {
  if (!(error instanceof CqlError) || error.code !== 'refused') {
    return undefined;
  }

  return { code: error.serverCode === UNAUTHORIZED ? 'denied' : error.serverCode === INVALID ? 'absent' : 'refused', message: error.message };
}

/** The first number of a release: 5 of `5.0.9`, 6 of `6.0-alpha2`. */
export function majorOf(release: string | undefined): number | undefined {
  const major = Number.parseInt(release ?? '', 10);

  return Number.isNaN(major) ? undefined : major;
}
