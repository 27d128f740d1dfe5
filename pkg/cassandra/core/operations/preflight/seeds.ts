import { seedPlace, seedsOf, type SeedPlace } from '../../manifest/rules/seeds';
import type { Replicas } from '../intent';
import type { PreflightInput } from './check';
import { ruledMembers } from './nodes';

export interface PlacedSeed { seed: string; place: SeedPlace }

/** Each seed that the members are told, once, and what it leads to when there are so many nodes. */
export function seedsAmong(input: PreflightInput, replicas: Replicas): PlacedSeed[] {
  const members = ruledMembers(input, replicas);

  return [...new Set(members.flatMap(seedsOf))].map((seed) => ({ seed, place: seedPlace(seed, members, input.facts.services) }));
}

/** The list as it stands in the manifest. */
export function seedList(seeds: readonly PlacedSeed[]): string {
  return `CASSANDRA_SEEDS: ${ seeds.map(({ seed }) => seed).join(',') || '<none>' }`;
}
