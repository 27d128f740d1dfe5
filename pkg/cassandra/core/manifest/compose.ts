import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
import type { ConfigMap, Namespace, PersistentVolume, PersistentVolumeClaim, Secret, Service } from 'kubernetes-types/core/v1';
import type { NetworkPolicy } from 'kubernetes-types/networking/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import type { StorageClass } from 'kubernetes-types/storage/v1';

import { disruptionBudget } from './disruption-budget';
import { authJob, configMap, superuserSecret } from './inside';
import { networkPolicy } from './network-policy';
import { clientService, headlessService } from './service';
import type { ClusterSpec } from './spec';
import { statefulSet } from './statefulset';
import { claims, persistentVolumes, storageClass } from './storage';
import { members } from './topology';

/** What a ring is made of. */
export type KubeObject =
  | Namespace | StorageClass | PersistentVolume | PersistentVolumeClaim | Secret | ConfigMap
  | Service | NetworkPolicy | PodDisruptionBudget | StatefulSet | Job;

export interface ComposeOptions {
  /** Make the namespace too, for a ring that is the first thing in it. */
  namespace?: boolean;
}

/**
 * Composes the Kubernetes objects of a ring.
 *
 * @param spec one in which {@link validate} finds no error
 * @returns the objects in the order in which to apply them, each after what it needs
 */
export function compose(spec: ClusterSpec, options: ComposeOptions = {}): KubeObject[] {
  return [
    options.namespace ? namespace(spec) : undefined,
    storageClass(spec),
    ...persistentVolumes(spec),
    ...claims(spec),
    superuserSecret(spec),
    configMap(spec),
    headlessService(spec),
    clientService(spec),
    networkPolicy(spec),
    disruptionBudget(spec),
    ...members(spec).map((member) => statefulSet(spec, member)),
    authJob(spec),
  ].filter((object) => object !== undefined);
}

function namespace(spec: ClusterSpec): Namespace {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: spec.namespace } };
}
