import { groupBy } from '../../group-by';
import type { Row } from '../values/plain';
import { quoteText } from './ddl-text';
import { numberOf, textOf } from './row';

/**
 * What one node estimates of a table in the ranges that it is the first owner of. Ranges of all nodes make the ring once,
 * so estimates of all nodes add up to that of the table, without its copies. Nodes renew theirs every five minutes; what
 * is not flushed to disk is not in them, and what is in several SSTables counts several times.
 */
export interface SizeEstimate {
  readonly partitions: number;
  /** Of the partitions on disk, compression undone. */
  readonly bytes: number;
  readonly ranges: number;
  /** The part of the ring that it is about, from 0 to 1; absent where tokens are no 64-bit numbers. */
  readonly share?: number;
}

/** Murmur3Partitioner has as many tokens. */
const TOKENS = 2n ** 64n;

/**
 * Asks a node for its estimates of a keyspace, or of one of its tables. 3.11 to 6.0; from 4.0 on it is kept for tools, and
 * every login may read it.
 */
export function sizeEstimatesQuery(keyspace: string, table?: string): string {
  const only = table === undefined ? '' : ` AND table_name = ${ quoteText(table) }`;

  return `SELECT table_name, range_start, range_end, mean_partition_size, partitions_count FROM system.size_estimates WHERE keyspace_name = ${ quoteText(keyspace) }${ only }`;
}

/** Estimates of one node by table. */
export function readSizeEstimates(rows: readonly Row[]): Map<string, SizeEstimate> {
  return new Map([...groupBy(rows, (row) => textOf(row, 'table_name'))].map(([table, ranges]) => [table, ranges.map(rangeEstimate).reduce(add)]));
}

/**
 * Puts the estimates of several nodes together.
 *
 * @param nodes of different nodes, each by table
 */
export function sumEstimates(nodes: readonly ReadonlyMap<string, SizeEstimate>[]): Map<string, SizeEstimate> {
  const sums = new Map<string, SizeEstimate>();

  for (const [table, estimate] of nodes.flatMap((node) => [...node])) {
    const before = sums.get(table);

    sums.set(table, before ? add(before, estimate) : estimate);
  }

  return sums;
}

/** Bytes of a partition at the mean; `undefined` where there are none. */
export function meanPartition({ bytes, partitions }: SizeEstimate): number | undefined {
  return partitions > 0 ? bytes / partitions : undefined;
}

function rangeEstimate(row: Row): SizeEstimate {
  const partitions = numberOf(row, 'partitions_count') ?? 0;
  const share = shareOf(textOf(row, 'range_start'), textOf(row, 'range_end'));

  return { partitions, bytes: partitions * (numberOf(row, 'mean_partition_size') ?? 0), ranges: 1, ...(share !== undefined && { share }) };
}

function add(one: SizeEstimate, other: SizeEstimate): SizeEstimate {
  const share = one.share === undefined || other.share === undefined ? undefined : Math.min(1, one.share + other.share);

  return { partitions: one.partitions + other.partitions, bytes: one.bytes + other.bytes, ranges: one.ranges + other.ranges, ...(share !== undefined && { share }) };
}

/** A range that goes over the end of the ring is kept in two; one that begins where it ends is the whole ring. */
function shareOf(start: string, end: string): number | undefined {
  const [from, to] = [tokenOf(start), tokenOf(end)];

  if (from === undefined || to === undefined) {
    return undefined;
  }
  const width = ((to - from) % TOKENS + TOKENS) % TOKENS;

  return width === 0n ? 1 : Number(width) / Number(TOKENS);
}

function tokenOf(text: string): bigint | undefined {
  const token = /^-?\d{1,19}$/.test(text) ? BigInt(text) : undefined;

  return token !== undefined && token >= -TOKENS / 2n && token < TOKENS / 2n ? token : undefined;
}
