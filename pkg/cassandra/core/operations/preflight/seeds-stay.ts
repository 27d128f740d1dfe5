import { canonicalAddress } from '../../cluster/address';
import { blocking, check, passed, warning } from './check';
import { goingPods, totalOf } from './nodes';
import { seedList, seedsAmong } from './seeds';

/** The seeds stay: no node that leaves is one, and there are not fewer nodes than seeds. Their list is not changed, since that restarts all. */
export const seedsStay = check('seedsStay', (input) => {
  const { facts: { pods }, from, targets } = input;
  const seeds = seedsAmong(input, from);
  const going = new Set(goingPods(input).map(({ pod }) => pod));
  const addresses = new Set(pods.filter(({ metadata }) => going.has(metadata?.name ?? '')).flatMap(({ status }) => status?.podIP ? canonicalAddress(status.podIP) : []));
  const leaving = seeds.filter(({ seed, place }) => place.kind === 'pod' ? going.has(place.pod) : addresses.has(canonicalAddress(seed)));
  const nodes = totalOf(targets);
  const args = { seeds: seeds.length, nodes, leaving: leaving.length };
  const evidence = [seedList(seeds), ...leaving.map(({ seed }) => `leaves: ${ seed }`)];

  if (leaving.length > 0 || nodes < seeds.length) {
    return blocking(args, evidence);
  }

  // A configuration of their own may name nodes that leave; where it does, the list has to be changed beforehand.
  return seeds.length === 0 ? warning(args, evidence, []) : passed(evidence, args);
});
