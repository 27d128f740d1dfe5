import { seedPlace, seedsOf } from '../../../manifest/rules/seeds';
import type { Check } from '../finding';
import { eachMember } from './members';

/** Facts 9 and 13: of a name with many addresses a node takes one, which may be its own: then it is a seed itself. */
export const seedIsService: Check = {
  code: 'seedIsService',
  find: (facts) => eachMember(facts, (member, members) => {
    const seeds = seedsOf(member);
    const services = seeds.filter((seed) => seedPlace(seed, members, facts.services).kind === 'service');

    return services.length === 0 || facts.cluster.nodes.desired < 2 ? undefined : {
      severity: 'warning',
      args:     { service: services.join(', ') },
      evidence: [`${ member.path }.env[CASSANDRA_SEEDS]: ${ seeds.join(',') }`],
    };
  }),
};
