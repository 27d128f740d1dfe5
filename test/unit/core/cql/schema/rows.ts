import { readSchema, type SchemaAnswers } from '../../../../../pkg/cassandra/core/cql/schema/read';
import type { Schema } from '../../../../../pkg/cassandra/core/cql/schema/model';
import type { Plain, Row } from '../../../../../pkg/cassandra/core/cql/values/plain';

/** A map as rows have them. */
export const map = (values: Readonly<Record<string, string>>): ReadonlyMap<Plain, Plain> => new Map(Object.entries(values));

/** A row of `system_schema.columns`, as 3.11 to 6.0 have it. */
export function column(keyspace: string, table: string, name: string, type: string, kind = 'regular', position = -1, order = 'none'): Row {
  return { keyspace_name: keyspace, table_name: table, column_name: name, clustering_order: order, column_name_bytes: '0x00', kind, position, type };
}

/** Options of a table in 5.0.9, with what it writes into a row where nothing was said. */
export const OPTIONS_5: Row = {
  additional_write_policy: '99p', allow_auto_snapshot: null, bloom_filter_fp_chance: 0.01, caching: map({ keys: 'ALL', rows_per_partition: 'NONE' }), cdc: null, comment: '',
  compaction: map({ class: 'org.apache.cassandra.db.compaction.SizeTieredCompactionStrategy', max_threshold: '32', min_threshold: '4' }),
  compression: map({ chunk_length_in_kb: '16', class: 'org.apache.cassandra.io.compress.LZ4Compressor' }), crc_check_chance: 1, dclocal_read_repair_chance: 0, default_time_to_live: 0, extensions: new Map(),
  gc_grace_seconds: 864000, incremental_backups: null, max_index_interval: 2048, memtable: null, memtable_flush_period_in_ms: 0, min_index_interval: 128, read_repair: 'BLOCKING', read_repair_chance: 0,
  speculative_retry: '99p',
};

/** The same in 3.11.19. */
export const OPTIONS_3: Row = {
  bloom_filter_fp_chance: 0.01, caching: map({ keys: 'ALL', rows_per_partition: 'NONE' }), cdc: null, comment: '',
  compaction: map({ class: 'org.apache.cassandra.db.compaction.SizeTieredCompactionStrategy', max_threshold: '32', min_threshold: '4' }),
  compression: map({ chunk_length_in_kb: '64', class: 'org.apache.cassandra.io.compress.LZ4Compressor' }), crc_check_chance: 1, dclocal_read_repair_chance: 0.1, default_time_to_live: 0, extensions: new Map(),
  gc_grace_seconds: 864000, max_index_interval: 2048, memtable_flush_period_in_ms: 0, min_index_interval: 128, read_repair_chance: 0, speculative_retry: '99PERCENTILE',
};

const NTS = map({ class: 'org.apache.cassandra.locator.NetworkTopologyStrategy', berlin: '3', oslo: '2' });
const LOCAL = map({ class: 'org.apache.cassandra.locator.LocalStrategy' });

/** A shop with one of everything, as 5.0 tells it. */
export const SHOP: SchemaAnswers = {
  keyspaces: { rows: [
    { keyspace_name: 'shop', durable_writes: true, replication: NTS },
    { keyspace_name: 'Odd"', durable_writes: false, replication: map({ class: 'org.apache.cassandra.locator.SimpleStrategy', replication_factor: '1' }) },
    { keyspace_name: 'system', durable_writes: true, replication: LOCAL },
  ] },
  tables: { rows: [
    { keyspace_name: 'shop', table_name: 'orders', id: '50554d6e-29bb-11e5-b345-feff819cdc9f', flags: ['compound'], ...OPTIONS_5, comment: `it's; here` },
    { keyspace_name: 'shop', table_name: 'hits', id: '50554d6e-29bb-11e5-b345-feff819cdc9e', flags: ['compound', 'counter'], ...OPTIONS_5 },
    { keyspace_name: 'Odd"', table_name: 'Select', id: '50554d6e-29bb-11e5-b345-feff819cdc9d', flags: ['compound'], ...OPTIONS_5 },
    { keyspace_name: 'system', table_name: 'local', id: '7ad54392-bcdd-35a6-8417-4e047860b377', flags: ['compound'], ...OPTIONS_5 },
  ] },
  columns: { rows: [
    column('shop', 'orders', 'sku', 'text'), column('shop', 'orders', 'line', 'int', 'clustering', 0, 'desc'), column('shop', 'orders', 'id', 'timeuuid', 'partition_key', 0),
    column('shop', 'orders', 'order_total', 'decimal', 'static'), column('shop', 'orders', 'at', 'frozen<address>'), column('shop', 'orders', 'embedding', 'vector<float, 3>'),
    column('shop', 'orders', 'Mixed', 'map<text, frozen<list<int>>>'), column('shop', 'orders', 'region', 'text', 'partition_key', 1),
    column('shop', 'hits', 'page', 'text', 'partition_key', 0), column('shop', 'hits', 'n', 'counter'),
    column('shop', 'by_sku', 'sku', 'text', 'partition_key', 0), column('shop', 'by_sku', 'id', 'timeuuid', 'clustering', 0, 'asc'),
    column('Odd"', 'Select', 'From', 'int', 'partition_key', 0), column('Odd"', 'Select', 'k""', 'int'),
    column('system', 'local', 'key', 'text', 'partition_key', 0), column('system', 'local', 'cluster_name', 'text'),
  ] },
  indexes: { rows: [
    { keyspace_name: 'shop', table_name: 'orders', index_name: 'by_total', kind: 'COMPOSITES', options: map({ target: 'order_total' }) },
    { keyspace_name: 'shop', table_name: 'orders', index_name: 'Near', kind: 'CUSTOM', options: map({ class_name: 'StorageAttachedIndex', target: 'embedding', similarity_function: 'dot_product' }) },
    { keyspace_name: 'shop', table_name: 'orders', index_name: 'like_sku', kind: 'CUSTOM', options: map({ class_name: 'org.apache.cassandra.index.sasi.SASIIndex', mode: 'CONTAINS', target: 'sku' }) },
    { keyspace_name: 'shop', table_name: 'orders', index_name: 'keys', kind: 'CUSTOM', options: map({ class_name: 'com.example.Own', target: 'keys("Mixed")' }) },
  ] },
  views: { rows: [{ keyspace_name: 'shop', view_name: 'by_sku', base_table_id: '50554d6e-29bb-11e5-b345-feff819cdc9f', base_table_name: 'orders', where_clause: 'sku IS NOT NULL AND id IS NOT NULL', include_all_columns: false, id: '50554d6e-29bb-11e5-b345-feff819cdc90', ...OPTIONS_5 }] },
  types: { rows: [
    { keyspace_name: 'shop', type_name: 'address', field_names: ['street', 'Zip', 'phones'], field_types: ['text', 'int', 'frozen<list<frozen<phone>>>'] },
    { keyspace_name: 'shop', type_name: 'phone', field_names: ['number'], field_types: ['text'] },
  ] },
  functions: { rows: [
    { keyspace_name: 'shop', function_name: 'double', argument_types: ['int'], argument_names: ['x'], body: 'return x * 2;', language: 'java', return_type: 'int', called_on_null_input: false },
    { keyspace_name: 'shop', function_name: 'step', argument_types: ['int', 'int'], argument_names: ['state', 'Value'], body: `return "$$;' ";`, language: 'java', return_type: 'int', called_on_null_input: true },
  ] },
  aggregates: { rows: [{ keyspace_name: 'shop', aggregate_name: 'total', argument_types: ['int'], final_func: 'double', initcond: '0', return_type: 'int', state_func: 'step', state_type: 'int' }] },
  triggers: { rows: [{ keyspace_name: 'shop', table_name: 'orders', trigger_name: 'audit', options: map({ class: 'org.example.Audit' }) }] },
  masks: { rows: [
    { keyspace_name: 'shop', table_name: 'orders', column_name: 'sku', function_keyspace: 'system', function_name: 'mask_inner', function_argument_types: ['int', 'int'], function_argument_values: ['1', ''], function_argument_nulls: [false, true] },
  ] },
  virtualKeyspaces: { rows: [{ keyspace_name: 'system_views' }] },
  virtualTables: { rows: [{ keyspace_name: 'system_views', table_name: 'settings', comment: 'current settings' }] },
  virtualColumns: { rows: [column('system_views', 'settings', 'name', 'text', 'partition_key', 0), column('system_views', 'settings', 'value', 'text')] },
};

export const shop: Schema = readSchema(SHOP, '5.0.9');
