import type { KeyspaceReplication } from '../../nodetool/describe-cluster';
import { isSystemKeyspace } from '../names';
import { heldOf, placesOf, quorumOf, type Place } from './placement';
import { nodesOf, type RingSummary } from './ring-summary';

/** `local`: each node has its own; `everywhere`: each node has all; `unknown`: a strategy that is not Cassandra's, or not readable. */
export type ReplicationKind = 'copies' | 'local' | 'everywhere' | 'unknown';

/**
 * How many nodes may be down in one place, whichever they are, and every row can still be read and written. Less than zero:
 * not even with all nodes up.
 */
export interface Survival {
  readonly datacenter: string;
  readonly copies: number;
  readonly nodes: number;
  /** Copies that have to answer at LOCAL_QUORUM; of SimpleStrategy, at QUORUM. */
  readonly quorum: number;
  readonly atOne: number;
  /** At LOCAL_QUORUM, asked by a coordinator of this place; of SimpleStrategy, at QUORUM. */
  readonly atLocalQuorum: number;
  /** Whole racks at LOCAL_QUORUM; absent where racks are not looked at. */
  readonly racksAtLocalQuorum?: number;
}

export type ConcernCode =
  /** One copy in the whole ring: a node's disk that is lost is data that is lost. */
  | 'singleCopy'
  /** One copy in this datacenter, and others elsewhere. */
  | 'singleCopyHere'
  /** More copies wanted than there are nodes, and a quorum is there. */
  | 'aboveNodes'
  /** So many more that a quorum is never there. */
  | 'quorumLacking'
  /** Two copies: at a quorum no node may be down, and there is nothing won over one but a spare. */
  | 'noSpareAtQuorum'
  /** SimpleStrategy, which knows no datacenters, in a ring of several. */
  | 'simpleAcrossDatacenters'
  /** SimpleStrategy in a ring of one datacenter: nothing is wrong until a second comes. */
  | 'simpleStrategy'
  /** Copies wanted in a datacenter that the ring does not have. */
  | 'unknownDatacenter'
  /** A datacenter of the ring has none. */
  | 'withoutCopies'
  /** Fewer racks than copies, and not evenly many for each. */
  | 'unevenRacks'
  /** As many racks as copies or fewer, and of different size: the small ones carry more for each node. */
  | 'unequalRacks'
  /** Logins are on too few nodes: when those are down nobody gets in. */
  | 'authFew'
  /** Copies that are transient. */
  | 'transient';

export interface Concern {
  readonly code: ConcernCode;
  readonly severity: 'critical' | 'warning' | 'notice';
  /** Empty where it is about the whole ring. */
  readonly datacenter: string;
  readonly copies: number;
  readonly nodes: number;
  readonly racks: number;
  /** How many there should be, for `authFew`. */
  readonly wanted?: number;
}

export interface ReplicationVerdict {
  readonly kind: ReplicationKind;
  readonly places: readonly Survival[];
  /** Nodes that may be down at QUORUM, over all datacenters; absent where there are no copies to count. */
  readonly atQuorum?: number;
  /** Worst first. */
  readonly concerns: readonly Concern[];
}

/** Logins want as many copies, or as many as there are nodes. */
export const AUTH_COPIES = 3;
const SEVERITIES = ['critical', 'warning', 'notice'] as const;
const LOCAL: readonly string[] = ['LocalStrategy', 'MetaStrategy'];

/** What a keyspace's replication means in a ring: what may fail, and what is wrong with it. */
export function judgeReplication(replication: KeyspaceReplication, ring: RingSummary): ReplicationVerdict {
  const kind = kindOf(replication, ring);

  if (kind !== 'copies') {
    return { kind, places: [], concerns: [] };
  }
  const places = placesOf(replication, ring);
  const copies = places.reduce((sum, place) => sum + place.copies, 0);
  const held = places.reduce((sum, place) => sum + heldOf(place), 0);

  return { kind, places: places.filter((place) => place.copies > 0).map(survivalOf), atQuorum: held - quorumOf(copies), concerns: concernsOf(replication, places, ring) };
}

function kindOf(replication: KeyspaceReplication, ring: RingSummary): ReplicationKind {
  const { strategy } = replication;

  if (LOCAL.includes(strategy)) {
    return 'local';
  }
  if (strategy === 'EverywhereStrategy') {
    return 'everywhere';
  }
  const isKnown = strategy === 'SimpleStrategy' || strategy === 'NetworkTopologyStrategy';

  return isKnown && placesOf(replication, ring).length > 0 ? 'copies' : 'unknown';
}

function survivalOf(place: Place): Survival {
  const { datacenter, copies, nodes, racks } = place;
  const held = heldOf(place);
  const quorum = quorumOf(copies);

  return {
    datacenter, copies, nodes, quorum,
    atOne:         held - 1,
    atLocalQuorum: held - quorum,
    ...(racks.length > 1 && { racksAtLocalQuorum: racksSurvived(place, held - quorum) }),
  };
}

/** Copies go to different racks as long as there are racks, and then wherever nodes follow in the ring. */
function racksSurvived({ copies, racks }: Place, spare: number): number {
  const most = Math.max(1, 1 + copies - racks.length);
  // At worst the extra copies are in the largest rack, which goes first.
  const losses = [Math.min(most, Math.max(...racks.map(({ nodes }) => nodes))), ...Array.from({ length: Math.min(racks.length, copies) - 1 }, () => 1)];
  let survived = 0;
  let left = spare;

  for (const loss of losses) {
    left -= loss;
    if (left < 0) {
      break;
    }
    survived++;
  }

  return spare < 0 ? -1 : survived;
}

function concernsOf(replication: KeyspaceReplication, places: readonly Place[], ring: RingSummary): Concern[] {
  const { name } = replication;
  const isAuth = name === 'system_auth';
  // Cassandra makes these for itself, wants three copies on a single node, too, and does without.
  const isOwn = isSystemKeyspace(name) && !isAuth;
  const total = places.reduce((sum, { copies }) => sum + copies, 0);
  const all = places.flatMap((place) => concernsAt(place, total)).concat(concernsOfRing(replication, places, ring), isAuth ? authConcerns(places) : []);

  return all.map((concern) => isOwn ? { ...concern, severity: 'notice' as const } : concern).sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
}

function concernsAt(place: Place, total: number): Concern[] {
  const { datacenter, copies, transient, nodes, racks } = place;
  const sizes = racks.map((rack) => rack.nodes);
  const found: [code: ConcernCode, severity: Concern['severity'], is: boolean][] = [
    ['unknownDatacenter', 'critical', datacenter !== '' && nodes === 0 && copies > 0],
    ['singleCopy', 'critical', copies === 1 && total === 1],
    ['singleCopyHere', 'warning', copies === 1 && total > 1],
    ['quorumLacking', 'critical', nodes > 0 && nodes < quorumOf(copies)],
    ['aboveNodes', 'warning', copies > nodes && nodes >= quorumOf(copies)],
    ['noSpareAtQuorum', 'warning', copies === 2 && nodes >= 2],
    ['unevenRacks', 'warning', racks.length > 1 && racks.length < copies && copies % racks.length !== 0],
    ['unequalRacks', 'notice', racks.length > 1 && racks.length <= copies && Math.min(...sizes) !== Math.max(...sizes)],
    ['transient', 'notice', transient > 0],
  ];

  return found.filter(([, , is]) => is).map(([code, severity]) => ({ code, severity, datacenter, copies, nodes, racks: racks.length }));
}

function concernsOfRing({ strategy }: KeyspaceReplication, places: readonly Place[], ring: RingSummary): Concern[] {
  if (strategy === 'SimpleStrategy') {
    const isAcross = ring.length > 1;

    return places.map(({ copies, nodes }) => ({ code: isAcross ? 'simpleAcrossDatacenters' : 'simpleStrategy', severity: isAcross ? 'warning' : 'notice', datacenter: '', copies, nodes, racks: 0 }));
  }
  const served = new Set(places.filter(({ copies }) => copies > 0).map(({ datacenter }) => datacenter));

  return ring.filter((datacenter) => nodesOf(datacenter) > 0 && !served.has(datacenter.name))
    .map((datacenter) => ({ code: 'withoutCopies', severity: 'notice', datacenter: datacenter.name, copies: 0, nodes: nodesOf(datacenter), racks: datacenter.racks.length }));
}

function authConcerns(places: readonly Place[]): Concern[] {
  return places.filter(({ copies, nodes }) => nodes > 0 && copies < Math.min(AUTH_COPIES, nodes))
    .map(({ datacenter, copies, nodes, racks }) => ({ code: 'authFew', severity: 'critical', datacenter, copies, nodes, racks: racks.length, wanted: Math.min(AUTH_COPIES, nodes) }));
}
