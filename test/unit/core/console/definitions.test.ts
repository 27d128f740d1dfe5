import { describe, expect, it } from 'vitest';

import { definitionsOf } from '../../../../pkg/cassandra/core/console/definitions';
import { parseCommand } from '../../../../pkg/cassandra/core/cql/commands';
import { readSchema } from '../../../../pkg/cassandra/core/cql/schema/read';

const schema = readSchema({
  keyspaces: { rows: ['Shop', 'cycling', 'system'].map((name) => ({ keyspace_name: name, durable_writes: true, replication: new Map([['class', 'org.apache.cassandra.locator.SimpleStrategy'], ['replication_factor', '3']]) })) },
  tables: { rows: [{ keyspace_name: 'cycling', table_name: 'races' }, { keyspace_name: 'cycling', table_name: 'cycling' }, { keyspace_name: 'Shop', table_name: 'Order' }] },
  columns: { rows: ['races', 'cycling', 'Order'].map((name) => ({ keyspace_name: name === 'Order' ? 'Shop' : 'cycling', table_name: name, column_name: 'id', kind: 'partition_key', position: 0, type: 'int', clustering_order: 'none' })) },
  indexes: { rows: [{ keyspace_name: 'cycling', table_name: 'races', index_name: 'by_name', kind: 'COMPOSITES', options: new Map([['target', 'name']]) }] },
  types: { rows: [{ keyspace_name: 'cycling', type_name: 'address', field_names: ['street'], field_types: ['text'] }] },
}, '3.11.19');

function described(text: string, keyspace?: string): string | undefined {
  const { command } = parseCommand(text) ?? {};

  if (command?.kind !== 'describe') {
    throw new Error(`${ text } describes nothing`);
  }

  return definitionsOf(command, schema, keyspace);
}

/** The names of what statements make. */
const made = (text: string | undefined) => text?.match(/CREATE [A-Z ]+ ("?\w+"?(?:\."?\w+"?)?)/g);

describe('DESCRIBE by the schema', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['DESCRIBE KEYSPACES', undefined, '"Shop"\ncycling\nsystem'],
    ['DESC TABLES', undefined, '"Shop"."Order"\ncycling.cycling\ncycling.races'],
    ['DESC TABLES', 'cycling', 'cycling.cycling\ncycling.races'],
    ['DESC TYPES', 'cycling', 'cycling.address'],
    ['DESC FUNCTIONS', undefined, ''],
    ['DESC TABLES', 'gone', ''],
  ])('%s in %s lists names', (text, keyspace, expected) => {
    expect(described(text, keyspace)).toBe(expected);
  });

  it.each<[string, string | undefined, string[] | undefined]>([
    ['DESC TABLE races', 'cycling', ['CREATE TABLE cycling.races', 'CREATE INDEX by_name']],
    ['DESC cycling.races', undefined, ['CREATE TABLE cycling.races', 'CREATE INDEX by_name']],
    ['DESC INDEX cycling.by_name', undefined, ['CREATE INDEX by_name']],
    ['DESC TYPE cycling.address', undefined, ['CREATE TYPE cycling.address']],
    ['DESC "Shop"', undefined, ['CREATE KEYSPACE "Shop"', 'CREATE TABLE "Shop"."Order"']],
    // A keyspace goes before a table.
    ['DESC cycling', 'cycling', ['CREATE KEYSPACE cycling', 'CREATE TYPE cycling.address', 'CREATE TABLE cycling.cycling', 'CREATE TABLE cycling.races', 'CREATE INDEX by_name']],
    ['DESC cycling.cycling', undefined, ['CREATE TABLE cycling.cycling']],
    ['DESC by_name', 'cycling', ['CREATE INDEX by_name']],
    ['DESC ONLY KEYSPACE "Shop"', undefined, ['CREATE KEYSPACE "Shop"']],
    ['DESC KEYSPACE', 'Shop', ['CREATE KEYSPACE "Shop"', 'CREATE TABLE "Shop"."Order"']],
    ['DESC TABLE races', undefined, undefined],
    ['DESC TABLE cycling.gone', undefined, undefined],
    ['DESC gone', 'cycling', undefined],
    ['DESC KEYSPACE', undefined, undefined],
    ['DESC FUNCTION cycling.races', undefined, undefined],
  ])('%s in %s', (text, keyspace, expected) => {
    expect(made(described(text, keyspace))).toEqual(expected);
  });

  it('leaves out what Cassandra keeps for itself, unless all is wanted', () => {
    expect(described('DESC SCHEMA')).not.toContain('system');
    expect(described('DESC FULL SCHEMA')).toContain('CREATE KEYSPACE system');
  });
});
