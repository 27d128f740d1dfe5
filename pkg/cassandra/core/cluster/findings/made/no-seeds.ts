import { variable } from '../../../manifest/rules/ring';
import { flavourOf } from '../../official';
import type { Check } from '../finding';
import { eachMember, NONE, scriptsOf } from './members';

/** Fact 14: without CASSANDRA_SEEDS the start scripts of the official image and of the example name the node itself. */
export const noSeeds: Check = {
  code: 'noSeeds',
  find(facts) {
    // Where nodes have found each other, they were told in another way.
    const isRing = (facts.ring?.value.datacenters.flatMap(({ nodes }) => nodes).length ?? 0) > 1;

    return isRing ? [] : eachMember(facts, (member) => {
      const { container, path } = member;
      const isTold = variable(member, 'CASSANDRA_SEEDS', 'CASSANDRA_SEED_PROVIDER') !== undefined || container.envFrom !== undefined || /seed/i.test(scriptsOf(member));

      return isTold || !['official', 'example'].includes(flavourOf(container.image ?? '')) ? undefined : {
        severity: facts.cluster.nodes.desired > 1 ? 'critical' : 'warning',
        args:     {},
        evidence: [`${ path }.env[CASSANDRA_SEEDS]: ${ NONE }`],
      };
    });
  },
};
