import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';

import { metadata, ringLabels } from './labels';
import type { ClusterSpec } from './spec';

/** Maintenance of Kubernetes may take one node of the ring at a time, whichever rack it is in. */
export function disruptionBudget(spec: ClusterSpec): PodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind:       'PodDisruptionBudget',
    metadata:   metadata(spec, spec.name),
    spec:       { maxUnavailable: 1, selector: { matchLabels: ringLabels(spec) } },
  };
}
