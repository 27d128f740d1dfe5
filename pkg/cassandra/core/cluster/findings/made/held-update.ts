import type { Check } from '../finding';
import { eachMember } from './members';

/** A change of the template that Kubernetes has been told not to bring to the nodes: it comes with their next restart. */
export const heldUpdate: Check = {
  code: 'heldUpdate',
  find: (facts) => eachMember(facts, ({ nodes, set: { spec, status } }) => {
    const { type, rollingUpdate: { partition = 0 } = {} } = spec?.updateStrategy ?? {};
    const updated = status?.updatedReplicas ?? 0;
    const isHeld = (type === 'OnDelete' || partition > 0) && status?.updateRevision !== status?.currentRevision;

    return isHeld && updated < nodes ? {
      severity: 'info',
      args:     { old: nodes - updated, nodes },
      evidence: [
        type === 'OnDelete' ? 'spec.updateStrategy.type: OnDelete' : `spec.updateStrategy.rollingUpdate.partition: ${ partition }`,
        `status.updatedReplicas: ${ updated }`,
      ],
    } : undefined;
  }),
};
