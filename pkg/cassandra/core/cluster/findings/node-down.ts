import { isDown } from '../ring';
import type { Facts } from '../facts';
import type { Check, Found } from './finding';
import { isSeen, MINUTE, podEvidence, podNamed, readinessChanged, rowsOf, statusLine, strayEntries, type SeenRow } from './observed';

/** As long as other nodes keep hints by default: what was written later reaches the node by repair alone. */
const HINTS_MS = 180 * MINUTE;

/** A node that a rolling restart stops is back by then. */
const RESTART_MS = 10 * MINUTE;

/** Nodes that are down and that a pod answers for, or will once it has an address again. */
export const nodeDown: Check = {
  code: 'nodeDown',
  find(facts) {
    const { down: strays, awaited, lost } = strayEntries(facts);
    const rows = rowsOf(facts).filter(isSeen).filter(({ pod, status }) => pod !== undefined && isDown(status));

    return [
      ...rows.map((row) => found(facts, row, [row.pod ?? ''])),
      ...(lost === 0 ? strays.map((row) => found(facts, row, awaited)) : []),
    ];
  },
};

/** @param candidates the node's pod; several where it cannot be told, since they have other addresses now, or none */
function found(facts: Facts, row: SeenRow, candidates: readonly string[]): Found {
  const { cluster: { state }, now } = facts;
  const [first = '', ...others] = candidates;
  const pod = others.length > 0 ? undefined : podNamed(facts, first);
  const since = row.ready ? undefined : readinessChanged(pod);
  const lasts = since === undefined ? 0 : now - since;
  const node = others.length > 0 ? row.status.address : first;

  return {
    severity: lasts > HINTS_MS ? 'critical' : state === 'updating' && lasts < RESTART_MS ? 'info' : 'warning',
    subject:  node,
    args:     { node, pod: first, ready: String(row.ready), entry: row.pod === undefined ? 'moved' : 'own', hostId: row.status.hostId ?? '' },
    ...(since !== undefined && { since }),
    evidence: [statusLine(row), ...(others.length > 0 ? [`pods that the ring does not list: ${ candidates.join(', ') }`] : podEvidence(facts, pod))],
  };
}
