import { readReplication } from '../../gossip/members';
import type { KeyspaceReplication } from '../../nodetool/describe-cluster';
import type { CqlSession } from '../session';
import { readRows } from '../values/plain';
import { quoteText } from './ddl-text';

const TIMEOUT_MS = 12_000;

/**
 * Reads a keyspace's replication once more, right before or after it is changed.
 *
 * @returns `undefined` if there is no such keyspace
 * @throws CqlError
 */
export async function readReplicationNow(session: CqlSession, keyspace: string): Promise<KeyspaceReplication | undefined> {
  const statement = `SELECT keyspace_name, replication FROM system_schema.keyspaces WHERE keyspace_name = ${ quoteText(keyspace) }`;
  const page = await session.execute(statement, { consistency: 'ONE', pageSize: 1, timeoutMs: TIMEOUT_MS });

  return readReplication(readRows(page))[0];
}
