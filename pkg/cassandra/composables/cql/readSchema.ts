import type { Schema, SchemaPart } from '../../core/cql/schema/model';
import { schemaQueries, unreadOf, type SchemaAnswer } from '../../core/cql/schema/queries';
import { readSchema as put } from '../../core/cql/schema/read';
import type { CqlSession } from '../../core/cql/session';
import { readRows, type Row } from '../../core/cql/values/plain';

const PAGE_ROWS = 5000;

/**
 * Reads the schema as one node has it: each keeps its own copy, and a next page means something to the node that gave the
 * one before only.
 *
 * @param prefer address of the node to ask, if it is connected
 * @throws CqlError
 */
export async function readSchema(session: CqlSession, prefer: string | undefined, signal: AbortSignal): Promise<Schema> {
  const connected = session.nodes().filter((node) => node.connected);
  const node = connected.find(({ host }) => host === prefer) ?? connected[0];
  const release = node?.release || session.release;

  async function answer(statement: string): Promise<SchemaAnswer> {
    try {
      const rows: Row[] = [];
      let from: string | undefined;

      do {
        const page = await session.execute(statement, { consistency: 'LOCAL_ONE', pageSize: PAGE_ROWS, from, node: node?.host, signal });

        rows.push(...readRows(page));
        from = page.next;
      } while (from !== undefined);

      return { rows };
    } catch (error) {
      const unread = unreadOf(error);

      if (!unread) {
        throw error;
      }

      return { unread };
    }
  }

  const answers = await Promise.all(schemaQueries(release).map(async({ part, statement }): Promise<[SchemaPart, SchemaAnswer]> => [part, await answer(statement)]));

  return put(Object.fromEntries(answers), release);
}
