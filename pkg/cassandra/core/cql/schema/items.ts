import type { Keyspace, Schema, Table, UserAggregate, UserFunction, UserType, View } from './model';
import { qualified } from './ddl-text';

/** By what something in a schema is found again after the schema has been read anew. */
export interface ItemId {
  readonly kind: ItemKind;
  readonly keyspace: string;
  /** Of a keyspace, its own. */
  readonly name: string;
  /** Types, of functions and aggregates only, which may share a name. */
  readonly args?: readonly string[];
}

export const ITEM_KINDS = ['keyspace', 'table', 'view', 'type', 'function', 'aggregate'] as const;

export type ItemKind = typeof ITEM_KINDS[number];

/** Something that a person looks at, with the keyspace that it is in. */
export type Item =
  | { readonly kind: 'keyspace'; readonly keyspace: Keyspace }
  | { readonly kind: 'table'; readonly keyspace: Keyspace; readonly table: Table }
  | { readonly kind: 'view'; readonly keyspace: Keyspace; readonly table: View }
  | { readonly kind: 'type'; readonly keyspace: Keyspace; readonly type: UserType }
  | { readonly kind: 'function'; readonly keyspace: Keyspace; readonly made: UserFunction }
  | { readonly kind: 'aggregate'; readonly keyspace: Keyspace; readonly made: UserAggregate };

/** Unique in a schema. */
export function itemKey({ kind, keyspace, name, args = [] }: ItemId): string {
  return JSON.stringify([kind, keyspace, name, ...args]);
}

export function keyspaceId(name: string): ItemId {
  return { kind: 'keyspace', keyspace: name, name };
}

/** Its name without that of its keyspace; of what may share a name, with the types of the arguments. */
export function itemLabel({ name, args }: ItemId): string {
  return args ? `${ name }(${ args.join(', ') })` : name;
}

/** All that is in a keyspace: by kind, and then in the order of the schema. */
export function itemsIn({ name: keyspace, tables, views, types, functions, aggregates }: Keyspace): ItemId[] {
  const named = (kind: ItemKind, names: Iterable<string>) => Array.from(names, (name): ItemId => ({ kind, keyspace, name }));

  return [
    ...named('table', tables.keys()),
    ...named('view', views.keys()),
    ...named('type', types.keys()),
    ...functions.map(({ name, args }): ItemId => ({ kind: 'function', keyspace, name, args: args.map(({ type }) => type) })),
    ...aggregates.map(({ name, args }): ItemId => ({ kind: 'aggregate', keyspace, name, args })),
  ];
}

/** @returns `undefined` if the schema does not have it (any more) */
export function findItem(schema: Schema, id: ItemId): Item | undefined {
  const { kind, name, args = [] } = id;
  const keyspace = schema.keyspaces.get(id.keyspace);

  if (!keyspace) {
    return undefined;
  }
  const hasArgs = (types: readonly string[]) => JSON.stringify(types) === JSON.stringify(args);

  switch (kind) {
  case 'keyspace': return { kind, keyspace };
  case 'table': {
    const table = keyspace.tables.get(name);

    return table && { kind, keyspace, table };
  }
  case 'view': {
    const table = keyspace.views.get(name);

    return table && { kind, keyspace, table };
  }
  case 'type': {
    const type = keyspace.types.get(name);

    return type && { kind, keyspace, type };
  }
  case 'function': {
    const made = keyspace.functions.find((one) => one.name === name && hasArgs(one.args.map(({ type }) => type)));

    return made && { kind, keyspace, made };
  }
  case 'aggregate': {
    const made = keyspace.aggregates.find((one) => one.name === name && hasArgs(one.args));

    return made && { kind, keyspace, made };
  }
  }
}

/** A look into a table that costs the ring little: a statement to be run as it stands. */
export function selectSome(table: { readonly keyspace: string; readonly name: string }): string {
  return `SELECT * FROM ${ qualified(table) } LIMIT 100;`;
}
