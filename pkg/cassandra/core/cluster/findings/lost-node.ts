import type { Check } from './finding';
import { statusLine, strayEntries, volumesOf } from './observed';

/** Entries of nodes that will not come back: no pod, and no volume that a pod would find. */
export const lostNode: Check = {
  code: 'lostNode',
  find(facts) {
    const { down, lost } = strayEntries(facts);

    return lost > 0 && volumesOf(facts).orphans.length === 0 ? [{
      severity: 'critical',
      args:     { count: lost, hostId: down[0]?.status.hostId ?? '', observer: facts.ring?.pod ?? '', claims: facts.claims ? 'known' : 'unknown' },
      evidence: down.map(statusLine),
    }] : [];
  },
};
