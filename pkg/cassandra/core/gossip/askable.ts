import type { CqlNode } from '../cql/session';
import type { Member } from './members';
import { isSince } from './queries';
import { keyOf } from './ring';

/**
 * The nodes of a session that can be asked about the ring, by the key that gossip knows them by: connected ones, if there
 * are any, and of those the ones that tell gossip, if there are any.
 *
 * @param members that tell which address of the ring a node has; clients may know it by another
 */
export function askable(nodes: readonly CqlNode[], members: readonly Pick<Member, 'hostId' | 'address'>[]): Map<string, CqlNode> {
  const addresses = new Map(members.map(({ hostId, address }) => [hostId, address]));
  const here = nodes.filter(({ pod }) => pod !== undefined);
  const connected = preferring(here, (node) => node.connected);

  return new Map(preferring(connected, tellsGossip).map((node) => [keyOf(addresses.get(node.hostId) ?? node.host), node]));
}

/** Whether a node of this release has a table of gossip. */
export function tellsGossip({ release }: Pick<CqlNode, 'release'>): boolean {
  return isSince(release, '4.1');
}

function preferring(nodes: readonly CqlNode[], wanted: (node: CqlNode) => boolean): readonly CqlNode[] {
  const found = nodes.filter(wanted);

  return found.length > 0 ? found : nodes;
}
