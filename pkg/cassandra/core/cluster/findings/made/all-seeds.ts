import { areAllSeeds, podsOfMembers, seedPlace, seedsOf } from '../../../manifest/rules/seeds';
import type { Check } from '../finding';
import { eachMember } from './members';

/** Fact 9: a seed takes over no data when it joins. */
export const allSeeds: Check = {
  code: 'allSeeds',
  find: (facts) => eachMember(facts, (member, members) => {
    const seeds = seedsOf(member);

    return areAllSeeds(podsOfMembers(members), seeds.map((seed) => seedPlace(seed, members, facts.services))) ? {
      severity: 'warning',
      args:     { nodes: facts.cluster.nodes.desired },
      evidence: [`${ member.path }.env[CASSANDRA_SEEDS]: ${ seeds.join(',') }`],
    } : undefined;
  }),
};
