import type { RingRow } from '../ring';
import type { Check } from './finding';
import { isSeen, podEvidence, podNamed, rowsOf, statusLine, type SeenRow } from './observed';

/**
 * Nodes that leave the ring while Kubernetes wants their pods to stay. That is how a decommission by hand begins, and
 * it goes wrong when nobody goes on: only the pod with the highest number can be taken away afterwards.
 */
export const leavingLeft: Check = {
  code: 'leavingLeft',
  find(facts) {
    const rows = rowsOf(facts);

    return rows.filter(isSeen).filter(({ status, terminating }) => status.state === 'leaving' && !terminating).map((row) => {
      const place = row.status.up !== true ? 'down' : isLast(rows, row) ? 'last' : 'between';
      const node = row.pod ?? row.status.address;

      return {
        severity: place === 'last' ? 'info' as const : 'warning' as const,
        subject:  node,
        args:     { node, place, set: row.member ?? '' },
        evidence: [statusLine(row), ...podEvidence(facts, podNamed(facts, row.pod))],
      };
    });
  },
};

/** Whether a smaller number of replicas would take this pod away, and no other one. */
function isLast(rows: readonly RingRow[], { member, ordinal = 0 }: SeenRow): boolean {
  return member !== undefined && rows.every((row) => row.member !== member || (row.ordinal ?? 0) <= ordinal);
}
