import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1';
import { claimOrdinal, claimsOf, hasLeft } from '../cluster/claims';
import { podsOf, toMember } from '../cluster/cluster';
import { waitingFor } from '../cluster/pod-status';
import { isReady, isTerminating, ordinalOf } from '../cluster/pods';
import type {
  ClaimObservation, MemberObservation, Observation, PodObservation, RingView
} from './observed';

/** What Kubernetes has: the objects of the namespace, as the API server gave them. */
export interface Objects {
  sets: readonly StatefulSet[];
  pods: readonly Pod[];
  claims: readonly PersistentVolumeClaim[];
}

/** What a pod has told. */
export type Said = Pick<PodObservation, 'mode' | 'streams' | 'decommissionError' | 'cleanup' | 'failure'>;

/**
 * Puts together what an operation goes by.
 *
 * @param now milliseconds since the epoch, by the API server's clock
 * @param names of the operation's StatefulSets, in the order of the racks
 * @param said by the uid of the pod that said it
 */
export function observationOf(now: number, names: readonly string[], { sets, pods, claims }: Objects, said: ReadonlyMap<string, Said>, views: readonly RingView[]): Observation {
  const own = names.flatMap((name) => sets.find(({ metadata }) => metadata?.name === name && !metadata.deletionTimestamp) ?? []);

  return {
    now,
    views,
    members: own.map(memberOf),
    pods:    own.flatMap((set) => podsOf(set, pods).flatMap((pod) => podObservation(set, pod, said) ?? [])),
    claims:  own.flatMap((set) => claimsOf(set, claims).map((claim) => claimObservation(set, claim))),
  };
}

/** The container with the database in the pods of a StatefulSet; `undefined`: the first one. */
export function databaseContainer(set: StatefulSet): string | undefined {
  return toMember(set)?.container;
}

/** Equal as long as nothing has happened that pods should be asked about. */
export function signatureOf({ members, pods, claims }: Observation): string {
  return JSON.stringify([
    members.map(({ name, desired, updateRevision }) => [name, desired, updateRevision]),
    pods.map(({ uid, addresses, running, ready, terminating, crashing }) => [uid, addresses, running, ready, terminating, crashing]),
    claims.map(({ uid, terminating, left }) => [uid, terminating, left]),
  ]);
}

function memberOf({ metadata, spec, status }: StatefulSet): MemberObservation {
  const { type, rollingUpdate } = spec?.updateStrategy ?? {};

  return {
    name:           metadata?.name ?? '',
    start:          spec?.ordinals?.start ?? 0,
    desired:        spec?.replicas ?? 1,
    partition:      type === 'OnDelete' ? undefined : rollingUpdate?.partition ?? 0,
    updateRevision: status?.updateRevision,
    deletesClaims:  spec?.persistentVolumeClaimRetentionPolicy?.whenScaled === 'Delete',
  };
}

/** @returns `undefined` for a pod that the controller does not count */
function podObservation(set: StatefulSet, pod: Pod, said: ReadonlyMap<string, Said>): PodObservation | undefined {
  const { metadata, status } = pod;
  const ordinal = ordinalOf(pod);
  const container = databaseContainer(set);
  const database = status?.containerStatuses?.find(({ name }) => container === undefined || name === container);
  const ips = status?.podIPs?.flatMap(({ ip }) => ip ?? []) ?? [];

  return metadata?.uid === undefined || metadata.name === undefined || ordinal === undefined ? undefined : {
    name:        metadata.name,
    uid:         metadata.uid,
    member:      set.metadata?.name ?? '',
    ordinal,
    addresses:   ips.length > 0 ? ips : status?.podIP ? [status.podIP] : [],
    revision:    metadata.labels?.['controller-revision-hash'],
    running:     database?.state?.running !== undefined,
    ready:       isReady(pod),
    terminating: isTerminating(pod),
    crashing:    waitingFor(pod)?.code === 'crashing',
    createdAt:   Date.parse(metadata.creationTimestamp ?? '') || 0,
    ...said.get(metadata.uid),
  };
}

function claimObservation(set: StatefulSet, claim: PersistentVolumeClaim): ClaimObservation {
  const { metadata } = claim;

  return {
    name:        metadata?.name ?? '',
    uid:         metadata?.uid ?? '',
    pod:         `${ set.metadata?.name }-${ claimOrdinal(claim) }`,
    terminating: metadata?.deletionTimestamp !== undefined,
    left:        hasLeft(claim),
  };
}
