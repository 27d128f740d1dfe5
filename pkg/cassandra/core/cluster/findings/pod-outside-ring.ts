import type { Facts } from '../facts';
import type { RingRow } from '../ring';
import type { Check } from './finding';
import { databaseOf, MINUTE, podEvidence, podNamed, readinessChanged, rowsOf, strayEntries } from './observed';

/** Gossip takes seconds to tell what a pod's readiness says at once. */
const SETTLED_MS = MINUTE;

/** From the start of the container until it announces itself in the ring. */
const STARTING_MS = 10 * MINUTE;

/** Pods whose node the ring does not list: in another ring if they take connections, else not joined or gone from it. */
export const podOutsideRing: Check = {
  code: 'podOutsideRing',
  find(facts) {
    return rowsOf(facts).filter((row) => !row.status && !row.terminating && isLate(facts, row)).map((row) => ({
      severity: row.ready ? 'critical' as const : 'warning' as const,
      subject:  row.pod,
      args:     { pod: row.pod ?? '', ready: String(row.ready), observer: facts.ring?.pod ?? '' },
      evidence: [`${ row.podIP ?? '-' } is not in nodetool status of ${ facts.ring?.pod }`, ...podEvidence(facts, podNamed(facts, row.pod))],
    }));
  },
};

function isLate(facts: Facts, { pod: name, ready }: RingRow): boolean {
  const pod = podNamed(facts, name);
  const changed = readinessChanged(pod);

  if (ready) {
    return facts.ring !== undefined && changed !== undefined && facts.ring.at - changed > SETTLED_MS;
  }
  const database = databaseOf(facts, pod);
  const made = Date.parse(pod?.metadata?.creationTimestamp ?? '');
  const runs = database?.state === 'running' || (database?.restarts ?? 0) > 0;

  // A pod that has another address now than the entry that is down is a node on its way back.
  return runs && facts.now - made > STARTING_MS && strayEntries(facts).down.length === 0;
}
