import { blocking, check, passed, unknown, warning } from './check';
import { comingPods } from './nodes';
import { seedList, seedsAmong } from './seeds';

/** Fact 9: a node that is its own seed joins at once and empty, and answers for ranges that it has no data of. */
export const seedJoins = check('seedJoins', (input) => {
  if (!input.facts.services) {
    return unknown(input, 'services');
  }
  const seeds = seedsAmong(input, input.targets);
  const coming = new Set(comingPods(input).map(({ pod }) => pod));
  const own = seeds.filter(({ place }) => place.kind === 'pod' && coming.has(place.pod)).map(({ seed }) => seed);
  // Of a name with many addresses a node takes one, which may be its own.
  const shared = seeds.filter(({ place }) => place.kind === 'service').map(({ seed }) => seed);
  const evidence = [seedList(seeds)];

  if (own.length > 0) {
    return blocking({ reason: 'own', seeds: own.join(', ') }, evidence);
  }
  if (seeds.length === 0) {
    return warning({ reason: 'unseen', seeds: '' }, evidence, []);
  }

  return shared.length > 0 ? warning({ reason: 'service', seeds: shared.join(', ') }, evidence, shared) : passed(evidence);
});
