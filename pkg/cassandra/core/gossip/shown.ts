import type { NodeStatus, RingStatus } from '../nodetool/status';
import { keyOf, type LiveNode, type LiveRing } from './ring';

/**
 * Who says what is shown of the ring.
 *
 * - `gossip`: all of it is what a node has heard
 * - `both`: nodes, states and load are nodetool's; ownership follows from the tokens in system tables
 * - `tables`: only what stands in system tables; whether nodes are up nobody knows
 * - `nodetool`: all of it
 */
export type RingSource = 'gossip' | 'both' | 'tables' | 'nodetool';

export interface ShownRing {
  ring: RingStatus;
  source: RingSource;
}

/** How long a node is waited for, milliseconds: longer than until it is suspected. */
const WAITED = 10_000;

/**
 * The ring as tables and drawings take it, be it told by gossip or by nodetool.
 *
 * Where gossip is told it is enough; where it is not, nodetool says who is up, if it has been asked.
 *
 * @param hears whether the live ring comes with gossip: it does not before 4.1, or without the right to read it
 * @returns `undefined` if nobody has told anything
 */
export function shownRing(live: LiveRing | undefined, hears: boolean, nodetool: RingStatus | undefined): ShownRing | undefined {
  if (!live) {
    return nodetool && { ring: nodetool, source: 'nodetool' };
  }
  if (hears || !nodetool) {
    return { ring: statusOf(live), source: hears ? 'gossip' : 'tables' };
  }

  return { ring: withOwnership(nodetool, live), source: 'both' };
}

/**
 * Whether a ring can be shown: no node in it has only just begun to be watched. A node that begins to be is up or suspect
 * within seconds; it would be a false alarm to say until then that nothing is known of it.
 *
 * @param now of the clock of the vitals
 */
export function isSettled({ datacenters }: LiveRing, now: number): boolean {
  return datacenters.every(({ nodes }) => nodes.every(({ liveness, vital }) => liveness !== 'unknown' || vital === undefined || now - vital.since > WAITED));
}

/** Only what a status has: the rest changes with every heartbeat, and what is shown is not to be drawn again each time. */
function statusOf({ datacenters, notes }: LiveRing): RingStatus {
  const plain = ({ up, suspect, state, address, port, load, tokens, owns, effective, hostId, rack }: LiveNode): NodeStatus => ({
    up, ...(suspect && { suspect }), state, address, ...(port !== undefined && { port }), load, ...(tokens !== undefined && { tokens }), owns, effective, hostId, rack,
  });

  return { datacenters: datacenters.map(({ name, nodes }) => ({ name, nodes: nodes.map(plain) })), notes };
}

function withOwnership({ datacenters, notes }: RingStatus, live: LiveRing): RingStatus {
  const owners = new Map(live.datacenters.flatMap(({ nodes }) => nodes).filter(({ effective }) => effective).map(({ key, owns }) => [key, owns]));
  const complete = (node: NodeStatus): NodeStatus => owners.has(keyOf(node.address)) ? { ...node, owns: owners.get(keyOf(node.address)), effective: true } : node;

  // What nodetool remarks is about the ownership that it shows itself.
  return { datacenters: datacenters.map(({ name, nodes }) => ({ name, nodes: nodes.map(complete) })), notes: owners.size > 0 ? [] : notes };
}
