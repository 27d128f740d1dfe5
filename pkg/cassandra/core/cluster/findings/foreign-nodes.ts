import type { Check } from './finding';
import { isSeen, rowsOf, statusLine, strayEntries } from './observed';

/** Nodes that are up and are no pods of this cluster: of other StatefulSets, of another Kubernetes, or of none. */
export const foreignNodes: Check = {
  code: 'foreignNodes',
  find(facts) {
    const elsewhere = rowsOf(facts).filter(isSeen).filter(({ pod, status }) => pod === undefined && status.up === true);

    // A pod that came back meanwhile has another address than when the ring was read.
    return elsewhere.length > strayEntries(facts).awaited.length ? [{ severity: 'info', args: { count: elsewhere.length }, evidence: elsewhere.map(statusLine) }] : [];
  },
};
