import { quoteName } from '../names';
import { mapText, optionText, qualified, quoteText } from './ddl-text';
import type { Index, SchemaColumn, Table, Trigger, View } from './model';

const INDENT = '    ';

/**
 * `CREATE TABLE`, with all options that are set. What no statement can make stands in a comment: virtual tables, and those
 * with super columns.
 */
export function createTable(table: Table): string {
  if (table.virtual) {
    return `/* VIRTUAL TABLE ${ inComment(bodyOf(table)) } */`;
  }
  const text = `CREATE TABLE ${ bodyOf(table) };`;

  return table.compact === 'super' ? `/* ${ inComment(text) } */` : text;
}

/** `CREATE MATERIALIZED VIEW`. */
export function createView(view: View): string {
  const columns = view.all ? '*' : view.columns.map(({ name }) => quoteName(name)).join(', ');
  const from = `${ quoteName(view.keyspace) }.${ quoteName(view.base) }`;
  // Kept with every view, and refused for any: what expires is what the table has.
  const options = optionLines(view).filter((line) => !line.startsWith('default_time_to_live'));

  const lines = [
    `CREATE MATERIALIZED VIEW ${ qualified(view) } AS`,
    `SELECT ${ columns }`,
    `FROM ${ from }`,
    ...(view.where ? [`WHERE ${ view.where }`] : []),
    `PRIMARY KEY (${ keyText(view.columns) })`,
  ];

  return `${ lines.join(`\n${ INDENT }`) }${ withText(options, '\n ') };`;
}

/** `CREATE INDEX` or `CREATE CUSTOM INDEX`. */
export function createIndex(table: Pick<Table, 'keyspace' | 'name'>, { name, kind, target, className = '', options }: Index): string {
  const on = `${ quoteName(name) } ON ${ qualified(table) } (${ target })`;

  if (kind === 'secondary') {
    return `CREATE INDEX ${ on };`;
  }

  return `CREATE CUSTOM INDEX ${ on } USING ${ quoteText(className) }${ options.size ? ` WITH OPTIONS = ${ mapText([...options]) }` : '' };`;
}

/** `CREATE TRIGGER`. */
export function createTrigger(table: Pick<Table, 'keyspace' | 'name'>, { name, className }: Trigger): string {
  return `CREATE TRIGGER ${ quoteName(name) } ON ${ qualified(table) } USING ${ quoteText(className) };`;
}

function bodyOf(table: Table): string {
  const { columns } = table;
  const isSimple = columns.filter(({ kind }) => kind === 'partition_key').length === 1 && !columns.some(({ kind }) => kind === 'clustering');
  const lines = columns.map((column) => `${ INDENT }${ columnText(column) }${ isSimple && column.kind === 'partition_key' ? ' PRIMARY KEY' : '' }`);
  const key = isSimple ? [] : [`${ INDENT }PRIMARY KEY (${ keyText(columns) })`];
  const options = table.virtual ? (table.comment ? [`comment = ${ quoteText(table.comment) }`] : []) : optionLines(table);

  return `${ qualified(table) } (\n${ [...lines, ...key].join(',\n') }\n)${ withText(options, ' ') }`;
}

function columnText({ name, type, kind, mask }: SchemaColumn): string {
  return `${ quoteName(name) } ${ type }${ kind === 'static' ? ' static' : '' }${ mask === undefined ? '' : ` MASKED WITH ${ mask }` }`;
}

function keyText(columns: readonly SchemaColumn[]): string {
  const namesOf = (kind: SchemaColumn['kind']) => columns.filter((column) => column.kind === kind).map(({ name }) => quoteName(name));
  const partition = namesOf('partition_key');

  return [partition.length === 1 ? partition.join() : `(${ partition.join(', ') })`, ...namesOf('clustering')].join(', ');
}

function optionLines({ columns, compact, options }: Table): string[] {
  const ordered = columns.filter(({ kind }) => kind === 'clustering').map(({ name, order }) => `${ quoteName(name) } ${ order === 'desc' ? 'DESC' : 'ASC' }`);

  return [
    ...(compact ? ['COMPACT STORAGE'] : []),
    ...(ordered.length ? [`CLUSTERING ORDER BY (${ ordered.join(', ') })`] : []),
    // An empty map is no option that a statement takes everywhere.
    ...[...options].filter(([, value]) => !(value instanceof Map && value.size === 0)).map(([name, value]) => `${ name } = ${ optionText(name, value) }`),
  ];
}

function withText(lines: readonly string[], before: string): string {
  return lines.length ? `${ before }WITH ${ lines.join(`\n${ INDENT }AND `) }` : '';
}

/** What ends a comment inside of it is taken apart. */
function inComment(text: string): string {
  return text.split('*/').join('* /');
}
