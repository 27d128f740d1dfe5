import { LABEL_INSTANCE, LABEL_MANAGED_BY, MANAGER } from '../../core/cluster/labels';
import type { ClusterContext } from '../store';
import { KubeError } from './error';
import { list } from './objects';
import type { KindRef, KubeObject } from './resources';

/** The kinds that a cluster is made of, and the Lease by which its operations are driven. */
const KINDS: readonly KindRef[] = [
  { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' },
  { apiVersion: 'v1', kind: 'PersistentVolume' },
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  { apiVersion: 'v1', kind: 'Secret' },
  { apiVersion: 'v1', kind: 'ConfigMap' },
  { apiVersion: 'v1', kind: 'Service' },
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' },
  { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  { apiVersion: 'batch/v1', kind: 'Job' },
  { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' },
];

/** The objects of a cluster that we made, by their labels. Kinds that the user may not list are left out. */
export async function clusterObjects(context: ClusterContext, { namespace, name }: { namespace: string; name: string }): Promise<KubeObject[]> {
  const labelSelector = `${ LABEL_MANAGED_BY }=${ MANAGER },${ LABEL_INSTANCE }=${ name }`;
  const lists = await Promise.all(KINDS.map((kind) => readable(list(context, { ...kind, namespace }, { labelSelector }))));

  return lists.flat();
}

/** What may be read of the answer. */
export async function readable<T>(answer: Promise<T[]>): Promise<T[]> {
  try {
    return await answer;
  } catch (thrown) {
    if (thrown instanceof KubeError && thrown.status === 403) {
      return [];
    }
    throw thrown;
  }
}
