import { type Fields, parseJsonAnswer } from './json-answer';

/** What one node knows of the tables it has, counted since its start. */
export interface KeyspaceStats {
  name: string;
  reads: OperationStats;
  writes: OperationStats;
  pendingFlushes: number;
  tables: TableStats[];
}

export interface OperationStats {
  count: number;
  /** Mean in milliseconds, of this node alone: of late, or for a keyspace since the start; `undefined` without operations. */
  latency: number | undefined;
}

export interface TableStats {
  /** An index has the name of its table, a dot and its own. */
  name: string;
  sstables: number;
  /** Bytes on disk. `total` is `live` and what will be deleted; snapshots are in neither. */
  space: { live: number; total: number; snapshots: number };
  reads: OperationStats;
  writes: OperationStats;
  pendingFlushes: number;
  /** `data` in bytes; `flushes` is how often it was written to disk. */
  memtable: { cells: number; data: number; flushes: number };
  /** `falseRatio`, 0..1, is of late; `space` in bytes. */
  bloomFilter: { falseRatio: number | undefined; space: number };
  /** Compressed to plain size; `undefined` when nothing is compressed. */
  compression: number | undefined;
  /** Sizes in bytes as of the last compaction; `estimate` is how many there are. */
  partitions: { estimate: number; min: number; mean: number; max: number };
  /** Tombstones that a read met, of late; `mean` is `undefined` without reads. */
  tombstones: { mean: number | undefined; max: number | undefined };
  /** Live cells that a read met, likewise. */
  liveCells: { mean: number | undefined; max: number | undefined };
  /** Share of tombstones that a compaction may drop, 0..1; `undefined` before 4.0. */
  droppable: number | undefined;
  /** Share of the bytes, 0..1. */
  repaired: number | undefined;
}

const COMMAND = 'nodetool tablestats';

/** What to ask for; keyspaces or tables may follow. The plain output has another layout in each version. */
export const TABLESTATS_ARGS: readonly string[] = ['tablestats', '-F', 'json'];

/**
 * Reads what `nodetool tablestats -F json` prints, from Cassandra 3.11 on.
 *
 * @param text standard output, or standard output and error together
 * @throws NodetoolError if the text is not a whole answer
 */
export function parseTableStats(text: string): KeyspaceStats[] {
  const answer = parseJsonAnswer(text, COMMAND);

  answer.number('total_number_of_tables'); // refuses the JSON of other commands

  return answer.maps().map(([name, keyspace]) => ({
    name,
    reads:          readOperations(keyspace, 'read'),
    writes:         readOperations(keyspace, 'write'),
    pendingFlushes: keyspace.number('pending_flushes'),
    tables:         keyspace.map('tables').maps().map(([table, fields]) => readTable(table, fields)),
  }));
}

function readTable(name: string, fields: Fields): TableStats {
  const compression = fields.find('sstable_compression_ratio');

  return {
    name,
    sstables:       fields.number('sstable_count'),
    space:          { live: fields.number('space_used_live'), total: fields.number('space_used_total'), snapshots: fields.number('space_used_by_snapshots_total') },
    reads:          readOperations(fields, 'local_read'),
    writes:         readOperations(fields, 'local_write'),
    pendingFlushes: fields.number('pending_flushes'),
    memtable:       { cells: fields.number('memtable_cell_count'), data: fields.number('memtable_data_size'), flushes: fields.number('memtable_switch_count') },
    bloomFilter:    { falseRatio: fields.find('bloom_filter_false_ratio'), space: fields.number('bloom_filter_space_used') },
    // -1 without compression, 0 without SSTables.
    compression:    compression !== undefined && compression > 0 ? compression : undefined,
    partitions:     {
      estimate: fields.number('number_of_partitions_estimate'),
      min:      fields.number('compacted_partition_minimum_bytes'),
      mean:     fields.number('compacted_partition_mean_bytes'),
      max:      fields.number('compacted_partition_maximum_bytes'),
    },
    tombstones: readPerRead(fields, 'tombstones'),
    liveCells:  readPerRead(fields, 'live_cells'),
    droppable:  fields.find('droppable_tombstone_ratio'),
    repaired:   percent(fields.find('percent_repaired')),
  };
}

function readOperations(fields: Fields, kind: string): OperationStats {
  return { count: fields.number(`${ kind }_count`), latency: fields.find(`${ kind }_latency_ms`) };
}

function readPerRead(fields: Fields, what: string): TableStats['tombstones'] {
  return { mean: fields.find(`average_${ what }_per_slice_last_five_minutes`), max: fields.find(`maximum_${ what }_per_slice_last_five_minutes`) };
}

function percent(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value / 100;
}
