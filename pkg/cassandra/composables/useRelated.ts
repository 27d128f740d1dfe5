import { computed, type ComputedRef } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import { relatedObjects, type RelatedObject } from '../core/cluster/related';
import type { Kind } from '../core/object/object';
import { list } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';
import type { LiveType } from '../rancher/watch';
import { useAnswer } from './useAnswer';
import { useLive, type LoadState } from './useLive';

/** Kinds that belong to clusters, as the host calls them. */
const TYPES = {
  StatefulSet:           'apps.statefulset',
  Service:               'service',
  PodDisruptionBudget:   'policy.poddisruptionbudget',
  NetworkPolicy:         'networking.k8s.io.networkpolicy',
  ConfigMap:             'configmap',
  Job:                   'batch.job',
  PersistentVolumeClaim: 'persistentvolumeclaim',
  PersistentVolume:      'persistentvolume',
  StorageClass:          'storage.k8s.io.storageclass',
} as const satisfies Partial<Record<Kind, LiveType>>;

export type RelatedKind = keyof typeof TYPES;

export const RELATED_KINDS: readonly RelatedKind[] = ['StatefulSet', 'Service', 'PodDisruptionBudget', 'NetworkPolicy', 'ConfigMap', 'Job', 'PersistentVolumeClaim', 'PersistentVolume', 'StorageClass'];

const CLUSTER_WIDE: readonly RelatedKind[] = ['PersistentVolume', 'StorageClass'];

export interface Related {
  objects: ComputedRef<RelatedObject[]>;
  /** Kinds that could not be read, and whether that is for want of a right. */
  unread: ComputedRef<{ kind: Kind; state: LoadState }[]>;
  loading: ComputedRef<boolean>;
  /** Tries once more what failed. */
  retry(): Promise<void>;
}

/**
 * What belongs to a cluster, live; of Secrets the names only, read once.
 *
 * @param kinds those to look at, and Secrets if all are
 */
export function useRelated(context: ClusterContext, cluster: () => Cluster, kinds = RELATED_KINDS): Related {
  const { namespace } = cluster();
  const lives = kinds.map((kind) => ({ kind, live: useLive(context, TYPES[kind], CLUSTER_WIDE.includes(kind) ? {} : { namespace }) }));
  const secrets = useAnswer(() => kinds === RELATED_KINDS ? namespace : undefined, (where) => list(context, { apiVersion: 'v1', kind: 'Secret', namespace: where }, { metadataOnly: true }));

  const states = computed((): { kind: Kind; state: LoadState }[] => [
    ...lives.map(({ kind, live }) => ({ kind, state: live.state.value })),
    ...(kinds === RELATED_KINDS ? [{ kind: 'Secret' as const, state: secrets.state.value }] : []),
  ]);

  return {
    objects: computed(() => relatedObjects(cluster(), {
      objects: [...lives.flatMap(({ live }) => live.items.value), ...(secrets.value.value ?? [])],
      read:    states.value.filter(({ state }) => state === 'ready').map(({ kind }) => kind),
    })),
    unread:  computed(() => states.value.filter(({ state }) => state === 'denied' || state === 'error')),
    loading: computed(() => states.value.some(({ state }) => state === 'loading')),

    async retry() {
      const failed = lives.filter(({ live }) => live.state.value === 'error').map(({ live }) => live.load());

      await Promise.all([...failed, ...(secrets.state.value === 'error' ? [secrets.again()] : [])]);
    },
  };
}
