import type { Check } from '../finding';
import { eachMember } from './members';

/** Fact 13: pods are named once they are ready, but a node must find a seed in order to become ready. */
export const notReadyAddresses: Check = {
  code: 'notReadyAddresses',
  find: (facts) => eachMember(facts, ({ service }) => service?.spec?.clusterIP !== 'None' || service.spec.publishNotReadyAddresses === true ? undefined : {
    severity: 'warning',
    args:     { service: service.metadata?.name ?? '' },
    evidence: [`Service ${ service.metadata?.name }: spec.publishNotReadyAddresses: false`],
  }),
};
