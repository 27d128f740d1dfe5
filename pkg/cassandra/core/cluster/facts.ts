import type {
  ConfigMap, Node, PersistentVolumeClaim, Pod, Service
} from 'kubernetes-types/core/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';

import type { ClusterDescription } from '../nodetool/describe-cluster';
import type { RingStatus } from '../nodetool/status';
import type { Cluster } from './cluster';

/** What one node said, with where and when: a fact belongs to the place and the moment it was read at. */
export interface Observed<T> {
  value: T;
  /** What was printed. */
  text: string;
  /** The pod that was asked. */
  pod: string;
  /** Milliseconds since the epoch, by the browser's clock. */
  at: number;
}

/**
 * All that is known of a cluster at a moment. What could not be read, or has not been read yet, is `undefined`: a check
 * that wants it then finds nothing, which is not the same as finding that all is well.
 */
export interface Facts {
  cluster: Cluster;
  /** The pods of all members. */
  pods: readonly Pod[];
  /** Milliseconds since the epoch. */
  now: number;
  /** The claims of the namespace. */
  claims?: readonly PersistentVolumeClaim[];
  /** The Services of the namespace. */
  services?: readonly Service[];
  /** The disruption budgets of the namespace. */
  budgets?: readonly PodDisruptionBudget[];
  /** The ConfigMaps of the namespace that the members' pods mount. */
  configMaps?: readonly ConfigMap[];
  /** The nodes of this Kubernetes. */
  hosts?: readonly Node[];
  /** Those of them that run the pods, read once and with who wrote what when, which live lists leave out. */
  writtenHosts?: readonly Node[];
  /** `nodetool status`. */
  ring?: Observed<RingStatus>;
  /** `nodetool status` as another pod says it, when it was asked. */
  secondRing?: Observed<RingStatus>;
  /** `nodetool describecluster`. */
  description?: Observed<ClusterDescription>;
}
