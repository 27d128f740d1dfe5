import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Pod } from 'kubernetes-types/core/v1';

import { byOrdinal, isReady, isTerminating } from './pods';

/** How a cluster is, as far as Kubernetes alone can tell. Whether the ring is whole only nodetool can say. */
export type ClusterState = 'ready' | 'creating' | 'scaling' | 'updating' | 'degraded' | 'unavailable' | 'stopped' | 'terminating';

/** Why it is in that state; a key for a translated sentence. */
export type StateReason =
  | 'allReady'
  | 'notObserved' // the StatefulSet controller has not seen the last change yet
  | 'nodesStarting' // nodes that have never been ready come up one after another
  | 'scalingUp'
  | 'scalingDown'
  | 'rollingUpdate'
  | 'nodesNotReady'
  | 'noneReady'
  | 'memberStopped' // one of several StatefulSets has no nodes
  | 'noReplicas'
  | 'deleting';

/** Numbers of nodes (pods). */
export interface NodeCounts {
  /** Asked for. */
  desired: number;
  /** Made so far. */
  current: number;
  /** Taking CQL connections. */
  ready: number;
}

export interface StateVerdict {
  state: ClusterState;
  reason: StateReason;
}

/** How long after its predecessor became ready the StatefulSet controller makes the next pod, at most. */
const CHAIN_MS = 60_000;
/** How long a node takes from taking a pod to calling it not ready, at most. */
const TAKEN_MS = 10_000;

export function countNodes({ spec, status }: StatefulSet): NodeCounts {
  return { desired: spec?.replicas ?? 1, current: status?.replicas ?? 0, ready: status?.readyReplicas ?? 0 };
}

/**
 * Judges one StatefulSet by its own fields.
 *
 * @param pods its pods, if they are known: without them a first node that is still starting looks like a failed one
 */
export function memberState(statefulSet: StatefulSet, pods: readonly Pod[] = []): StateVerdict {
  const { metadata, status } = statefulSet;
  const { desired, current, ready } = countNodes(statefulSet);
  const isNew = (metadata?.generation ?? 1) <= 1;

  if (metadata?.deletionTimestamp !== undefined) {
    return { state: 'terminating', reason: 'deleting' };
  }
  if ((status?.observedGeneration ?? 0) < (metadata?.generation ?? 0)) {
    return { state: isNew ? 'creating' : 'updating', reason: 'notObserved' };
  }
  if (current > desired) {
    return { state: 'scaling', reason: 'scalingDown' };
  }
  if (desired === 0) {
    return { state: 'stopped', reason: 'noReplicas' };
  }
  if (isNew && ready < desired && (current < desired || stillForming(statefulSet, pods))) {
    return { state: 'creating', reason: 'nodesStarting' };
  }
  if (!isUpdated(statefulSet)) {
    return { state: 'updating', reason: 'rollingUpdate' };
  }
  if (ready === 0) {
    return { state: 'unavailable', reason: 'noneReady' };
  }
  if (current < desired) {
    return { state: 'scaling', reason: 'scalingUp' };
  }

  return ready < desired ? { state: 'degraded', reason: 'nodesNotReady' } : { state: 'ready', reason: 'allReady' };
}

/** Trouble before work in progress before rest. */
const PRIORITY: readonly ClusterState[] = ['terminating', 'unavailable', 'degraded', 'stopped', 'creating', 'updating', 'scaling', 'ready'];

/**
 * The state of a cluster: that of its members if they agree, else the most telling one. A member without ready
 * nodes, or without nodes, degrades a cluster whose other members go on.
 *
 * @param verdicts one per member, at least one
 */
export function clusterState(verdicts: readonly StateVerdict[]): StateVerdict {
  const [worst] = [...verdicts].sort((a, b) => PRIORITY.indexOf(a.state) - PRIORITY.indexOf(b.state));

  if (!worst) {
    return { state: 'stopped', reason: 'noReplicas' };
  }
  const { state, reason } = worst;
  const agreed = verdicts.every((verdict) => verdict.state === state);

  if (!agreed && (state === 'unavailable' || state === 'stopped')) {
    return { state: 'degraded', reason: state === 'stopped' ? 'memberStopped' : 'nodesNotReady' };
  }

  return { state, reason };
}

/**
 * Whether the pods that are not ready are the last of a chain that has never been complete: with OrderedReady each
 * pod is made as soon as its predecessor is ready, so the times follow each other closely. A pod that failed later
 * or was made anew does not fit the chain.
 */
function stillForming({ metadata }: StatefulSet, pods: readonly Pod[]): boolean {
  const ordered = pods.filter((pod) => !isTerminating(pod)).sort(byOrdinal);
  const firstUnready = ordered.findIndex((pod) => !isReady(pod));
  const next = ordered[firstUnready];

  if (!next || firstUnready !== ordered.length - 1 || wasReady(next)) {
    return false;
  }
  const predecessor = ordered[firstUnready - 1];
  const madeAt = timeOf(next.metadata?.creationTimestamp);
  const allowedAt = timeOf(predecessor ? predecessor.status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime : metadata?.creationTimestamp);

  return madeAt >= allowedAt && madeAt - allowedAt <= CHAIN_MS;
}

/** Whether a pod that is not ready was so before: a new one is called not ready when its node takes it, and from then on. */
function wasReady({ status }: Pod): boolean {
  return timeOf(status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime) - timeOf(status?.startTime) > TAKEN_MS;
}

function timeOf(timestamp: string | undefined): number {
  return timestamp === undefined ? NaN : Date.parse(timestamp);
}

/** Whether all pods of a StatefulSet run what it says now, and are ready. */
export function isRolledOut(statefulSet: StatefulSet): boolean {
  const { metadata, spec, status } = statefulSet;

  return (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0) && isUpdated(statefulSet) && (status?.readyReplicas ?? 0) >= (spec?.replicas ?? 1);
}

/** Whether all pods that a change shall reach have been made anew since. */
function isUpdated({ spec, status }: StatefulSet): boolean {
  const toUpdate = Math.max(0, (spec?.replicas ?? 1) - (spec?.updateStrategy?.rollingUpdate?.partition ?? 0));

  return status?.updateRevision === status?.currentRevision || (status?.updatedReplicas ?? 0) >= toUpdate;
}
