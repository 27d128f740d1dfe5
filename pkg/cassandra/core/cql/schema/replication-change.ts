import type { KeyspaceReplication } from '../../nodetool/describe-cluster';
import { quoteName } from '../names';
import { replicationText } from './ddl';
import { heldOf, placesOf, quorumOf, type Place } from './placement';
import { AUTH_COPIES, judgeReplication } from './replication';
import { nodesOf, type RingSummary } from './ring-summary';

/**
 * What has to be run so that the data is where the replication says, on each node of a place. `repair`: a full one, not
 * incremental; `rebuild`: copies everything from another datacenter; `cleanup`: drops what nodes no longer own.
 */
export interface Due {
  readonly action: 'repair' | 'rebuild' | 'cleanup';
  /** `before`: as long as all copies that are to go are still there. */
  readonly when: 'before' | 'after';
  /** Empty: the whole ring. */
  readonly datacenter: string;
  readonly nodes: number;
  /** Whence a rebuild copies. */
  readonly source?: string;
}

export type ChangeCode =
  /** Nothing would be different. */
  | 'unchanged'
  /** No copies would be wanted anywhere, or the strategy is none that people may choose. */
  | 'noCopies'
  /** No datacenter that has copies keeps any: nothing would be left to fill the new ones from. */
  | 'noneKept'
  /** Cassandra refuses a datacenter that it does not know. */
  | 'unknownDatacenter'
  /** Fewer nodes than a quorum of the copies: no quorum could ever answer. */
  | 'quorumLacking'
  /** Nodes join, leave, move or are down: Cassandra refuses until they have settled. */
  | 'unsettled'
  /** More copies than nodes. */
  | 'aboveNodes'
  /**
   * Reads at a quorum could miss what was written at a quorum: when raised, until the repair after it has ended; when lowered,
   * for good, unless a repair before it has. `step`: as far as it can go at once without.
   */
  | 'quorumMisses'
  /** Reads at ONE may miss data until the repair has ended. */
  | 'oneMisses'
  /** Copies go to other nodes altogether: other strategy, in racks or datacenters. Reads miss data until the repair has ended. */
  | 'placementMoves'
  /** A datacenter gets its first copies: clients must not read there before the rebuild has ended. */
  | 'datacenterJoins'
  /** A datacenter loses all its copies: clients there no longer find data near. */
  | 'datacenterLeaves'
  /** Fewer copies of the logins than three, or than there are nodes. */
  | 'authFew'
  /** Fewer copies of the logins, and still enough. */
  | 'authLowered'
  /** One copy is left. */
  | 'singleCopy';

/** `block`: not to be sent; `danger`: data or logins may be missed or lost; `warning`: to be known. */
export interface ChangeConcern {
  readonly code: ChangeCode;
  readonly severity: 'block' | 'danger' | 'warning';
  readonly datacenter: string;
  readonly from: number;
  readonly to: number;
  readonly nodes: number;
  readonly step?: number;
}

export interface ReplicationChange {
  /** Without a semicolon. */
  readonly statement: string;
  readonly due: readonly Due[];
  /** Worst first. */
  readonly concerns: readonly ChangeConcern[];
}

const SEVERITIES = ['block', 'danger', 'warning'] as const;

/** A place before and after. */
interface Move extends Omit<Place, 'copies'> {
  readonly from: number;
  readonly to: number;
}

/** What a change of replication takes: the statement, what is due with it, and what speaks against it. */
export function replicationChange(from: KeyspaceReplication, to: KeyspaceReplication, ring: RingSummary): ReplicationChange {
  const moves = movesOf(from, to, ring);
  const isElsewhere = movesPlacement(from, to, ring);
  const concerns = [...concernsOfWhole(from, to, ring, moves, isElsewhere), ...moves.flatMap((move) => concernsOfMove(from.name, move, isElsewhere))];

  return {
    statement: `ALTER KEYSPACE ${ quoteName(from.name) } WITH replication = ${ replicationText(to) }`,
    due:       concerns.some(({ code }) => code === 'unchanged') ? [] : dueOf(moves, isElsewhere, ring),
    concerns:  concerns.sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity)),
  };
}

/**
 * Whether a quorum after the change meets a quorum before it. Of the copies afterwards, as many have what was written at a
 * quorum as are left of that quorum if those that go had it.
 */
export function quorumMeets(from: number, to: number): boolean {
  const having = quorumOf(from) - Math.max(0, from - to);

  return from === 0 || to === 0 || quorumOf(to) + having > to;
}

/** The number nearest to `to` that is safe at once. A step of one always is. */
function safeStep(from: number, to: number): number {
  const towards = Math.sign(to - from);
  let step = to;

  while (!quorumMeets(from, step) && step !== from) {
    step -= towards;
  }

  return step;
}

function movesOf(from: KeyspaceReplication, to: KeyspaceReplication, ring: RingSummary): Move[] {
  const before = placesAlike(from, to, ring);
  const after = placesAlike(to, from, ring);

  return [...new Set([...before, ...after].map(({ datacenter }) => datacenter))].map((datacenter) => {
    const was = before.find((place) => place.datacenter === datacenter);
    const is = after.find((place) => place.datacenter === datacenter);

    return { datacenter, transient: is?.transient ?? 0, nodes: is?.nodes ?? was?.nodes ?? 0, racks: is?.racks ?? was?.racks ?? [], from: was?.copies ?? 0, to: is?.copies ?? 0 };
  });
}

/** In a ring of one datacenter SimpleStrategy means that one, and can be compared. */
function placesAlike(replication: KeyspaceReplication, other: KeyspaceReplication, ring: RingSummary): Place[] {
  const [only] = ring;

  return placesOf(replication, ring).map((place) => {
    return replication.strategy !== other.strategy && place.datacenter === '' && ring.length === 1 && only ? { ...place, datacenter: only.name, racks: only.racks } : place;
  });
}

/** Racks and datacenters decide where copies go only with NetworkTopologyStrategy. In one rack of one datacenter both strategies agree. */
function movesPlacement(from: KeyspaceReplication, to: KeyspaceReplication, ring: RingSummary): boolean {
  return from.strategy !== to.strategy && (ring.length !== 1 || (ring[0]?.racks.length ?? 0) > 1);
}

function concernsOfWhole(from: KeyspaceReplication, to: KeyspaceReplication, ring: RingSummary, moves: readonly Move[], isElsewhere: boolean): ChangeConcern[] {
  const total = { datacenter: '', from: sum(moves, 'from'), to: sum(moves, 'to'), nodes: ring.reduce((nodes, datacenter) => nodes + nodesOf(datacenter), 0) };
  const unsettled = ring.filter((datacenter) => (datacenter.unsettled ?? 0) > 0);
  const hasCopies = judgeReplication(to, ring).kind === 'copies' && total.to > 0;

  return [
    ...(replicationText(from) === replicationText(to) ? [{ ...total, code: 'unchanged' as const, severity: 'block' as const }] : []),
    ...(hasCopies ? [] : [{ ...total, code: 'noCopies' as const, severity: 'block' as const }]),
    ...(!isElsewhere && total.from > 0 && total.to > 0 && !moves.some((move) => move.from > 0 && move.to > 0) ? [{ ...total, code: 'noneKept' as const, severity: 'block' as const }] : []),
    ...unsettled.map((datacenter) => ({ ...total, datacenter: datacenter.name, nodes: datacenter.unsettled ?? 0, code: 'unsettled' as const, severity: 'block' as const })),
    ...(isElsewhere ? [{ ...total, code: 'placementMoves' as const, severity: 'danger' as const }] : []),
    ...(total.to === 1 && total.from !== 1 ? [{ ...total, code: 'singleCopy' as const, severity: 'danger' as const }] : []),
  ];
}

function concernsOfMove(keyspace: string, { datacenter, from, to, nodes }: Move, isElsewhere: boolean): ChangeConcern[] {
  const args = { datacenter, from, to, nodes };
  const isAuth = keyspace === 'system_auth';
  const held = { from: heldOf({ copies: from, nodes }), to: heldOf({ copies: to, nodes }) };
  const misses = !isElsewhere && held.from !== held.to && !quorumMeets(from, to);
  const found: [code: ChangeCode, severity: ChangeConcern['severity'], is: boolean][] = [
    ['unknownDatacenter', 'block', datacenter !== '' && nodes === 0 && to > 0],
    ['quorumLacking', 'block', nodes > 0 && nodes < quorumOf(to)],
    ['aboveNodes', 'warning', to > nodes && nodes >= quorumOf(to)],
    ['authFew', 'danger', isAuth && to < Math.min(AUTH_COPIES, nodes) && (isElsewhere ? to > 0 : to < from)],
    ['authLowered', 'warning', isAuth && to < from && to >= Math.min(AUTH_COPIES, nodes)],
    ['datacenterJoins', 'danger', !isElsewhere && datacenter !== '' && from === 0 && to > 0 && nodes > 0],
    ['datacenterLeaves', 'danger', datacenter !== '' && from > 0 && to === 0 && nodes > 0],
    ['oneMisses', 'warning', !isElsewhere && from > 0 && held.to > held.from && !misses],
  ];

  return [
    ...found.filter(([, , is]) => is).map(([code, severity]) => ({ code, severity, ...args })),
    ...(misses ? [{ code: 'quorumMisses' as const, severity: 'danger' as const, ...args, step: safeStep(from, to) }] : []),
  ];
}

function dueOf(moves: readonly Move[], isElsewhere: boolean, ring: RingSummary): Due[] {
  const all = ring.reduce((nodes, datacenter) => nodes + nodesOf(datacenter), 0);

  if (isElsewhere) {
    return [{ action: 'repair', when: 'after', datacenter: '', nodes: all }, { action: 'cleanup', when: 'after', datacenter: '', nodes: all }];
  }
  const source = [...moves].sort((one, other) => other.from - one.from).find(({ from, to }) => from > 0 && to > 0)?.datacenter;

  return moves.flatMap(({ datacenter, from, to, nodes }): Due[] => {
    const held = { from: heldOf({ copies: from, nodes }), to: heldOf({ copies: to, nodes }) };

    if (held.to > held.from) {
      return [from === 0 && source !== undefined ? { action: 'rebuild', when: 'after', datacenter, nodes, source } : { action: 'repair', when: 'after', datacenter, nodes }];
    }
    const cleanup: Due = { action: 'cleanup', when: 'after', datacenter, nodes };
    const isRisky = to === 0 || !quorumMeets(from, to);

    return held.to < held.from ? [...(isRisky ? [{ action: 'repair' as const, when: 'before' as const, datacenter, nodes }] : []), cleanup] : [];
  });
}

function sum(moves: readonly Move[], when: 'from' | 'to'): number {
  return moves.reduce((copies, move) => copies + move[when], 0);
}
