import type { KeyspaceReplication } from '../../nodetool/describe-cluster';
import { lex } from '../lexer';
import { nameOf, quoteName } from '../names';
import { createIndex, createTable, createTrigger, createView } from './ddl-table';
import { mapText, qualified, quoteText } from './ddl-text';
import type { Keyspace, UserAggregate, UserFunction, UserType } from './model';
import { compare } from './row';

export { createIndex, createTable, createTrigger, createView } from './ddl-table';

/** What `DESCRIBE` shows by its name. */
export type DescribedKind = 'keyspace' | 'table' | 'view' | 'index' | 'type' | 'function' | 'aggregate';

const WORDS: Readonly<Record<DescribedKind, string>> = {
  keyspace: 'ONLY KEYSPACE', table: 'TABLE', view: 'MATERIALIZED VIEW', index: 'INDEX', type: 'TYPE', function: 'FUNCTION', aggregate: 'AGGREGATE',
};

/**
 * What asks a server of 4.0 and later for the statement that makes something; its answer has it as `create_statement`, one
 * row for each statement. Of a table these are those of its indexes too; of a keyspace its own only.
 */
export function describeStatement(kind: DescribedKind, name: string, keyspace?: string): string {
  return `DESCRIBE ${ WORDS[kind] } ${ keyspace === undefined ? quoteName(name) : qualified({ keyspace, name }) }`;
}

/** The replication of a keyspace as `CREATE` and `ALTER KEYSPACE` take it. */
export function replicationText({ strategy, options }: Pick<KeyspaceReplication, 'strategy' | 'options'>): string {
  return mapText([['class', strategy], ...Object.entries(options).sort(([one], [other]) => compare(one, other))]);
}

/** `CREATE KEYSPACE`, without what is in it. Virtual ones, which no statement makes, stand in a comment. */
export function createKeyspace({ name, replication, durableWrites, virtual }: Keyspace): string {
  return virtual ? `/* VIRTUAL KEYSPACE ${ quoteName(name).split('*/').join('* /') } */` : `CREATE KEYSPACE ${ quoteName(name) } WITH replication = ${ replicationText(replication) } AND durable_writes = ${ String(durableWrites) };`;
}

/** `CREATE TYPE`. */
export function createType(type: UserType): string {
  return `CREATE TYPE ${ qualified(type) } (\n${ type.fields.map((field) => `    ${ quoteName(field.name) } ${ field.type }`).join(',\n') }\n);`;
}

/** `CREATE FUNCTION`. */
export function createFunction({ args, body, ...made }: UserFunction): string {
  // The body may hold what ends it.
  const source = body.includes('$$') || body.endsWith('$') ? quoteText(body) : `$$${ body }$$`;

  return [
    `CREATE FUNCTION ${ qualified(made) } (${ args.map(({ name, type }) => `${ quoteName(name) } ${ type }`).join(', ') })`,
    `${ made.calledOnNull ? 'CALLED' : 'RETURNS NULL' } ON NULL INPUT`,
    `RETURNS ${ made.returns }`,
    `LANGUAGE ${ made.language }`,
    `AS ${ source };`,
  ].join('\n    ');
}

/** `CREATE AGGREGATE`. */
export function createAggregate({ args, stateFunction, stateType, finalFunction, initial, ...made }: UserAggregate): string {
  const lines = [
    `CREATE AGGREGATE ${ qualified(made) } (${ args.join(', ') })`,
    `SFUNC ${ quoteName(stateFunction) }`,
    `STYPE ${ stateType }`,
    ...(finalFunction === undefined ? [] : [`FINALFUNC ${ quoteName(finalFunction) }`]),
    ...(initial === undefined ? [] : [`INITCOND ${ initial }`]),
  ];

  return `${ lines.join('\n    ') };`;
}

/** A keyspace with all that is in it, in an order in which each statement finds what it needs. */
export function createAll(keyspace: Keyspace): string[] {
  const tables = [...keyspace.tables.values()];

  return [
    createKeyspace(keyspace),
    ...inOrder([...keyspace.types.values()]).map(createType),
    ...keyspace.functions.map(createFunction),
    ...keyspace.aggregates.map(createAggregate),
    ...tables.flatMap((table) => [createTable(table), ...table.indexes.map((index) => createIndex(table, index)), ...table.triggers.map((trigger) => createTrigger(table, trigger))]),
    ...[...keyspace.views.values()].map(createView),
  ];
}

/** Types after those that they are made of. */
function inOrder(types: readonly UserType[]): UserType[] {
  const byName = new Map(types.map((type) => [type.name, type]));
  const ordered = new Set<UserType>();
  const visit = (type: UserType, above: readonly UserType[]) => {
    for (const name of type.fields.flatMap(({ type: written }) => lex(written).map((token) => nameOf(written, token) ?? ''))) {
      const needed = byName.get(name);

      if (needed && !ordered.has(needed) && !above.includes(needed) && needed !== type) {
        visit(needed, [...above, type]);
      }
    }
    ordered.add(type);
  };

  types.forEach((type) => visit(type, []));

  return [...ordered];
}
