import { copiesOf } from '../../cluster/findings/replication';
import { groupBy } from '../../group-by';
import type { KeyspaceReplication } from '../../nodetool/describe-cluster';
import type { TokenRing } from './token-ring';

/**
 * Nodes among which copies are placed by themselves: a datacenter (NetworkTopologyStrategy), or the whole ring.
 * Only its own tokens matter to it, so that it can be looked at as a ring of its own.
 */
export interface Place {
  /** Indexes of the owners in it that have tokens. */
  owners: ReadonlySet<number>;
  /** How many copies are wanted, at most as many as there are owners. */
  copies: number;
  /** How many copies may lie in a rack that has one already; infinite where racks do not matter. */
  repeats: number;
}

/**
 * Where a keyspace's copies go.
 *
 * - SimpleStrategy: the next nodes in the ring, wherever they are.
 * - NetworkTopologyStrategy, in each datacenter: the next nodes in racks that have no copy yet. Only where there are fewer
 *   racks than copies, as many as are lacking may lie in racks that have one; they are the first that come. A datacenter
 *   with fewer nodes than copies has one on each.
 * - EverywhereStrategy: on each node.
 *
 * @returns `undefined` for LocalStrategy, MetaStrategy and those of other makers, of which nobody can say it
 */
export function placesOf(ring: TokenRing, keyspace: KeyspaceReplication): Place[] | undefined {
  const owners = [...new Set(ring.ownerOf)];
  const copies = copiesOf(keyspace);

  switch (keyspace.strategy) {
  case 'SimpleStrategy': return placeAnywhere(owners, copies.get('') ?? 0);
  case 'EverywhereStrategy': return placeAnywhere(owners, owners.length);
  case 'NetworkTopologyStrategy': {
    const byDatacenter = groupBy(owners, (owner) => ring.owners[owner]?.datacenter);

    return [...byDatacenter].map(([datacenter = '', members]): Place => {
      const wanted = copies.get(datacenter) ?? 0;
      const racks = new Set(members.map((owner) => ring.owners[owner]?.rack)).size;

      return { owners: new Set(members), copies: Math.min(wanted, members.length), repeats: Math.max(0, wanted - racks) };
    });
  }
  default: return undefined;
  }
}

function placeAnywhere(owners: readonly number[], copies: number): Place[] {
  return [{ owners: new Set(owners), copies: Math.min(copies, owners.length), repeats: Infinity }];
}

/** Chooses the nodes that get a copy out of those that are offered to it, nearest first, each once. */
export class Chooser {
  private missing = 0;
  private repeats = 0;
  private turn = 0;
  /** The turn in which a rack was last chosen from: cheaper than a new set in each of 100,000 turns. */
  private readonly usedIn: Int32Array;
  private readonly rackOf: Int32Array;

  constructor(ring: TokenRing, private readonly place: Place) {
    const racks = new Map<string, number>();

    // By name within the place: a place is one datacenter, or does not look at racks.
    this.rackOf = Int32Array.from(ring.owners, ({ rack }) => {
      const index = racks.get(rack) ?? racks.size;

      racks.set(rack, index);

      return index;
    });
    this.usedIn = new Int32Array(racks.size);
  }

  /** Begins anew, for another token. */
  begin(): void {
    this.turn += 1;
    this.missing = this.place.copies;
    this.repeats = this.place.repeats;
  }

  get isDone(): boolean {
    return this.missing === 0;
  }

  /** Whether the owner gets a copy. */
  offer(owner: number): boolean {
    const rack = this.rackOf[owner] ?? 0;
    const isNew = this.usedIn[rack] !== this.turn;

    if (this.isDone || (!isNew && this.repeats <= 0)) {
      return false;
    }
    if (!isNew) {
      this.repeats -= 1;
    }
    this.usedIn[rack] = this.turn;
    this.missing -= 1;

    return true;
  }
}
