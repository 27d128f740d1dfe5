import type { Check } from './finding';
import { statusLine, strayEntries, volumesOf } from './observed';

/** Nodes that a smaller number of replicas took away while they were members, and whose volumes are still there. */
export const scaledWithoutDecommission: Check = {
  code: 'scaledWithoutDecommission',
  find(facts) {
    const { down, lost } = strayEntries(facts);
    const orphans = volumesOf(facts).orphans;
    const [first] = orphans;

    return lost > 0 && first ? [{
      severity: 'critical',
      args:     { count: lost, set: first.member, replicas: replicasOf(facts.cluster.members, first.member) + lost },
      evidence: [...down.map(statusLine), ...orphans.map(({ claim }) => `claim ${ claim.name }: ${ claim.phase ?? '?' }`)],
    }] : [];
  },
};

function replicasOf(members: readonly { name: string; nodes: { desired: number } }[], name: string): number {
  return members.find((member) => member.name === name)?.nodes.desired ?? 0;
}
