import type { Container, Namespace, Node, PersistentVolume, Pod, Secret } from 'kubernetes-types/core/v1';
import type { StorageClass } from 'kubernetes-types/storage/v1';

import { parseQuantity } from '../quantity';
import { HOSTNAME, ZONE } from './scheduling';
import type { NewStorageClass, Retention } from './spec';

/**
 * What is known of the Kubernetes that a ring shall run on. Left out is what could not be read; nothing is checked
 * against that. When an existing ring is edited, its own objects, claims and pods are no part of this.
 */
export interface Surroundings {
  /** What exists under names that the ring may want: `Kind/name`, those of the namespace and StorageClasses and PersistentVolumes. */
  taken?: readonly string[];
  /** Names of all PersistentVolumeClaims of the namespace. */
  claims?: readonly string[];
  storageClasses?: readonly StorageClassFact[];
  /** The class of claims that name none. */
  defaultStorageClass?: string;
  /** The Kubernetes nodes that take ordinary pods. */
  hosts?: readonly Host[];
  volumes?: readonly VolumeFact[];
  /** The Secrets of the namespace. */
  secrets?: readonly SecretFact[];
  namespaces?: readonly NamespaceFact[];
  /** The namespace shall be made together with the ring. */
  newNamespace?: boolean;
}

/** Cores and bytes. */
export interface Room {
  cpu: number;
  memory: number;
}

/** A Kubernetes node that takes ordinary pods. */
export interface Host {
  name: string;
  /** Value of the label `kubernetes.io/hostname`, by which volumes and anti-affinity name it. */
  hostname: string;
  zone?: string;
  /** What it has for pods. */
  allocatable: Room;
  /** What no pod has requested yet; left out if the pods could not be read. */
  free?: Room;
}

export interface StorageClassFact {
  name: string;
  provisioner: string;
  bindingMode: NewStorageClass['bindingMode'];
  reclaimPolicy: Retention;
  expandable: boolean;
}

/** A PersistentVolume. */
export interface VolumeFact {
  name: string;
  /** Empty if it has none. */
  className: string;
  bytes: number;
  /** Nobody has claimed it. */
  available: boolean;
  accessModes: readonly string[];
  /** The only hosts (`kubernetes.io/hostname`) it can be used on; any if left out. */
  hosts?: readonly string[];
  /** The only zones it can be used in; any if left out. */
  zones?: readonly string[];
  /** `namespace/name` of the claim that has it, or that it is kept for. */
  claim?: string;
}

/** What a Secret has, never what is in it. */
export interface SecretFact {
  name: string;
  keys: readonly string[];
}

export interface NamespaceFact {
  name: string;
  /** It is being deleted: nothing can be made in it any more. */
  terminating: boolean;
}

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/**
 * The StorageClass that claims get which name none: the newest of those marked as default.
 * Source: Kubernetes 1.26 and later, "Default StorageClass".
 */
export function defaultStorageClass(classes: readonly StorageClass[]): string | undefined {
  const marked = classes.filter(({ metadata }) => metadata?.annotations?.[DEFAULT_CLASS] === 'true');
  const created = ({ metadata }: StorageClass) => Date.parse(metadata?.creationTimestamp ?? '') || 0;

  return [...marked].sort((a, b) => created(b) - created(a))[0]?.metadata?.name;
}

/** Reads StorageClasses, with what Kubernetes takes for what they leave out. */
export function storageClassesOf(classes: readonly StorageClass[]): StorageClassFact[] {
  return classes.map(({ metadata, provisioner, volumeBindingMode, reclaimPolicy, allowVolumeExpansion }) => ({
    name:          metadata?.name ?? '',
    provisioner,
    bindingMode:   volumeBindingMode === 'WaitForFirstConsumer' ? volumeBindingMode : 'Immediate',
    reclaimPolicy: reclaimPolicy === 'Retain' ? reclaimPolicy : 'Delete',
    expandable:    allowVolumeExpansion === true,
  }));
}

/**
 * The Kubernetes nodes that take ordinary pods.
 *
 * @param pods all pods of this Kubernetes, without those of a ring that is edited; left out if they could not be read
 */
export function hostsOf(nodes: readonly Node[], pods?: readonly Pod[]): Host[] {
  return nodes
    .filter(({ spec }) => !spec?.unschedulable && !spec?.taints?.some(({ effect }) => effect !== 'PreferNoSchedule'))
    .map(({ metadata, status }) => {
      const name = metadata?.name ?? '';
      const zone = metadata?.labels?.[ZONE];
      const allocatable = { cpu: amount(status?.allocatable?.cpu) ?? Infinity, memory: amount(status?.allocatable?.memory) ?? Infinity };

      return {
        name,
        hostname: metadata?.labels?.[HOSTNAME] ?? name,
        ...(zone ? { zone } : {}),
        allocatable,
        ...(pods ? { free: freeRoom(allocatable, pods.filter(({ spec }) => spec?.nodeName === name)) } : {}),
      };
    });
}

/** The zones of hosts, in order. */
export function zonesOf(hosts: readonly Host[]): string[] {
  return [...new Set(hosts.flatMap(({ zone }) => zone ?? []))].sort();
}

export function volumesOf(volumes: readonly PersistentVolume[]): VolumeFact[] {
  return volumes.map(({ metadata, spec, status }) => {
    const hosts = onlyIn(spec, (key) => key === HOSTNAME);
    // Drivers name zones by labels of their own, such as topology.gke.io/zone.
    const zones = onlyIn(spec, (key) => key.endsWith('/zone'));

    return {
      name:        metadata?.name ?? '',
      className:   spec?.storageClassName ?? '',
      bytes:       amount(spec?.capacity?.storage) ?? 0,
      available:   status?.phase === 'Available' && !metadata?.deletionTimestamp,
      accessModes: spec?.accessModes ?? [],
      ...(hosts ? { hosts } : {}),
      ...(zones ? { zones } : {}),
      ...(spec?.claimRef ? { claim: `${ spec.claimRef.namespace }/${ spec.claimRef.name }` } : {}),
    };
  });
}

/** Keeps the names of the keys only. */
export function secretsOf(secrets: readonly Secret[]): SecretFact[] {
  return secrets.map(({ metadata, data }) => ({ name: metadata?.name ?? '', keys: Object.keys(data ?? {}) }));
}

export function namespacesOf(namespaces: readonly Namespace[]): NamespaceFact[] {
  return namespaces.map(({ metadata, status }) => ({ name: metadata?.name ?? '', terminating: status?.phase === 'Terminating' || Boolean(metadata?.deletionTimestamp) }));
}

function amount(quantity: string | undefined): number | undefined {
  return quantity === undefined ? undefined : parseQuantity(quantity);
}

function freeRoom(allocatable: Room, pods: readonly Pod[]): Room {
  const running = pods.filter(({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed');
  const free = (resource: keyof Room) => Math.max(0, allocatable[resource] - running.reduce((sum, pod) => sum + requestOf(pod, resource), 0));

  return { cpu: free('cpu'), memory: free('memory') };
}

/** What the scheduler counts for a pod, or for pods of such a template. */
export function podRequest(pod: Pick<Pod, 'spec'>): Room {
  return { cpu: requestOf(pod, 'cpu'), memory: requestOf(pod, 'memory') };
}

/**
 * What the scheduler counts for a pod: its containers and sidecars together, or an init container if that wants more
 * than they do, with the sidecars that started before it; and the overhead of its runtime.
 * Source: Kubernetes, "Resource sharing within containers" of sidecar containers.
 */
function requestOf({ spec }: Pick<Pod, 'spec'>, resource: keyof Room): number {
  const request = ({ resources }: Container) => amount(resources?.requests?.[resource]) ?? 0;
  let sidecars = 0;
  let start = 0;

  for (const init of spec?.initContainers ?? []) {
    if (init.restartPolicy === 'Always') {
      sidecars += request(init);
      start = Math.max(start, sidecars);
    } else {
      start = Math.max(start, sidecars + request(init));
    }
  }
  const running = (spec?.containers ?? []).reduce((sum, container) => sum + request(container), sidecars);

  return Math.max(start, running) + (amount(spec?.overhead?.[resource]) ?? 0);
}

/** The values that a volume's node affinity lets a label have; any if one of its terms, of which one must hold, does not say. */
function onlyIn(spec: PersistentVolume['spec'], isLabel: (key: string) => boolean): string[] | undefined {
  const terms = spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  const allowed = terms.map(({ matchExpressions = [] }) => matchExpressions.find(({ key, operator }) => operator === 'In' && isLabel(key))?.values);

  return allowed.length === 0 || allowed.includes(undefined) ? undefined : [...new Set(allowed.flatMap((values) => values ?? []))];
}
