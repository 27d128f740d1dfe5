import { volumesOf, type SeenRow } from '../../cluster/findings/observed';
import { storageOf } from '../../cluster/storage';
import { groupBy } from '../../group-by';
import { formatBytes } from '../../quantity';
import { blocking, check, passed, unknown, warning, type PreflightInput } from './check';
import { fresh } from './fresh';
import { entriesByPod, goingPods } from './nodes';

/** A node that stays. `free` is unknown where its data is on no claim: then it is the room of a whole machine's disk. */
interface Staying { pod: string; place: string; datacenter: string; free: number | undefined }

/**
 * Those who stay have room for what those who leave hand over. In the worst case all of it, and then some, goes to one
 * node, in the best case to all of the datacenter alike: for want of the latter it cannot be done, for want of the former
 * it may go wrong. Where a datacenter has several racks, what a node hands over mostly stays in its own.
 */
export const space = check('space', (input) => {
  const { facts } = input;

  if (!fresh(input, facts.ring)) {
    return unknown(input, 'ring', facts.ring);
  }
  if (!facts.claims) {
    return unknown(input, 'claims');
  }
  const entries = entriesByPod(input);
  const placeOf = placesIn(entries.values());
  const leaving = goingPods(input).map(({ pod }) => ({ pod, entry: entries.get(pod) }));
  const silent = leaving.filter(({ entry }) => entry?.status.load === undefined);
  const { staying, unsized } = whoStays(input, entries, new Set(leaving.map(({ pod }) => pod)), placeOf);

  if (silent.length > 0) {
    return unknown(input, 'ring', undefined, silent.map(({ pod }) => `${ pod }: Load ?`));
  }
  if (unsized.length > 0) {
    return unknown(input, 'capacity', undefined, unsized.map((pod) => `${ pod }: its load or the size of its volume is not known`));
  }
  const tight: Staying[] = [];
  const handed = leaving.flatMap(({ entry }) => entry ? [{ datacenter: entry.status.datacenter, place: placeOf(entry), load: entry.status.load ?? 0 }] : []);
  const all = handed.reduce((total, { load }) => total + load, 0);
  const evidence = [...leaving.map(({ pod, entry }) => `${ pod } leaves: Load ${ formatBytes(entry?.status.load ?? 0) }`), ...staying.map(({ pod, free }) => `${ pod } stays: free ${ free === undefined ? '?' : formatBytes(free) }`)];

  for (const [datacenter, given] of groupBy(handed, (each) => each.datacenter)) {
    const takers = staying.filter((each) => each.datacenter === datacenter);
    const room = takers.reduce((total, { free = Infinity }) => total + free, 0);

    if (room < sum(given)) {
      return blocking({ datacenter, load: sum(given), free: room }, evidence);
    }
    for (const [place, loads] of groupBy(given, (each) => each.place)) {
      const inPlace = takers.filter((each) => each.place === place);
      const others = inPlace.length > 0 ? inPlace : takers;
      const wanted = Math.max(...loads.map(({ load }) => load), sum(loads) / others.length);

      tight.push(...others.filter(({ free }) => free === undefined || free < wanted));
    }
  }
  const pods = tight.map(({ pod }) => pod);

  return tight.length > 0 ? warning({ count: pods.length, nodes: pods.join(', '), load: all, known: tight.some(({ free }) => free === undefined) ? 'no' : 'yes' }, evidence, pods) : passed(evidence, { load: all });
});

function whoStays(input: PreflightInput, entries: ReadonlyMap<string, SeenRow>, going: ReadonlySet<string>, placeOf: (entry: SeenRow) => string): { staying: Staying[]; unsized: string[] } {
  const { facts, measured } = input;
  const { volumes } = measured ? storageOf({ ...facts, measured }) : volumesOf(facts);
  const data = groupBy(volumes.filter(({ use }) => use === 'data'), ({ pod }) => pod);
  const staying: Staying[] = [];
  const unsized: string[] = [];

  for (const [pod, entry] of entries) {
    const own = data.get(pod) ?? [];
    const usages = own.flatMap(({ usage }) => usage ?? []);
    const onClaims = own.some(({ home }) => home === 'claim');

    if (going.has(pod)) {
      continue;
    }
    if (onClaims && (usages.length === 0 || usages.some(({ of }) => of === undefined))) {
      unsized.push(pod);
    }
    staying.push({ pod, place: placeOf(entry), datacenter: entry.status.datacenter, free: onClaims ? usages.reduce((free, { of = 0, used }) => free + Math.max(0, of - used), 0) : undefined });
  }

  return { staying, unsized };
}

/** Names the rack in a datacenter that has several, else the datacenter. */
function placesIn(entries: Iterable<SeenRow>): (entry: SeenRow) => string {
  const racks = new Map<string, Set<string>>();

  for (const { status: { datacenter, rack } } of entries) {
    racks.set(datacenter, (racks.get(datacenter) ?? new Set()).add(rack));
  }

  return ({ status: { datacenter, rack } }) => (racks.get(datacenter)?.size ?? 0) > 1 ? `${ datacenter }/${ rack }` : datacenter;
}

function sum(given: readonly { load: number }[]): number {
  return given.reduce((total, { load }) => total + load, 0);
}
