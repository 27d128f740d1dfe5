import { canonicalAddress } from '../cluster/address';
import type { RingNode } from '../cluster/ring';
import { ringDifferences, type RingDifference } from '../cluster/ring-difference';
import { groupBy } from '../group-by';
import type { NodeStatus, RingStatus } from '../nodetool/status';
import type { Liveness, Pulse, Vital } from './detector';
import type { GossipPulse, GossipState } from './endpoints';
import type { LocalMember, Member } from './members';
import type { Ownership } from './ownership/ownership';
import type { TokenOwner } from './ownership/token-ring';

/** A node as CQL tells it: what `nodetool status` has, and more. */
export interface LiveNode extends NodeStatus {
  /** By which the node is found among vitals and ownership. */
  key: string;
  liveness: Liveness;
  /** Whether it lives, in detail; `undefined` where there is no gossip to be read (before 4.1, or without the right to). */
  vital: Vital | undefined;
  release: string | undefined;
  schema: string | undefined;
  /** Whether it takes clients; `undefined` if it has not said so. */
  nativeReady: boolean | undefined;
}

/** The ring as one node sees it, without nodetool. It can be shown wherever a status of nodetool is. */
export interface LiveRing extends RingStatus {
  datacenters: { name: string; nodes: LiveNode[] }[];
  /** Versions of the schema and how many of the nodes that are not down have each: more than one is a disagreement. */
  schemas: ReadonlyMap<string, number>;
  /** The node that was asked, as the ring knows it, and when it answered (milliseconds since the epoch). */
  seen: { node: string; at: number };
}

export interface LiveSources {
  local: LocalMember;
  peers: readonly Member[];
  /** What the same node has heard. */
  gossip?: readonly GossipState[];
  vitals?: ReadonlyMap<string, Vital>;
  /** Of the keyspace that is looked at, by `keyOf`; `undefined` where it has no meaning. */
  ownership?: Ownership;
  /** When the node answered, milliseconds since the epoch. */
  at: number;
}

/** In these, other nodes take a node for dead, whatever its heartbeat (Cassandra's dead states, and a stop that was said). */
const ENDED: ReadonlySet<string> = new Set(['SHUTDOWN', 'HIBERNATE', 'LEFT', 'REMOVED', 'REMOVING']);
/** No members any more, though gossip tells of them for three days. */
const GONE: ReadonlySet<string> = new Set(['LEFT', 'REMOVED']);
const STATES: ReadonlyMap<string, NodeStatus['state']> = new Map([['LEAVING', 'leaving'], ['REMOVING', 'leaving'], ['MOVING', 'moving'], ['BOOT', 'joining']]);

/** What tells nodes apart in gossip, vitals and ownership alike. */
export function keyOf(address: string): string {
  return canonicalAddress(address);
}

/** What a detector is fed with. */
export function pulsesOf(pulses: readonly GossipPulse[]): Pulse[] {
  return pulses.map(({ address, generation, heartbeat, status }) => ({ key: keyOf(address), generation, heartbeat, ended: status !== undefined && ENDED.has(status) }));
}

/** The nodes that own tokens, as ownership wants them. */
export function ownersOf(local: LocalMember, peers: readonly Member[]): TokenOwner[] {
  return [local, ...peers].map(({ address, datacenter = '', rack = '', tokens }) => ({ key: keyOf(address), datacenter, rack, tokens }));
}

/**
 * Puts the ring together as `nodetool status` shows it: members with tokens, those that bootstrap, and none that have left.
 *
 * What cannot be known is left open. Without gossip `up` is, and `load`; of a node that joins the number of tokens is, since
 * gossip_info has no tokens and the system tables list it only afterwards. A suspect is still `up`, as it is for nodetool.
 */
export function ringOf({ local, peers, gossip = [], vitals = new Map(), ownership, at }: LiveSources): LiveRing {
  const states = new Map(gossip.map((state) => [keyOf(state.address), state]));
  const members = [local, ...peers].filter(({ tokens }) => tokens.length > 0);
  const known = new Set(members.map(({ address }) => keyOf(address)));
  const joining = gossip.filter(({ address, status }) => status === 'BOOT' && !known.has(keyOf(address)));
  const nodes = [
    ...members.filter(({ address }) => !GONE.has(states.get(keyOf(address))?.status ?? '')).map((member) => nodeOf(member, states.get(keyOf(member.address)), vitals, ownership)),
    ...joining.map((state) => nodeOf({ ...state, tokens: [] }, state, vitals, ownership)),
  ];
  const datacenters = [...groupBy(nodes, ({ datacenter }) => datacenter)].sort(([a], [b]) => a < b ? -1 : 1);
  const schemas = nodes.filter(({ liveness }) => liveness !== 'down').flatMap(({ schema }) => schema ?? []);

  return {
    datacenters: datacenters.map(([name, each]) => ({ name, nodes: each })),
    notes:       [],
    schemas:     new Map([...groupBy(schemas, (schema) => schema)].map(([schema, each]) => [schema, each.length])),
    seen:        { node: local.address, at },
  };
}

/**
 * In what nodetool and CQL say different things of the ring, so that nodetool should be asked again. What CQL leaves open is
 * no difference, nor is a suspect that nodetool has already given up, nor a single token, which nodetool may show instead of
 * counting it.
 */
export function disagreements(nodetool: RingStatus, live: LiveRing): RingDifference[] {
  const nodes = live.datacenters.flatMap(({ nodes: each }) => each);

  return ringDifferences(nodetool, live).filter(({ aspect, node, first, second }) => {
    const match = nodes.find(({ hostId, key }) => (hostId !== undefined && hostId === node.hostId) || key === keyOf(node.address));

    switch (aspect) {
    case 'state': {
      const isOpen = match !== undefined && (match.up === undefined || match.liveness === 'suspect') && first !== undefined && second !== undefined;

      return !isOpen || first.slice(1) !== second.slice(1);
    }
    case 'tokens': return match?.tokens !== undefined && node.token === undefined;
    default: return second !== undefined || match === undefined;
    }
  });
}

type Placed = Pick<Member, 'address' | 'port' | 'hostId' | 'datacenter' | 'rack' | 'release' | 'schema' | 'tokens'>;

function nodeOf(member: Placed, state: GossipState | undefined, vitals: ReadonlyMap<string, Vital>, ownership: Ownership | undefined): LiveNode & RingNode {
  const key = keyOf(member.address);
  const vital = vitals.get(key);
  const hasEnded = state?.status !== undefined && ENDED.has(state.status);
  const liveness = hasEnded ? 'down' : vital?.liveness ?? 'unknown';

  return {
    key, liveness, vital,
    up:          liveness === 'unknown' ? undefined : liveness !== 'down',
    ...(liveness === 'suspect' && { suspect: true }),
    state:       STATES.get(state?.status ?? '') ?? 'normal',
    address:     member.address,
    load:        state?.load,
    ...(member.tokens.length > 0 && { tokens: member.tokens.length }),
    owns:        ownership?.get(key),
    effective:   ownership !== undefined,
    hostId:      member.hostId ?? state?.hostId,
    datacenter:  member.datacenter ?? state?.datacenter ?? '',
    rack:        member.rack ?? state?.rack ?? '',
    release:     state?.release ?? member.release,
    // The tables of the system keyspace are written a little later, and for a node that is down not at all.
    schema:      state?.schema ?? member.schema,
    nativeReady: state?.nativeReady,
  };
}
