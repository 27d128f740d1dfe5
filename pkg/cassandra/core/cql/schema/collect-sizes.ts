import { groupBy } from '../../group-by';
import { CqlError, type CqlNode, type CqlSession } from '../session';
import { readRows, type Row } from '../values/plain';
import { meanPartition, readSizeEstimates, sizeEstimatesQuery, sumEstimates, type SizeEstimate } from './sizes';
import { readTableMetric, TABLE_METRICS, tableMetricQuery, type TableMeasure, type TableMetric } from './table-metrics';

export interface SizesRequest {
  readonly keyspace: string;
  /** Only this one, with all that nodes measure of it. */
  readonly table?: string;
  /** Nodes estimate only what is spread over the ring. */
  readonly isSpread: boolean;
  /** As many nodes are asked at most. */
  readonly nodes: number;
  readonly signal?: AbortSignal;
}

export type TableMeasures = Readonly<Partial<Record<TableMetric, TableMeasure>>>;

/** What one node said of the tables of a keyspace. */
export interface NodeSizes {
  readonly node: CqlNode;
  /** By table; absent if they were not to be had. */
  readonly estimates?: ReadonlyMap<string, SizeEstimate>;
  /** By table; absent if they were not to be had, as before 4.0. */
  readonly measures?: ReadonlyMap<string, TableMeasures>;
  /** Why something is absent. */
  readonly problems: readonly SizeProblem[];
}

/** `tooMany`: there are so many estimates that reading them all would cost too much. */
export interface SizeProblem {
  readonly of: 'estimates' | 'measures';
  readonly code: 'tooMany' | CqlError['code'];
  /** In the words of whoever refused; empty for `tooMany`. */
  readonly message: string;
}

export interface SizesReading {
  readonly nodes: readonly NodeSizes[];
  /** That could be asked and were not. */
  readonly unasked: readonly CqlNode[];
  /** That have no pod here. */
  readonly elsewhere: readonly CqlNode[];
}

/** Of one table, as far as the nodes that were asked tell it. Bytes. */
export interface TableTotals {
  /** Without copies, compression undone. */
  readonly partitions?: number;
  readonly bytes?: number;
  readonly mean?: number;
  /** The part of the ring that these are about, from 0 to 1. */
  readonly share?: number;
  /** On the disks of all nodes that were asked, copies and all. */
  readonly disk?: number;
  /** The largest partition of any. */
  readonly largest?: number;
}

/** Who is asked at the same time. */
const AT_ONCE = 4;
const PAGE = 5_000;
/** Of estimates, from all nodes together: a thousand tables have 256,000 rows on a node with 256 tokens. */
const MOST_ROWS = 60_000;
const TIMEOUT_MS = 12_000;
/** For a keyspace; those of reads and writes are for who looks at one table. */
const OF_KEYSPACE: readonly TableMetric[] = ['diskUsage', 'maxPartitionSize'];

/**
 * Asks nodes for the sizes of tables, those that are connected first. What one does not tell is missing and has a reason.
 *
 * @throws CqlError when it is stopped, or the session has ended
 */
export async function collectSizes(session: CqlSession, request: SizesRequest): Promise<SizesReading> {
  const all = session.nodes();
  const here = all.filter(({ pod }) => pod !== undefined).sort((one, other) => Number(other.connected) - Number(one.connected));
  const room = { rows: MOST_ROWS };
  const nodes: NodeSizes[] = [];

  for (let first = 0; first < Math.min(here.length, request.nodes); first += AT_ONCE) {
    nodes.push(...await Promise.all(here.slice(first, Math.min(first + AT_ONCE, request.nodes)).map((node) => sizesOf(session, node, request, room))));
  }

  return { nodes, unasked: here.slice(request.nodes), elsewhere: all.filter(({ pod }) => pod === undefined) };
}

/** Puts together what nodes said, by table. */
export function totalsOf(nodes: readonly NodeSizes[]): Map<string, TableTotals> {
  const estimates = sumEstimates(nodes.flatMap((node) => node.estimates ?? []));
  // By table first: there may be a thousand, on each of hundreds of nodes.
  const measured = groupBy(nodes.flatMap((node) => [...node.measures ?? []]), ([table]) => table);
  const valuesOf = (table: string, metric: TableMetric) => (measured.get(table) ?? []).flatMap(([, measures]) => measures[metric]?.value ?? []);

  return new Map([...new Set([...estimates.keys(), ...measured.keys()])].map((table) => {
    const estimate = estimates.get(table);
    const mean = estimate && meanPartition(estimate);
    const disks = valuesOf(table, 'diskUsage');
    const largest = valuesOf(table, 'maxPartitionSize');

    return [table, {
      ...(estimate && { partitions: estimate.partitions, bytes: estimate.bytes }),
      ...(mean !== undefined && { mean }),
      ...(estimate?.share !== undefined && { share: estimate.share }),
      ...(disks.length > 0 && { disk: disks.reduce((sum, bytes) => sum + bytes, 0) }),
      ...(largest.length > 0 && { largest: Math.max(...largest) }),
    }];
  }));
}

async function sizesOf(session: CqlSession, node: CqlNode, request: SizesRequest, room: { rows: number }): Promise<NodeSizes> {
  const problems: SizeProblem[] = [];
  const attempt = async <T>(of: SizeProblem['of'], ask: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await ask();
    } catch (error) {
      problems.push(problemOf(of, error));

      return undefined;
    }
  };
  const estimates = request.isSpread ? await attempt('estimates', () => estimatesOf(session, node, request, room)) : undefined;
  const measures = await attempt('measures', () => measuresOf(session, node, request));

  return { node, ...(estimates && { estimates }), ...(measures && { measures }), problems };
}

async function estimatesOf(session: CqlSession, node: CqlNode, { keyspace, table, signal }: SizesRequest, room: { rows: number }): Promise<Map<string, SizeEstimate>> {
  return readSizeEstimates(await rowsOf(session, sizeEstimatesQuery(keyspace, table), node, signal, room));
}

/** @returns `undefined` for a node that measures nothing that CQL could read */
async function measuresOf(session: CqlSession, node: CqlNode, { keyspace, table, signal }: SizesRequest): Promise<Map<string, TableMeasures> | undefined> {
  const measures = new Map<string, Partial<Record<TableMetric, TableMeasure>>>();

  for (const metric of table === undefined ? OF_KEYSPACE : TABLE_METRICS) {
    const query = tableMetricQuery(metric, node.release, table === undefined ? undefined : { keyspace, name: table });

    if (query === undefined) {
      return undefined;
    }
    for (const measure of readTableMetric(await rowsOf(session, query, node, signal))) {
      if (measure.keyspace === keyspace) {
        measures.set(measure.table, { ...measures.get(measure.table), [metric]: measure });
      }
    }
  }

  return measures;
}

class TooManyRows extends Error {}

async function rowsOf(session: CqlSession, statement: string, node: CqlNode, signal?: AbortSignal, room = { rows: Infinity }): Promise<Row[]> {
  const rows: Row[] = [];
  let from: string | undefined;

  do {
    if (room.rows <= 0) {
      throw new TooManyRows();
    }
    const page = await session.execute(statement, { consistency: 'ONE', pageSize: PAGE, node: node.host, timeoutMs: TIMEOUT_MS, from, signal });

    rows.push(...readRows(page));
    room.rows -= page.rows.length;
    from = page.next;
  } while (from !== undefined);

  return rows;
}

function problemOf(of: SizeProblem['of'], error: unknown): SizeProblem {
  if (error instanceof TooManyRows) {
    return { of, code: 'tooMany', message: '' };
  }
  if (!(error instanceof CqlError) || error.code === 'aborted' || error.code === 'closed') {
    throw error;
  }

  return { of, code: error.code, message: error.message };
}
