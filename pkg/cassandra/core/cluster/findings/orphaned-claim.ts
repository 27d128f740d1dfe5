import type { Check } from './finding';
import { strayEntries, volumesOf } from './observed';

/** Claims of pods that are gone, which a larger number of replicas would bring back with what is on them. */
export const orphanedClaim: Check = {
  code: 'orphanedClaim',
  find(facts) {
    // Members of the ring whose pods are gone want just these claims: another finding.
    if (strayEntries(facts).lost > 0) {
      return [];
    }
    const { orphans } = volumesOf(facts);

    return facts.cluster.members.flatMap(({ name, nodes }) => {
      const own = orphans.filter(({ member }) => member === name).map(({ claim }) => claim);

      // A StatefulSet that was set to zero means to come back with all of them.
      return nodes.desired > 0 && own.length > 0 ? [{
        severity: 'warning' as const,
        subject:  name,
        args:     { set: name, count: own.length, claims: own.map((claim) => claim.name).join(' '), ring: facts.ring ? 'known' : 'unknown' },
        evidence: [`spec.replicas: ${ nodes.desired }`, ...own.map((claim) => `claim ${ claim.name }: ${ claim.phase ?? '?' }`)],
      }] : [];
    });
  },
};
