import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
import type { Lease } from 'kubernetes-types/coordination/v1';
import type {
  ConfigMap, Event, Namespace, Node, PersistentVolume, PersistentVolumeClaim, Pod, Secret, Service
} from 'kubernetes-types/core/v1';
import type { NetworkPolicy } from 'kubernetes-types/networking/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import type { StorageClass } from 'kubernetes-types/storage/v1';
import { KubeError } from './kube';
import type { KubeObject } from './kube';
import { toKubeError } from './kube/error';
import type { ClusterContext } from './store';

/** Steve's name of each kind that is read live, and what it is. */
export interface LiveTypes {
  'apps.statefulset': StatefulSet;
  'batch.job': Job;
  'configmap': ConfigMap;
  'coordination.k8s.io.lease': Lease;
  'event': Event;
  'namespace': Namespace;
  'networking.k8s.io.networkpolicy': NetworkPolicy;
  'node': Node;
  'persistentvolume': PersistentVolume;
  'persistentvolumeclaim': PersistentVolumeClaim;
  'pod': Pod;
  'policy.poddisruptionbudget': PodDisruptionBudget;
  'secret': Secret;
  'service': Service;
  'storage.k8s.io.storageclass': StorageClass;
}

export type LiveType = keyof LiveTypes;

export interface LiveFilter {
  /** Read only this namespace; without it, all that the user may see. */
  readonly namespace?: string;
  /** Show only objects with all of these labels. */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * Reads all objects of a type into the host's store and keeps them live. The answer is a function that gives the
 * objects as they are now; called inside of `computed` it is reactive.
 *
 * Labels are looked at here and not by the server: the host remembers one selector per type, so two readers with
 * different selectors would take each other's objects away. For the same reason give a namespace only on pages that
 * show one namespace.
 */
export async function liveList<T extends LiveType>(context: ClusterContext, type: T, filter: LiveFilter = {}): Promise<() => LiveTypes[T][]> {
  const { store } = context;
  const { namespace, labels } = filter;

  requireReadable(context, type);
  await load(context, 'cluster/findAll', { type, opt: namespace ? { namespaced: namespace } : {} });

  return () => store.getters['cluster/all'](type)
    .map((model) => toPlain<LiveTypes[T]>(model))
    .filter(({ metadata }) => (!namespace || metadata?.namespace === namespace) && hasLabels(metadata?.labels, labels));
}

/** Whether the host already has all objects of a type, and keeps them live. */
export function hasAll({ store, clusterId }: ClusterContext, type: LiveType): boolean {
  return store.getters.clusterId === clusterId && store.getters['cluster/haveAll'](type);
}

/** The host's store holds one cluster; and for a type that the user may not list it only has an obscure error. */
export function requireReadable({ store, clusterId }: ClusterContext, type: LiveType): void {
  if (store.getters.clusterId !== clusterId) {
    throw new Error(`Cluster "${ clusterId }" is not the one that is open`);
  }
  if (!store.getters['cluster/schemaFor'](type)?.links?.collection) {
    throw new KubeError(`You are not allowed to read ${ type } in this cluster`, 403, 'Forbidden');
  }
}

async function load({ store }: ClusterContext, action: string, payload: object): Promise<void> {
  try {
    await store.dispatch(action, payload);
  } catch (thrown) {
    throw toKubeError(thrown);
  }
}

/** What Steve adds to an object for the user interface. */
const ADDED_BY_STEVE = new Set(['id', 'type', 'links', 'actions', 'actionLinks', 'resourceMethods']);

/**
 * The Kubernetes object inside a model of the host. Steve renames an object's own top-level field when the name
 * collides with one of its own (an Event's `type` becomes `_type`); that is put back.
 */
export function toPlain<T extends KubeObject>(model: object): T {
  const plain: Record<string, unknown> = {};

  for (const [key, value] of Object.entries(model)) {
    if (key.startsWith('_')) {
      if (ADDED_BY_STEVE.has(key.slice(1))) {
        plain[key.slice(1)] = value;
      }
    } else if (!ADDED_BY_STEVE.has(key)) {
      plain[key] = value;
    }
  }

  return plain as T;
}

function hasLabels(actual: Readonly<Record<string, string>> = {}, wanted: Readonly<Record<string, string>> = {}): boolean {
  return Object.entries(wanted).every(([key, value]) => actual[key] === value);
}
