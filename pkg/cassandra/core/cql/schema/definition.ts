import { quoteName } from '../names';
import { CqlError, type CqlSession } from '../session';
import { readRows } from '../values/plain';
import { createAggregate, createAll, createFunction, createTable, createIndex, createTrigger, createType, createView, describeStatement } from './ddl';
import type { Item } from './items';
import { majorOf } from './queries';
import { textOf } from './row';

/** The statements that make something. */
export interface Definition {
  readonly text: string;
  /**
   * `server`: by DESCRIBE, which 4.0 and later answer themselves. It is preferred, as it is written by what will read it and
   * knows what this version alone has. `us`: from the tables of the schema.
   */
  readonly by: 'server' | 'us';
  /** Why it is not by the server, in its words; absent if it was not asked, being older. */
  readonly refusal?: string;
}

const PAGE = 1_000;
const TIMEOUT_MS = 20_000;

/**
 * What makes something: of a keyspace all that is in it, of a table its indexes and triggers too.
 *
 * @throws CqlError if it was stopped, or the connection is lost
 */
export async function definitionOf(session: CqlSession, item: Item, signal?: AbortSignal): Promise<Definition> {
  if ((majorOf(session.release) ?? 4) < 4) {
    return { text: written(item), by: 'us' };
  }
  try {
    const statements = await described(session, describing(item), signal);

    return statements.length ? { text: [...statements, ...leftOut(item, statements)].join('\n\n'), by: 'server' } : { text: written(item), by: 'us' };
  } catch (error) {
    if (error instanceof CqlError && error.code === 'refused') {
      return { text: written(item), by: 'us', refusal: error.message };
    }
    throw error;
  }
}

async function described(session: CqlSession, statement: string, signal?: AbortSignal): Promise<string[]> {
  const statements: string[] = [];
  let from: string | undefined;

  do {
    const page = await session.execute(statement, { consistency: 'ONE', pageSize: PAGE, timeoutMs: TIMEOUT_MS, from, signal });

    statements.push(...readRows(page).map((row) => textOf(row, 'create_statement')).filter(Boolean));
    from = page.next;
  } while (from !== undefined);

  return statements;
}

function describing(item: Item): string {
  switch (item.kind) {
  case 'keyspace': return `DESCRIBE KEYSPACE ${ quoteName(item.keyspace.name) }`;
  case 'table':
  case 'view': return describeStatement(item.kind, item.table.name, item.keyspace.name);
  case 'type': return describeStatement('type', item.type.name, item.keyspace.name);
  default: return describeStatement(item.kind, item.made.name, item.keyspace.name);
  }
}

/** DESCRIBE passes over triggers up to 5.0. */
function leftOut(item: Item, statements: readonly string[]): string[] {
  const tables = item.kind === 'keyspace' ? [...item.keyspace.tables.values()] : item.kind === 'table' ? [item.table] : [];

  return statements.some((statement) => /^CREATE TRIGGER /i.test(statement)) ? [] : tables.flatMap((table) => table.triggers.map((trigger) => createTrigger(table, trigger)));
}

function written(item: Item): string {
  return statementsOf(item).join('\n\n');
}

function statementsOf(item: Item): string[] {
  switch (item.kind) {
  case 'keyspace': return createAll(item.keyspace);
  case 'table': return [createTable(item.table), ...item.table.indexes.map((index) => createIndex(item.table, index)), ...item.table.triggers.map((trigger) => createTrigger(item.table, trigger))];
  case 'view': return [createView(item.table)];
  case 'type': return [createType(item.type)];
  case 'function': return [createFunction(item.made)];
  case 'aggregate': return [createAggregate(item.made)];
  }
}
