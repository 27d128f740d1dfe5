import { seedPlace, seedsOf } from '../../../manifest/rules/seeds';
import type { Check } from '../finding';
import { eachMember } from './members';

/** Fact 10: the only seed has nobody to ask; if it loses its data, it begins a ring of its own. */
export const oneSeed: Check = {
  code: 'oneSeed',
  find: (facts) => eachMember(facts, (member, members) => {
    const [seed = '', ...others] = seedsOf(member);
    const place = seedPlace(seed, members, facts.services);

    return others.length > 0 || place.kind !== 'pod' || facts.cluster.nodes.desired < 2 ? undefined : {
      severity: 'warning',
      args:     { pod: place.pod },
      evidence: [`${ member.path }.env[CASSANDRA_SEEDS]: ${ seed }`],
    };
  }),
};
