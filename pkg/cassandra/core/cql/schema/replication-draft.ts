import type { KeyspaceReplication } from '../../nodetool/describe-cluster';
import { copiesOf } from '../../cluster/findings/replication';
import type { Keyspace } from './model';
import { nodesOf, type RingSummary } from './ring-summary';
import { compare } from './row';

/** Why a keyspace's replication is not for people to change: it has none, or none that numbers could say. */
export type Unchangeable = 'virtual' | 'local' | 'otherStrategy';

export type DraftStrategy = 'SimpleStrategy' | 'NetworkTopologyStrategy';

/** Numbers of copies as they are typed, by datacenter; that of SimpleStrategy has none, and an empty key. */
export interface ReplicationDraft {
  readonly strategy: DraftStrategy;
  readonly copies: Readonly<Record<string, string>>;
}

/** `tooMany`: more than any ring has. */
export type CopiesFault = 'empty' | 'notWhole' | 'tooMany';

export interface DraftField {
  /** Empty for SimpleStrategy. */
  readonly datacenter: string;
  readonly text: string;
  /** As it is now; 0 where there are none. */
  readonly was: string;
  /** Nodes that own data there. */
  readonly nodes: number;
  readonly fault?: CopiesFault;
}

/** Of the whole ring, for SimpleStrategy. */
const WHOLE = '';
const FACTOR = 'replication_factor';
const MOST_COPIES = 1_000;

export function whyUnchangeable({ virtual, replication }: Keyspace): Unchangeable | undefined {
  if (virtual) {
    return 'virtual';
  }
  if (replication.strategy === 'LocalStrategy' || replication.strategy === 'MetaStrategy') {
    return 'local';
  }

  return strategyOf(replication) ? undefined : 'otherStrategy';
}

/** What a dialog starts from: nothing is different yet. */
export function draftOf(replication: KeyspaceReplication): ReplicationDraft {
  const strategy = strategyOf(replication) ?? 'NetworkTopologyStrategy';

  return { strategy, copies: writtenCopies(replication) };
}

/**
 * Changes the strategy. What was typed for the other one stays; where nothing was, the numbers of SimpleStrategy are
 * proposed for each datacenter.
 */
export function withStrategy(draft: ReplicationDraft, strategy: DraftStrategy, ring: RingSummary): ReplicationDraft {
  const proposed = at(draft.copies, WHOLE) ?? '';
  const copies = strategy === 'SimpleStrategy' ? {} : Object.fromEntries(ring.map(({ name }) => [name, proposed]));

  return { strategy, copies: { ...copies, ...draft.copies } };
}

/** One for each datacenter that the ring or the keyspace has. */
export function draftFields({ strategy, copies }: ReplicationDraft, replication: KeyspaceReplication, ring: RingSummary): DraftField[] {
  const written = writtenCopies(replication);
  const names = strategy === 'SimpleStrategy' ? [WHOLE] : [...new Set([...ring.map(({ name }) => name), ...Object.keys(written).filter((name) => name !== WHOLE)])].sort(compare);
  const all = ring.reduce((nodes, datacenter) => nodes + nodesOf(datacenter), 0);

  return names.map((datacenter) => {
    const was = at(written, datacenter) ?? '0';
    const text = at(copies, datacenter) ?? was;
    const fault = faultOf(text, was);

    return { datacenter, text, was, nodes: datacenter === WHOLE ? all : nodesOf(ring.find(({ name }) => name === datacenter)), ...(fault && { fault }) };
  });
}

/** @returns `undefined` as long as a number is none */
export function wantedReplication(name: string, strategy: DraftStrategy, fields: readonly DraftField[]): KeyspaceReplication | undefined {
  if (fields.some(({ fault }) => fault)) {
    return undefined;
  }
  const numbers = fields.map(({ datacenter, text }) => [datacenter === WHOLE ? FACTOR : datacenter, text.trim().replace(/^0+(?=\d)/, '')] as const);

  // A datacenter that is left out has no copies.
  return { name, strategy, options: Object.fromEntries(numbers.filter(([, copies]) => strategy === 'SimpleStrategy' || copies !== '0')) };
}

/** Whether two say the same, in whatever order. */
export function isSameReplication(one: KeyspaceReplication, other: KeyspaceReplication): boolean {
  const textOf = ({ strategy, options }: KeyspaceReplication) => JSON.stringify([strategy, Object.entries(options).sort(([a], [b]) => compare(a, b))]);

  return textOf(one) === textOf(other);
}

function strategyOf({ strategy }: KeyspaceReplication): DraftStrategy | undefined {
  return strategy === 'SimpleStrategy' || strategy === 'NetworkTopologyStrategy' ? strategy : undefined;
}

/** As the keyspace has them, those that are transient included (`3/1`). */
function writtenCopies(replication: KeyspaceReplication): Record<string, string> {
  return Object.fromEntries([...copiesOf(replication).keys()].map((datacenter) => [datacenter, replication.options[datacenter || FACTOR] ?? '']));
}

/** A datacenter may be called like something that every object has. */
function at(copies: Readonly<Record<string, string>>, datacenter: string): string | undefined {
  return Object.hasOwn(copies, datacenter) ? copies[datacenter] : undefined;
}

/** Transient copies can be kept and not made: Cassandra calls them experimental. */
function faultOf(text: string, was: string): CopiesFault | undefined {
  const typed = text.trim();

  if (typed === '') {
    return 'empty';
  }
  if (typed === was) {
    return undefined;
  }
  if (!/^\d+$/.test(typed)) {
    return 'notWhole';
  }

  return Number(typed) > MOST_COPIES ? 'tooMany' : undefined;
}
