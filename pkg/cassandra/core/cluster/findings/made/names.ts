import type { RuledMember } from '../../../manifest/rules/ring';
import { seedPlace, seedsOf } from '../../../manifest/rules/seeds';
import type { Facts } from '../../facts';
import type { Severity } from '../finding';

/** How bad it is for a member that its pods have no names: nodes that find their seeds by them do not start again. */
export function namelessSeverity(facts: Facts, member: RuledMember, members: readonly RuledMember[]): Severity {
  const places = seedsOf(member).map((seed) => seedPlace(seed, members, facts.services));

  return places.some(({ kind }) => kind === 'pod' || kind === 'service') ? 'critical' : 'warning';
}
