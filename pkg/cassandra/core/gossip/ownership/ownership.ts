import type { KeyspaceReplication } from '../../nodetool/describe-cluster';
import { Chooser, placesOf, type Place } from './placement';
import { indexOfToken, type TokenRing } from './token-ring';

/** Share of all data that each node has, 0..1, by the key of its owner. With several copies they add up to more than 1. */
export type Ownership = ReadonlyMap<string, number>;

/** What `nodetool status` looks at when there are no keyspaces of users. */
const WITHOUT_USERS = 'system_traces';
/** Cassandra's own. */
const SYSTEM = /^system(?:_auth|_distributed|_traces|_schema|_views|_virtual_schema|_cluster_metadata|_metrics|_accord|_accord_debug)?$/;

/**
 * The effective ownership of a keyspace, as `nodetool status KEYSPACE` has it: the sum of the ranges of which a node has a
 * copy. Nodes that are down or leave count, those that join do not (they have no tokens in the ring).
 *
 * @returns `undefined` where it has no meaning: for LocalStrategy and strategies that are not Cassandra's
 */
export function ownershipOf(ring: TokenRing, keyspace: KeyspaceReplication): Ownership | undefined {
  const places = placesOf(ring, keyspace);

  if (places === undefined) {
    return undefined;
  }
  const shares = new Float64Array(ring.owners.length);

  places.filter(({ copies }) => copies > 0).forEach((place) => addShares(ring, place, shares));

  return new Map(ring.owners.map(({ key }, owner) => [key, shares[owner] ?? 0]));
}

/**
 * The keyspace by which `nodetool status` without an argument tells who owns what: any of the users' if all of them are
 * replicated alike.
 *
 * @returns `undefined` if they are not, where nodetool says that ownership is meaningless
 */
export function commonKeyspace(keyspaces: readonly KeyspaceReplication[]): KeyspaceReplication | undefined {
  const [first, ...others] = keyspaces.filter(({ name }) => !SYSTEM.test(name));

  if (first === undefined) {
    return keyspaces.find(({ name }) => name === WITHOUT_USERS);
  }

  return others.every((other) => settings(other) === settings(first)) ? first : undefined;
}

/**
 * The nodes that have a copy of what lies at a token, nearest first.
 *
 * @returns keys of owners, or `undefined` where it has no meaning
 */
export function replicasOf(ring: TokenRing, token: bigint, keyspace: KeyspaceReplication): string[] | undefined {
  const places = placesOf(ring, keyspace);

  if (places === undefined) {
    return undefined;
  }
  const choosers = places.map((place) => ({ place, chooser: new Chooser(ring, place) }));
  const start = indexOfToken(ring, token);
  const around = [...ring.ownerOf.subarray(start), ...ring.ownerOf.subarray(0, start)];

  choosers.forEach(({ chooser }) => chooser.begin());

  return [...new Set(around)].filter((owner) => choosers.some(({ place, chooser }) => place.owners.has(owner) && chooser.offer(owner))).map((owner) => ring.owners[owner]?.key ?? '');
}

/**
 * Goes round the ring of a place backwards and keeps its owners in the order in which they are met from where it is: the
 * owner of the token that is passed comes to the front. Each token then costs as many steps as there are nodes before the
 * last copy, however many tokens lie between them.
 */
function addShares(ring: TokenRing, place: Place, shares: Float64Array): void {
  const indexes = Array.from(ring.tokens.keys()).filter((index) => place.owners.has(ring.ownerOf[index] ?? -1));
  const order = new Order(ring.owners.length);
  const chooser = new Chooser(ring, place);
  const circumference = Number(ring.size);

  for (let position = indexes.length - 1; position >= 0; position -= 1) {
    order.toFront(ring.ownerOf[indexes[position] ?? 0] ?? 0);
  }
  for (let position = indexes.length - 1; position >= 0; position -= 1) {
    const index = indexes[position] ?? 0;
    const token = ring.tokens[index] ?? 0n;
    const before = ring.tokens[indexes[position - 1] ?? indexes[indexes.length - 1] ?? 0] ?? 0n;
    const width = token > before ? token - before : token - before + ring.size;

    order.toFront(ring.ownerOf[index] ?? 0);
    chooser.begin();
    for (let owner = order.first; owner >= 0 && !chooser.isDone; owner = order.after(owner)) {
      if (chooser.offer(owner)) {
        shares[owner] = (shares[owner] ?? 0) + Number(width) / circumference;
      }
    }
  }
}

/** A list of small numbers in which each can be brought to the front at once. */
class Order {
  first = -1;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;

  constructor(size: number) {
    this.next = new Int32Array(size).fill(-1);
    this.previous = new Int32Array(size).fill(-1);
  }

  after(item: number): number {
    return this.next[item] ?? -1;
  }

  toFront(item: number): void {
    if (this.first === item) {
      return;
    }
    const next = this.next[item] ?? -1;
    const previous = this.previous[item] ?? -1;

    if (previous >= 0) {
      this.next[previous] = next;
    }
    if (next >= 0) {
      this.previous[next] = previous;
    }
    if (this.first >= 0) {
      this.previous[this.first] = item;
    }
    this.next[item] = this.first;
    this.previous[item] = -1;
    this.first = item;
  }
}

function settings({ strategy, options }: KeyspaceReplication): string {
  return JSON.stringify([strategy, Object.entries(options).sort(([a], [b]) => a < b ? -1 : 1)]);
}
