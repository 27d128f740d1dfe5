import { seedPlace, seedsOf } from '../../../manifest/rules/seeds';
import type { Check } from '../finding';
import { eachMember, NONE } from './members';

/** Fact 13: a seed whose name leads nowhere is passed over, and a node that finds none does not start. */
export const seedNotFound: Check = {
  code: 'seedNotFound',
  find: (facts) => eachMember(facts, (member, members) => {
    const seeds = seedsOf(member).map((seed) => ({ seed, place: seedPlace(seed, members, facts.services) }));
    const lost = seeds.filter(({ place }) => place.kind === 'nowhere');

    // Nodes that are at zero have no names on purpose.
    return lost.length === 0 || facts.cluster.nodes.desired === 0 ? undefined : {
      severity: lost.length === seeds.length ? 'critical' : 'warning',
      args:     { seeds: lost.map(({ seed }) => seed).join(', '), lost: lost.length, all: seeds.length },
      evidence: [
        `${ member.path }.env[CASSANDRA_SEEDS]: ${ seeds.map(({ seed }) => seed).join(',') }`,
        `metadata.namespace: ${ member.namespace ?? '' }`,
        `spec.serviceName: ${ member.set.spec?.serviceName ?? NONE }`,
        `spec.replicas: ${ member.nodes }`,
      ],
    };
  }),
};
