import type { Check } from '../finding';
import { eachMember } from './members';

/** Fact 5: Kubernetes cannot know whether the node has been decommissioned. */
export const deleteOnScaleDown: Check = {
  code: 'deleteOnScaleDown',
  find: (facts) => eachMember(facts, ({ set }) => set.spec?.persistentVolumeClaimRetentionPolicy?.whenScaled !== 'Delete' ? undefined : {
    severity: 'warning',
    args:     {},
    evidence: ['spec.persistentVolumeClaimRetentionPolicy.whenScaled: Delete'],
  }),
};
