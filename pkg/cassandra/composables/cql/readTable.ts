import type { CqlSession } from '../../core/cql/session';
import { readRows, type Row } from '../../core/cql/values/plain';

/** Most rings have fewer nodes, and most nodes fewer tables. */
const ROWS = 5000;
/** A node that needs longer has other worries. */
const TIMEOUT_MS = 12_000;

/**
 * All rows that one node answers a query of its own tables with.
 *
 * @param node `host` of CqlNode
 * @throws CqlError
 */
export async function readTable(session: CqlSession, node: string, query: string, signal?: AbortSignal): Promise<Row[]> {
  const rows: Row[] = [];
  let from: string | undefined;

  do {
    const page = await session.execute(query, { consistency: 'ONE', pageSize: ROWS, timeoutMs: TIMEOUT_MS, node, from, signal });

    rows.push(...readRows(page));
    from = page.next;
  } while (from !== undefined);

  return rows;
}
