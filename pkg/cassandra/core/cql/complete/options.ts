/** What `WITH` takes on a table or a view, in any version from 3.11 to 6.0. */
export const TABLE_OPTIONS: readonly string[] = [
  'additional_write_policy', 'allow_auto_snapshot', 'auto_repair', 'bloom_filter_fp_chance', 'caching', 'cdc', 'comment', 'compaction', 'compression', 'crc_check_chance',
  'dclocal_read_repair_chance', 'default_time_to_live', 'extensions', 'gc_grace_seconds', 'incremental_backups', 'max_index_interval', 'memtable', 'memtable_flush_period_in_ms',
  'min_index_interval', 'read_repair', 'read_repair_chance', 'speculative_retry', 'transactional_mode',
];

export const KEYSPACE_OPTIONS: readonly string[] = ['replication', 'durable_writes'];

export const INDEX_CLASSES: readonly string[] = ['sai', 'StorageAttachedIndex', 'org.apache.cassandra.index.sasi.SASIIndex', 'legacy_local_table'];

const COMPACTION: readonly string[] = [
  'class', 'enabled', 'max_threshold', 'min_threshold', 'tombstone_compaction_interval', 'tombstone_threshold', 'unchecked_tombstone_compaction', 'only_purge_repaired_tombstones', 'log_all',
  'provide_overlapping_tombstones',
  // Of single strategies.
  'bucket_high', 'bucket_low', 'min_sstable_size', 'sstable_size_in_mb', 'fanout_size', 'single_sstable_uplevel', 'compaction_window_size', 'compaction_window_unit', 'timestamp_resolution',
  'expired_sstable_check_frequency_seconds', 'unsafe_aggressive_sstable_expiration', 'scaling_parameters', 'target_sstable_size', 'base_shard_count', 'sstable_growth', 'flush_size_override',
  'max_sstables_to_compact', 'overlap_inclusion_method',
];

/** Keys of the maps that options are, by the name of the option. */
export const MAP_KEYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['compaction', COMPACTION],
  ['compression', ['class', 'chunk_length_in_kb', 'enabled', 'min_compress_ratio', 'compression_level', 'lz4_compressor_type', 'lz4_high_compressor_level']],
  ['caching', ['keys', 'rows_per_partition']],
  ['replication', ['class', 'replication_factor']],
  ['options', ['case_sensitive', 'normalize', 'ascii', 'similarity_function', 'optimize_for', 'maximum_node_connections', 'construction_beam_width', 'mode', 'analyzed', 'analyzer_class']],
]);

const BOOLEANS: readonly string[] = ['true', 'false'];

/** Values of options and of keys of maps (`compaction.class`). */
export const OPTION_VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  ['compaction.class', ['SizeTieredCompactionStrategy', 'LeveledCompactionStrategy', 'TimeWindowCompactionStrategy', 'UnifiedCompactionStrategy']],
  ['compaction.compaction_window_unit', ['MINUTES', 'HOURS', 'DAYS']],
  ['compaction.timestamp_resolution', ['MICROSECONDS', 'MILLISECONDS']],
  ['compaction.overlap_inclusion_method', ['TRANSITIVE', 'SINGLE', 'NONE']],
  ['compression.class', ['LZ4Compressor', 'ZstdCompressor', 'SnappyCompressor', 'DeflateCompressor', 'NoopCompressor']],
  ['compression.lz4_compressor_type', ['fast', 'high']],
  ['caching.keys', ['ALL', 'NONE']],
  ['caching.rows_per_partition', ['ALL', 'NONE']],
  ['replication.class', ['NetworkTopologyStrategy', 'SimpleStrategy']],
  ['options.similarity_function', ['COSINE', 'DOT_PRODUCT', 'EUCLIDEAN']],
  ['options.optimize_for', ['LATENCY', 'RECALL']],
  ['options.mode', ['PREFIX', 'CONTAINS', 'SPARSE']],
  ...['options.case_sensitive', 'options.normalize', 'options.ascii', 'options.analyzed', 'compaction.enabled', 'compression.enabled'].map((name): [string, readonly string[]] => [name, BOOLEANS]),
  ['speculative_retry', ['99p', '95p', 'ALWAYS', 'NEVER', 'MAX(99p,50ms)', 'MIN(99p,50ms)']],
  ['additional_write_policy', ['99p', '95p', 'ALWAYS', 'NEVER']],
  ['read_repair', ['BLOCKING', 'NONE']],
  ['memtable', ['default', 'skiplist', 'trie']],
]);
