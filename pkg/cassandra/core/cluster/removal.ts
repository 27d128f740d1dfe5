import type { PersistentVolume, PersistentVolumeClaim } from 'kubernetes-types/core/v1';

import { groupOf, isClusterWide, isKind, type AnyObject, type Kind } from '../object/object';
import { claimsOf } from './claims';
import type { Cluster } from './cluster';
import { LABEL_DATACENTER, LABEL_INSTANCE, LABEL_MANAGED_BY, MANAGER } from './labels';

/**
 * The order in which a cluster goes. The StatefulSets are last of what always goes, so that the cluster stays on the
 * list, and can be deleted on, as long as anything is left. They go in the foreground: they, too, are there until the
 * last pod has ended. Claims come after them, since from then on no pod comes back to use them; Kubernetes itself
 * keeps a claim for as long as a pod uses it.
 */
const ORDER: readonly Kind[] = ['PodDisruptionBudget', 'Job', 'NetworkPolicy', 'Service', 'ConfigMap', 'StatefulSet'];

/** What there is that may belong to a cluster. */
export interface Found {
  /** Of all kinds, as far as they may be read. */
  objects: readonly AnyObject[];
  /** Of the namespace. */
  claims: readonly PersistentVolumeClaim[];
  /** Those that the claims are bound to, as far as they may be read. */
  volumes: readonly PersistentVolume[];
}

/** A claim and what becomes of its volume when the claim goes. */
export interface ClaimFate {
  claim: PersistentVolumeClaim;
  /** What the volume holds, else what was asked for; a Kubernetes quantity. */
  size: string;
  volume?: string;
  /** `Delete`: the data goes with the claim. `Retain`: the volume stays, with the data. Unknown if volumes may not be read. */
  reclaim?: string;
}

export interface RemovalPlan {
  /** What goes, in this order. */
  objects: AnyObject[];
  /** What goes if the data is to go too. */
  claims: ClaimFate[];
  /** Generated passwords, which go if that is wanted. */
  secrets: AnyObject[];
  /** What stays in any case, since it is in no namespace and others may use it. */
  stays: AnyObject[];
  /** The StatefulSets were made to take their claims with them. */
  claimsGoAlong: boolean;
}

/**
 * Finds what goes with a cluster and what stays: only what carries both our label and the cluster's, and the claims
 * of its pods.
 */
export function removalPlan(cluster: Cluster, { objects, claims, volumes }: Found): RemovalPlan {
  const own = objects.filter((object) => isOf(cluster, object));
  const sets = cluster.members.map(({ statefulSet }) => statefulSet);

  return {
    // The Lease is no part of the ring; it has come with the first operation.
    objects:       [...own.filter(isLease), ...ORDER.flatMap((kind) => own.filter((object) => isKind(object, kind)))],
    claims:        [...new Set([...sets.flatMap((set) => claimsOf(set, claims)), ...claims.filter((claim) => wasOf(cluster, claim))])].map((claim) => fateOf(claim, volumes)),
    secrets:       own.filter((object) => isKind(object, 'Secret')),
    stays:         own.filter(isClusterWide),
    claimsGoAlong: sets.some(({ spec }) => spec?.persistentVolumeClaimRetentionPolicy?.whenDeleted === 'Delete'),
  };
}

/** What is to be removed, in this order. */
export function removalOrder({ objects, claims, secrets }: RemovalPlan, wanted: { data: boolean; secrets: boolean }): AnyObject[] {
  return [
    ...objects,
    ...(wanted.data ? claims.map(({ claim }) => claim) : []),
    ...(wanted.secrets ? secrets : []),
  ];
}

function isLease(object: AnyObject): boolean {
  return object.kind === 'Lease' && groupOf(object) === 'coordination.k8s.io';
}

function isOf({ name, namespace }: Cluster, object: AnyObject): boolean {
  const labels = object.metadata?.labels ?? {};

  return labels[LABEL_MANAGED_BY] === MANAGER && labels[LABEL_INSTANCE] === name && (object.metadata?.namespace === namespace || isVolumeOf(namespace, object) || isKind(object, 'StorageClass'));
}

/** Claims bear the labels that pods are selected by; also those of a StatefulSet that an earlier try has removed. */
function wasOf({ name, namespace, managed }: Cluster, { metadata }: PersistentVolumeClaim): boolean {
  return managed && metadata?.namespace === namespace && metadata.labels?.[LABEL_INSTANCE] === name && metadata.labels[LABEL_DATACENTER] !== undefined;
}

/** Volumes are in no namespace, and a cluster of the same name in another one has the same labels. */
function isVolumeOf(namespace: string, object: AnyObject): boolean {
  return isKind(object, 'PersistentVolume') && object.spec?.claimRef?.namespace === namespace;
}

/** What becomes of a claim's volume. */
export function fateOf(claim: PersistentVolumeClaim, volumes: readonly PersistentVolume[]): ClaimFate {
  const volume = volumes.find(({ metadata }) => metadata?.name === claim.spec?.volumeName);

  return {
    claim,
    size: claim.status?.capacity?.['storage'] ?? claim.spec?.resources?.requests?.['storage'] ?? '',
    ...(claim.spec?.volumeName && { volume: claim.spec.volumeName }),
    ...(volume && { reclaim: volume.spec?.persistentVolumeReclaimPolicy ?? 'Retain' }),
  };
}
