import { isPlaced, snitchOf } from '../../../manifest/rules/container';
import { variable, type RuledMember } from '../../../manifest/rules/ring';
import type { Facts } from '../../facts';
import type { Check } from '../finding';
import { configurationOf, eachMember } from './members';

const PLACE_VARIABLES = ['CASSANDRA_DC', 'CASSANDRA_DATACENTER', 'CASSANDRA_RACK'];

/** Fact 20: SimpleSnitch puts every node into datacenter1 and rack1, whatever it is told. */
export const simpleSnitch: Check = {
  code: 'simpleSnitch',
  find: (facts) => eachMember(facts, (member, members) => simpleHere(facts, member) && isPlaced(member, members) ? {
    // Replicas that should be on different racks then are not.
    severity: facts.cluster.racks.length > 1 ? 'warning' : 'info',
    args:     {},
    evidence: [
      ...(facts.description ? [`${ facts.description.pod }: nodetool describecluster: Snitch: ${ facts.description.value.snitch }`] : []),
      `${ member.path }.image: ${ member.container.image ?? '' }`,
      ...['CASSANDRA_ENDPOINT_SNITCH', ...PLACE_VARIABLES].flatMap((name) => {
        const value = variable(member, name);

        return value === undefined ? [] : [`${ member.path }.env[${ name }]: ${ value === true ? 'valueFrom' : value }`];
      }),
    ],
  } : undefined),
};

/** What a node says of itself comes first; settings in files are not read so far as to tell which of them counts. */
function simpleHere(facts: Facts, member: RuledMember): boolean {
  if (facts.description) {
    return facts.description.value.snitch === 'SimpleSnitch';
  }

  return snitchOf(member) === 'SimpleSnitch' && !/^\s*endpoint_snitch:/m.test(configurationOf(facts, member) ?? 'endpoint_snitch:');
}
