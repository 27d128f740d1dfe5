import { groupBy } from '../../group-by';
import { quoteName } from '../names';
import type { Plain, Row } from '../values/plain';
import type { ColumnKind, Index, IndexKind, SchemaColumn, Table, Trigger, View } from './model';
import { compare, isList, numberOf, textMapOf, textOf, textsOf } from './row';

/** What belongs to the tables of one keyspace, by the name of the table. */
export interface TableParts {
  readonly columns: ReadonlyMap<string, readonly SchemaColumn[]>;
  readonly indexes: ReadonlyMap<string, readonly Row[]>;
  readonly triggers: ReadonlyMap<string, readonly Row[]>;
}

const KINDS: readonly ColumnKind[] = ['partition_key', 'clustering', 'static', 'regular'];

/** What a row says of a table that is no option of it. */
const NO_OPTIONS: ReadonlySet<string> = new Set([
  'keyspace_name', 'table_name', 'view_name', 'id', 'flags', 'base_table_id', 'base_table_name', 'where_clause', 'include_all_columns',
]);
/** Kept for drivers only since 4.0; no statement takes them any more. */
const GONE: ReadonlySet<string> = new Set(['read_repair_chance', 'dclocal_read_repair_chance']);

/** The type of the column that a compact table has where it has no value. */
const EMPTY: ReadonlySet<string> = new Set(['empty', `'org.apache.cassandra.db.marshal.EmptyType'`]);

/**
 * Columns of a keyspace in order, by table.
 *
 * @param rows of `system_schema.columns`
 * @param masks rows of `system_schema.column_masks`
 */
export function columnsByTable(rows: readonly Row[], masks: readonly Row[]): Map<string, SchemaColumn[]> {
  const calls = new Map(masks.map((row) => [JSON.stringify([textOf(row, 'table_name'), textOf(row, 'column_name')]), maskOf(row)]));
  const tables = groupBy(rows, (row) => textOf(row, 'table_name'));

  return new Map([...tables].map(([table, columns]) => [
    table,
    columns.map((row) => readColumn(row, calls.size ? calls.get(JSON.stringify([table, textOf(row, 'column_name')])) : undefined)).sort(compareColumns),
  ]));
}

/** A row of `system_schema.tables` or of `system_virtual_schema.tables`. */
export function readTable(row: Row, parts: TableParts, virtual: boolean): Table {
  const name = textOf(row, 'table_name');
  const id = textOf(row, 'id');
  const flags = virtual || !isList(row['flags']) ? undefined : new Set(textsOf(row, 'flags'));
  const compact = flags && compactOf(flags);
  const columns = visible(parts.columns.get(name) ?? [], flags);

  return {
    keyspace: textOf(row, 'keyspace_name'),
    name,
    ...(id && { id }),
    virtual,
    columns,
    comment:  textOf(row, 'comment'),
    options:  optionsOf(row),
    ...(compact && { compact }),
    counter:  flags?.has('counter') === true || columns.some(({ type }) => type === 'counter'),
    indexes:  (parts.indexes.get(name) ?? []).map(readIndex).sort((one, other) => compare(one.name, other.name)),
    triggers: (parts.triggers.get(name) ?? []).map(readTrigger).sort((one, other) => compare(one.name, other.name)),
  };
}

/** A row of `system_schema.views`. Views are tables of their own, with what tables have. */
export function readView(row: Row, parts: TableParts): View {
  return {
    ...readTable({ ...row, table_name: textOf(row, 'view_name') }, parts, false),
    base:  textOf(row, 'base_table_name'),
    where: textOf(row, 'where_clause'),
    all:   row['include_all_columns'] === true,
  };
}

function readColumn(row: Row, mask: string | undefined): SchemaColumn {
  const written = textOf(row, 'kind');
  const kind = KINDS.find((each) => each === written) ?? 'regular';

  return {
    name:     textOf(row, 'column_name'),
    type:     textOf(row, 'type'),
    kind,
    position: kind === 'partition_key' || kind === 'clustering' ? numberOf(row, 'position') ?? 0 : -1,
    ...(kind === 'clustering' && { order: textOf(row, 'clustering_order').toLowerCase() === 'desc' ? 'desc' as const : 'asc' as const }),
    ...(mask !== undefined && { mask }),
  };
}

function compareColumns(one: SchemaColumn, other: SchemaColumn): number {
  return KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || one.position - other.position || compare(one.name, other.name);
}

function compactOf(flags: ReadonlySet<string>): Table['compact'] {
  if (flags.has('super')) {
    return 'super';
  }

  return flags.has('dense') || !flags.has('compound') ? 'compact' : undefined;
}

/**
 * What CQL shows of a compact table. Where its rows have fixed columns, those are kept as static ones beside a key and a
 * value that nobody sees.
 */
function visible(columns: readonly SchemaColumn[], flags: ReadonlySet<string> | undefined): readonly SchemaColumn[] {
  if (!flags || !compactOf(flags)) {
    return columns;
  }
  if (!flags.has('super') && !flags.has('dense')) {
    return columns.filter(({ kind }) => kind === 'partition_key' || kind === 'static').map((column) => column.kind === 'static' ? { ...column, kind: 'regular' } : column);
  }

  return columns.filter(({ kind, type }) => kind !== 'regular' || !EMPTY.has(type));
}

function optionsOf(row: Row): Map<string, Plain> {
  const isNew = typeof row['additional_write_policy'] === 'string';

  return new Map(Object.entries(row).filter(([name, value]) => value !== null && !NO_OPTIONS.has(name) && !(isNew && GONE.has(name))).sort(([one], [other]) => compare(one, other)));
}

function readIndex(row: Row): Index {
  const { target = '', class_name: className, ...options } = Object.fromEntries(textMapOf(row, 'options'));
  const isCustom = textOf(row, 'kind').toUpperCase() === 'CUSTOM';

  return { name: textOf(row, 'index_name'), kind: isCustom ? indexKind(className ?? '') : 'secondary', target, ...(className !== undefined && { className }), options: new Map(Object.entries(options)) };
}

function indexKind(className: string): IndexKind {
  const short = className.slice(className.lastIndexOf('.') + 1).toLowerCase();

  if (short === 'sai' || short === 'storageattachedindex') {
    return 'sai';
  }

  return short === 'sasiindex' ? 'sasi' : 'custom';
}

function readTrigger(row: Row): Trigger {
  return { name: textOf(row, 'trigger_name'), className: textMapOf(row, 'options').get('class') ?? '' };
}

/** Arguments that are null stand in a list of their own, since lists hold no nulls. */
function maskOf(row: Row): string {
  const keyspace = textOf(row, 'function_keyspace');
  const name = quoteName(textOf(row, 'function_name'));
  const nulls = row['function_argument_nulls'];
  const args = textsOf(row, 'function_argument_values').map((value, index) => isList(nulls) && nulls[index] === true ? 'null' : value);

  return `${ keyspace === '' || keyspace === 'system' ? '' : `${ quoteName(keyspace) }.` }${ name }(${ args.join(', ') })`;
}
