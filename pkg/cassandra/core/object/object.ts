import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
import type { ConfigMap, Namespace, PersistentVolume, PersistentVolumeClaim, Secret, Service } from 'kubernetes-types/core/v1';
import type { ObjectMeta } from 'kubernetes-types/meta/v1';
import type { NetworkPolicy } from 'kubernetes-types/networking/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import type { StorageClass } from 'kubernetes-types/storage/v1';

import { isMap } from './json';

/** Any Kubernetes object; the interfaces of kubernetes-types fit. */
export interface AnyObject {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
}

/** The kinds that a ring is made of. */
interface Kinds {
  ConfigMap: ConfigMap;
  Job: Job;
  Namespace: Namespace;
  NetworkPolicy: NetworkPolicy;
  PersistentVolume: PersistentVolume;
  PersistentVolumeClaim: PersistentVolumeClaim;
  PodDisruptionBudget: PodDisruptionBudget;
  Secret: Secret;
  Service: Service;
  StatefulSet: StatefulSet;
  StorageClass: StorageClass;
}

export type Kind = keyof Kinds;
export type KnownObject = Kinds[Kind];

/** The API group of each. */
const GROUPS: Readonly<Record<Kind, string>> = {
  ConfigMap:             '',
  Job:                   'batch',
  Namespace:             '',
  NetworkPolicy:         'networking.k8s.io',
  PersistentVolume:      '',
  PersistentVolumeClaim: '',
  PodDisruptionBudget:   'policy',
  Secret:                '',
  Service:               '',
  StatefulSet:           'apps',
  StorageClass:          'storage.k8s.io',
};

const CLUSTER_WIDE: readonly string[] = ['Namespace', 'PersistentVolume', 'StorageClass'] satisfies Kind[];

const KINDS = new Map<string, string>(Object.entries(GROUPS));

/** API group of an object; empty for the oldest kinds. */
export function groupOf({ apiVersion = '' }: AnyObject): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** Whether a value says of what kind it is and what it is called, which is all that makes it an object. */
export function isObject(value: unknown): value is AnyObject {
  return isMap(value) && isText(value['apiVersion']) && isText(value['kind']) && isMap(value['metadata']) && isText(value['metadata']['name']);
}

/** Whether it is of one of the kinds that a ring is made of. */
export function isKnownKind(object: AnyObject): object is KnownObject {
  return KINDS.get(object.kind ?? '') === groupOf(object);
}

/** Whether it is of a known kind that is in no namespace. */
export function isClusterWide(object: AnyObject): boolean {
  return isKnownKind(object) && CLUSTER_WIDE.includes(object.kind ?? '');
}

export function isKind<K extends Kind>(object: AnyObject, kind: K): object is Kinds[K] {
  return object.kind === kind && groupOf(object) === GROUPS[kind];
}

/** The objects of a kind. */
export function ofKind<K extends Kind>(objects: readonly AnyObject[], kind: K): Kinds[K][] {
  return objects.filter((object): object is Kinds[K] => isKind(object, kind));
}

/** Names an object among others, in one Kubernetes. */
export function identify(object: AnyObject): string {
  return [groupOf(object), object.kind ?? '', isClusterWide(object) ? '' : object.metadata?.namespace ?? '', object.metadata?.name ?? ''].join('/');
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
