import type { Pod } from 'kubernetes-types/core/v1';

import { seedPlace, seedsOf } from '../../../manifest/rules/seeds';
import type { Check } from '../finding';
import { membersOf } from './members';

/** With the only way into the ring on one machine, its loss stops every other node from starting anew. */
export const seedsOnOneHost: Check = {
  code: 'seedsOnOneHost',
  find(facts) {
    const members = membersOf(facts);
    const places = new Set(members.flatMap(seedsOf).map((seed) => seedPlace(seed, members, facts.services)).flatMap((place) => place.kind === 'pod' ? place.pod : place.kind));
    const seeds = facts.pods.filter(({ metadata, spec }) => spec?.nodeName !== undefined && places.has(metadata?.name ?? ''));
    const hosts = hostsOf(seeds);

    // If a seed is not in sight, nothing is known of where it runs; if all pods share a machine, seeds are the least of it.
    return seeds.length > 1 && seeds.length === places.size && hosts.length === 1 && hostsOf(facts.pods).length > 1 ? [{
      severity: 'warning',
      args:     { host: hosts.join(), seeds: seeds.length },
      evidence: seeds.map(({ metadata, spec }) => `Pod ${ metadata?.name }: spec.nodeName: ${ spec?.nodeName }`),
    }] : [];
  },
};

const hostsOf = (pods: readonly Pod[]) => [...new Set(pods.flatMap(({ spec }) => spec?.nodeName ?? []))];
