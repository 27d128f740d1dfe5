import type { Intent, Replicas } from './intent';

/**
 * Spreads a number of nodes over the racks of a datacenter as evenly as can be reached from where they are: what is new
 * goes where the fewest are, what goes away goes from where the most are.
 *
 * @param current nodes by StatefulSet, in the order of the racks
 * @param nodes in all, at least 0
 */
export function spreadOver(current: Replicas, nodes: number): Replicas {
  const racks = Object.keys(current);
  const counts = new Map(Object.entries(current));
  let total = [...counts.values()].reduce((sum, count) => sum + count, 0);

  for (; racks.length > 0 && total < nodes; total++) {
    add(counts, smallest(counts, racks), 1);
  }
  for (; total > nodes && total > 0; total--) {
    add(counts, largest(counts, racks), -1);
  }

  return Object.fromEntries(counts);
}

/**
 * One node after the other: the StatefulSets whose number of nodes changes by one, in the order in which they do. On the
 * way the racks are as even as can be, and who looks later finds the same order.
 */
export function pathOf({ from, targets }: Pick<Intent, 'from' | 'targets'>): string[] {
  const counts = new Map(Object.entries(from));
  const path: string[] = [];
  const open = (direction: number) => Object.keys(from).filter((name) => Math.sign((targets[name] ?? 0) - (counts.get(name) ?? 0)) === direction);

  for (let racks = open(1); racks.length > 0; racks = open(1)) {
    const next = smallest(counts, racks);

    path.push(next);
    add(counts, next, 1);
  }
  for (let racks = open(-1); racks.length > 0; racks = open(-1)) {
    const next = largest(counts, racks);

    path.push(next);
    add(counts, next, -1);
  }

  return path;
}

/**
 * How far along the path the ring is.
 *
 * @param desired what the StatefulSets ask for now
 * @returns how many nodes have been changed, or `undefined` if it is on no place of the path: somebody else changed it
 */
export function positionOf(intent: Pick<Intent, 'from' | 'targets'>, desired: Replicas): number | undefined {
  const path = pathOf(intent);
  const counts = new Map(Object.entries(intent.from));
  const isHere = () => [...counts].every(([name, count]) => desired[name] === count);

  for (let position = 0; position < path.length; position++) {
    if (isHere()) {
      return position;
    }
    const name = path[position] ?? '';

    add(counts, name, Math.sign((intent.targets[name] ?? 0) - (intent.from[name] ?? 0)));
  }

  return isHere() ? path.length : undefined;
}

/** A step as a person is told of it; a key for a translated sentence. */
export interface PlanStep {
  code: 'join' | 'cleanup' | 'decommission' | 'removePod' | 'deleteClaim' | 'keepClaim' | 'drain' | 'restart' | 'stop' | 'start';
  /** The StatefulSet. */
  member: string;
  /** The pod, where it is about one. */
  pod?: string;
}

/**
 * All that an operation does, in order.
 *
 * @param starts first ordinals of the StatefulSets that do not begin with 0
 */
export function planOf(intent: Intent, starts: Replicas = {}): PlanStep[] {
  const { kind, from, targets, cleanup, claims } = intent;
  const counts = new Map(Object.entries(from));
  const podAt = (member: string, index: number) => `${ member }-${ (starts[member] ?? 0) + index }`;
  const podsIn = (replicas: Replicas) => Object.entries(replicas).flatMap(([member, count]) => Array.from({ length: count }, (_, index) => ({ member, pod: podAt(member, index) })));
  const changed = (code: 'stop' | 'start') => Object.keys(from).filter((member) => from[member] !== targets[member]).map((member): PlanStep => ({ code, member }));

  switch (kind) {
    case 'scaleUp': {
      const joined = pathOf(intent).map((member): PlanStep => ({ code: 'join', member, pod: podAt(member, add(counts, member, 1) - 1) }));
      const newest = joined.at(-1)?.pod;

      return [...joined, ...(cleanup === 'do' ? podsIn(targets).filter(({ pod }) => pod !== newest).map((place): PlanStep => ({ code: 'cleanup', ...place })) : [])];
    }
    case 'scaleDown': return pathOf(intent).flatMap((member): PlanStep[] => {
      const place = { member, pod: podAt(member, add(counts, member, -1)) };

      return [{ code: 'decommission', ...place }, { code: 'removePod', ...place }, { code: claims === 'delete' ? 'deleteClaim' : 'keepClaim', ...place }];
    });
    case 'cleanup': return podsIn(from).map((place) => ({ code: 'cleanup', ...place }));
    case 'restart': return lastToFirst(podsIn(from)).map((place) => ({ code: 'restart', ...place }));
    case 'stop': return [...podsIn(from).map((place): PlanStep => ({ code: 'drain', ...place })), ...changed('stop')];
    case 'start': return changed('start');
  }
}

/** Rack by rack, in each from the highest ordinal to the lowest, as a StatefulSet updates its pods. */
export function lastToFirst<T extends { member: string }>(places: readonly T[]): T[] {
  const racks = [...new Set(places.map(({ member }) => member))];

  return racks.flatMap((rack) => places.filter(({ member }) => member === rack).reverse());
}

function smallest(counts: ReadonlyMap<string, number>, racks: readonly string[]): string {
  return racks.reduce((best, rack) => (counts.get(rack) ?? 0) < (counts.get(best) ?? 0) ? rack : best, racks[0] ?? '');
}

/** Among equals the last, so that racks shrink in the reverse order of their growth. */
function largest(counts: ReadonlyMap<string, number>, racks: readonly string[]): string {
  return racks.reduce((best, rack) => (counts.get(rack) ?? 0) >= (counts.get(best) ?? 0) ? rack : best, racks[0] ?? '');
}

/** @returns the new count */
function add(counts: Map<string, number>, name: string, by: number): number {
  const count = (counts.get(name) ?? 0) + by;

  counts.set(name, count);

  return count;
}
