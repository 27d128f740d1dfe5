import { CqlError, type CqlNode, type CqlSession } from '../../core/cql/session';
import { readGossip, readPulse, type GossipPulse, type GossipState } from '../../core/gossip/endpoints';
import { readLocal, readPeers, readReplication, type LocalMember, type Member } from '../../core/gossip/members';
import { ringQueries } from '../../core/gossip/queries';
import type { KeyspaceReplication } from '../../core/nodetool/describe-cluster';
import { readTable } from './readTable';

/** What a node has written down of the ring, and how data is spread over it. */
export interface RingTables {
  local: LocalMember;
  peers: readonly Member[];
  keyspaces: readonly KeyspaceReplication[];
}

/** @throws CqlError */
export async function readRingTables(session: CqlSession, { host, release }: CqlNode, signal: AbortSignal): Promise<RingTables> {
  const queries = ringQueries(release);
  const [locals, peers, keyspaces] = await Promise.all([queries.local, queries.peers, queries.keyspaces].map((query) => readTable(session, host, query, signal)));
  const local = readLocal(locals ?? []);

  if (!local) {
    throw new CqlError('unreachable', `Node ${ host } says nothing of itself`);
  }

  return { local, peers: readPeers(peers ?? []), keyspaces: readReplication(keyspaces ?? []) };
}

/** All that a node has heard, or `undefined` where its version has no table of that. @throws CqlError */
export async function readRingGossip(session: CqlSession, { host, release }: CqlNode, signal: AbortSignal): Promise<GossipState[] | undefined> {
  const { gossip } = ringQueries(release);

  return gossip === undefined ? undefined : readGossip(await readTable(session, host, gossip, signal));
}

/** Only whether nodes live. @throws CqlError */
export async function readRingPulse(session: CqlSession, { host, release }: CqlNode, signal: AbortSignal): Promise<GossipPulse[] | undefined> {
  const { pulse } = ringQueries(release);

  return pulse === undefined ? undefined : readPulse(await readTable(session, host, pulse, signal));
}
