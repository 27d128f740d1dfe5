import type { Describe } from '../cql/describe';
import { quoteName } from '../cql/names';
import { createAggregate, createAll, createFunction, createIndex, createKeyspace, createTable, createTrigger, createType, createView } from '../cql/schema/ddl';
import { qualified } from '../cql/schema/ddl-text';
import type { Keyspace, Schema } from '../cql/schema/model';

type Named = { readonly keyspace: string; readonly name: string };

/**
 * What `DESCRIBE` shows, for servers before 4.0, which cannot tell it themselves: statements, or names where it lists.
 *
 * @param keyspace that the session is in
 * @returns `undefined` if the schema has nothing of this name; nor does it know the cluster
 */
export function definitionsOf({ what, keyspace: own, name, only }: Describe, schema: Schema, keyspace?: string): string | undefined {
  const all = [...schema.keyspaces.values()];
  const inSight = keyspace === undefined ? all : all.filter((one) => one.name === keyspace);
  const list = (namesOf: (one: Keyspace) => Iterable<Named>) => inSight.flatMap((one) => [...namesOf(one)].map(qualified)).join('\n');

  switch (what) {
  case 'keyspaces': return all.map((one) => quoteName(one.name)).join('\n');
  case 'tables': return list(({ tables }) => tables.values());
  case 'types': return list(({ types }) => types.values());
  case 'functions': return list(({ functions }) => functions);
  case 'aggregates': return list(({ aggregates }) => aggregates);
  case 'schema': return joined(all.filter(({ system, virtual }) => !system && !virtual).flatMap(createAll)) ?? '';
  case 'fullSchema': return joined(all.flatMap(createAll)) ?? '';
  case 'cluster': return undefined;
  case 'keyspace': return ofKeyspace(schema.keyspaces.get(name ?? keyspace ?? ''), only);
  case 'any': return ofAny(schema, name ?? '', own, keyspace);
  default: return joined(inKeyspace(schema.keyspaces.get(own ?? keyspace ?? ''), what, name ?? ''));
  }
}

/** A keyspace before a table before an index before a view, as cqlsh looks for it. */
function ofAny(schema: Schema, name: string, own: string | undefined, keyspace: string | undefined): string | undefined {
  const within = schema.keyspaces.get(own ?? keyspace ?? '');
  const tried = [
    () => own === undefined ? ofKeyspace(schema.keyspaces.get(name)) : undefined,
    ...(['table', 'index', 'view'] as const).map((what) => () => joined(inKeyspace(within, what, name))),
  ];

  return tried.reduce<string | undefined>((found, look) => found ?? look(), undefined);
}

function ofKeyspace(keyspace: Keyspace | undefined, only = false): string | undefined {
  return keyspace && (only ? createKeyspace(keyspace) : joined(createAll(keyspace)));
}

function inKeyspace(keyspace: Keyspace | undefined, what: 'table' | 'view' | 'index' | 'type' | 'function' | 'aggregate', name: string): string[] {
  if (!keyspace) {
    return [];
  }
  const { tables, views, types, functions, aggregates } = keyspace;
  const isMeant = (one: { readonly name: string }) => one.name === name;

  switch (what) {
  case 'table': return [...tables.values()].filter(isMeant).flatMap((table) => [
    createTable(table), ...table.indexes.map((index) => createIndex(table, index)), ...table.triggers.map((trigger) => createTrigger(table, trigger)),
  ]);
  case 'view': return [...views.values()].filter(isMeant).map(createView);
  case 'index': return [...tables.values()].flatMap((table) => table.indexes.filter(isMeant).map((index) => createIndex(table, index)));
  case 'type': return [...types.values()].filter(isMeant).map(createType);
  case 'function': return functions.filter(isMeant).map(createFunction);
  default: return aggregates.filter(isMeant).map(createAggregate);
  }
}

function joined(statements: readonly string[]): string | undefined {
  return statements.length ? statements.join('\n\n') : undefined;
}
