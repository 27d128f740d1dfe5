import { groupBy } from '../../group-by';
import { isSystemKeyspace } from '../names';
import type { Row } from '../values/plain';
import { readAggregate, readFunction, readType } from './read-definitions';
import { columnsByTable, readTable, readView, type TableParts } from './read-table';
import type { Keyspace, Schema, SchemaNote, SchemaPart, Table, View } from './model';
import { SCHEMA_PARTS, type SchemaAnswer } from './queries';
import { compare, textMapOf, textOf } from './row';

export type SchemaAnswers = Readonly<Partial<Record<SchemaPart, SchemaAnswer>>>;

const LOCATOR = 'org.apache.cassandra.locator.';

/**
 * Puts the answers to `schemaQueries` together, from Cassandra 3.11 to 6.0. What could not be read is missing and has a
 * note; tables without their keyspace, and columns without their table, come from answers of two moments and are left out.
 *
 * @param answers by part, in any order
 * @param release of the node that gave them
 */
export function readSchema(answers: SchemaAnswers, release?: string): Schema {
  const rowsOf = (part: SchemaPart) => {
    const answer = answers[part];

    return answer && 'rows' in answer ? answer.rows : [];
  };
  const byKeyspace = (part: SchemaPart) => groupBy(rowsOf(part), (row) => textOf(row, 'keyspace_name'));
  const real = keyspaceReader({
    tables: byKeyspace('tables'), columns: byKeyspace('columns'), indexes: byKeyspace('indexes'), views: byKeyspace('views'), triggers: byKeyspace('triggers'), masks: byKeyspace('masks'),
    types: byKeyspace('types'), functions: byKeyspace('functions'), aggregates: byKeyspace('aggregates'),
  }, false);
  const virtual = keyspaceReader({ tables: byKeyspace('virtualTables'), columns: byKeyspace('virtualColumns') }, true);
  const keyspaces = [...keyspaceRows(answers, 'keyspaces', 'tables').map(real), ...keyspaceRows(answers, 'virtualKeyspaces', 'virtualTables').map(virtual)];

  return { keyspaces: byName(keyspaces), notes: notesOf(answers), ...(release !== undefined && { release }) };
}

/** Rows of keyspaces; where these could not be read, as much as their tables say of them. */
function keyspaceRows(answers: SchemaAnswers, part: SchemaPart, instead: SchemaPart): readonly Row[] {
  const answer = answers[part];
  const tables = answers[instead];

  if (answer && 'rows' in answer) {
    return answer.rows;
  }

  return tables && 'rows' in tables ? [...new Set(tables.rows.map((row) => textOf(row, 'keyspace_name')))].map((name) => ({ keyspace_name: name })) : [];
}

type RowsByKeyspace = ReadonlyMap<string, readonly Row[]>;

interface Parts {
  readonly tables: RowsByKeyspace;
  readonly columns: RowsByKeyspace;
  readonly indexes?: RowsByKeyspace;
  readonly views?: RowsByKeyspace;
  readonly triggers?: RowsByKeyspace;
  readonly masks?: RowsByKeyspace;
  readonly types?: RowsByKeyspace;
  readonly functions?: RowsByKeyspace;
  readonly aggregates?: RowsByKeyspace;
}

function keyspaceReader(parts: Parts, virtual: boolean): (row: Row) => Keyspace {
  return (row) => {
    const name = textOf(row, 'keyspace_name');
    const rowsOf = (rows: RowsByKeyspace | undefined) => rows?.get(name) ?? [];
    const byTable = (rows: RowsByKeyspace | undefined) => groupBy(rowsOf(rows), (each) => textOf(each, 'table_name'));
    const of: TableParts = { columns: columnsByTable(rowsOf(parts.columns), rowsOf(parts.masks)), indexes: byTable(parts.indexes), triggers: byTable(parts.triggers) };

    return {
      name,
      replication:   replicationOf(name, textMapOf(row, 'replication')),
      durableWrites: row['durable_writes'] !== false,
      virtual,
      system:        isSystemKeyspace(name),
      tables:        byName(rowsOf(parts.tables).map((table): Table => readTable(table, of, virtual))),
      views:         byName(rowsOf(parts.views).map((view): View => readView(view, of))),
      types:         byName(rowsOf(parts.types).map(readType)),
      functions:     rowsOf(parts.functions).map(readFunction).sort((one, other) => compare(one.name, other.name)),
      aggregates:    rowsOf(parts.aggregates).map(readAggregate).sort((one, other) => compare(one.name, other.name)),
    };
  };
}

/** Cassandra's own strategies go by their short name, as people write them. */
function replicationOf(name: string, options: ReadonlyMap<string, string>): Keyspace['replication'] {
  const { class: className = '', ...others } = Object.fromEntries(options);

  return { name, strategy: className.startsWith(LOCATOR) ? className.slice(LOCATOR.length) : className, options: others };
}

function notesOf(answers: SchemaAnswers): SchemaNote[] {
  return SCHEMA_PARTS.flatMap((part) => {
    const answer = answers[part];

    return answer && 'unread' in answer && answer.unread.code !== 'absent' ? [{ part, code: answer.unread.code, message: answer.unread.message }] : [];
  });
}

function byName<T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map([...items].sort((one, other) => compare(one.name, other.name)).map((item) => [item.name, item]));
}
