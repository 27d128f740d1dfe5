import type { Reader } from './reader';

/** What `DESCRIBE` shows. `any`: whatever has the name, a keyspace before a table before an index before a view. */
export type Described =
  | 'cluster' | 'schema' | 'fullSchema' | 'keyspaces' | 'tables' | 'types' | 'functions' | 'aggregates'
  | 'keyspace' | 'table' | 'index' | 'view' | 'type' | 'function' | 'aggregate' | 'any';

export interface Describe {
  kind: 'describe';
  what: Described;
  keyspace?: string;
  /** Of a keyspace too; where it is left out, the one in use is meant. */
  name?: string;
  /** `ONLY`: the keyspace without what is in it. */
  only?: boolean;
  /** `WITH INTERNALS`: with ids and dropped columns, for a copy that fits the files. */
  internals?: boolean;
}

const ALL: ReadonlyMap<string, Described> = new Map<string, Described>([
  ['CLUSTER', 'cluster'],
  ['SCHEMA', 'schema'],
  ['KEYSPACES', 'keyspaces'],
  ['TABLES', 'tables'],
  ['COLUMNFAMILIES', 'tables'],
  ['TYPES', 'types'],
  ['FUNCTIONS', 'functions'],
  ['AGGREGATES', 'aggregates'],
]);

const ONE: ReadonlyMap<string, Described> = new Map<string, Described>([
  ['TABLE', 'table'],
  ['COLUMNFAMILY', 'table'],
  ['INDEX', 'index'],
  ['TYPE', 'type'],
  ['FUNCTION', 'function'],
  ['AGGREGATE', 'aggregate'],
]);

/**
 * Reads what follows `DESCRIBE`.
 *
 * @returns `undefined` if a name is missing, and the reader stands where it should be
 */
export function readDescribe(reader: Reader): Describe | undefined {
  const described = readDescribed(reader);

  return described && { kind: 'describe', ...described, ...(reader.take('WITH', 'INTERNALS') && { internals: true }) };
}

function readDescribed(reader: Reader): Omit<Describe, 'kind'> | undefined {
  // `types.x` is something in a keyspace of that name.
  const word = reader.symbol(1) === '.' ? '' : reader.word();
  const all = ALL.get(word);
  const one = ONE.get(word);

  if (all) {
    reader.skip();

    return { what: all };
  }
  if (reader.take('FULL', 'SCHEMA')) {
    return { what: 'fullSchema' };
  }
  if (word === 'KEYSPACE' || (word === 'ONLY' && reader.word(1) === 'KEYSPACE')) {
    return readKeyspace(reader);
  }
  if (one) {
    reader.skip();

    return named(one, reader);
  }

  return named(reader.take('MATERIALIZED', 'VIEW') ? 'view' : 'any', reader);
}

function readKeyspace(reader: Reader): Omit<Describe, 'kind'> {
  const only = reader.take('ONLY');

  reader.skip();
  const name = reader.word() === 'WITH' ? undefined : reader.name();

  return { what: 'keyspace', ...(name !== undefined && { name }), ...(only && { only }) };
}

function named(what: Described, reader: Reader): Omit<Describe, 'kind'> | undefined {
  const name = reader.qualifiedName();

  return name && { what, ...name };
}
