import type { NodeMode, StreamPlan } from '../nodetool/netstats';
import type { RingStatus } from '../nodetool/status';

/** What a pod said, and when; milliseconds since the epoch, by the same clock as {@link Observation.now}. */
export interface Fact<T> {
  value: T;
  at: number;
}

/** A StatefulSet. One that is being deleted is none. */
export interface MemberObservation {
  name: string;
  /** The first ordinal, `spec.ordinals.start`. */
  start: number;
  /** `spec.replicas`. */
  desired: number;
  /** The controller makes pods from this ordinal on anew by itself when the template changes; `undefined`: none (OnDelete). */
  partition: number | undefined;
  /** `status.updateRevision`. */
  updateRevision: string | undefined;
  /** Whether the controller deletes claims when it scales down: `persistentVolumeClaimRetentionPolicy.whenScaled`. */
  deletesClaims: boolean;
}

/** A pod as it is now. What was said by a pod of the same name before it does not belong here. */
export interface PodObservation {
  name: string;
  uid: string;
  /** The StatefulSet. */
  member: string;
  ordinal: number;
  /** The addresses that it has now; none while it is not placed. */
  addresses: readonly string[];
  /** Label `controller-revision-hash`. */
  revision: string | undefined;
  /** The database's container runs, so that it can be asked. */
  running: boolean;
  /** Taking CQL connections, by the pod's Ready condition. */
  ready: boolean;
  terminating: boolean;
  /** The database's container ends again and again. */
  crashing: boolean;
  /** Milliseconds since the epoch, by the API server's clock. */
  createdAt: number;
  /**
   * By its own netstats, or by the end of the decommission or drain that it carried out; or `DECOMMISSIONED` where the log of a container that ended says "This node was decommissioned
   * and will not rejoin the ring", since such a node never answers again.
   */
  mode?: Fact<NodeMode>;
  /** What it streams, by its own netstats. */
  streams?: readonly StreamPlan[];
  /** Cassandra's words where the last decommission that was begun in this pod has ended and failed. */
  decommissionError?: string;
  /** The last clean-up that runs or ran in this pod; `id` is the operation's, `undefined` where somebody else began it. */
  cleanup?: Fact<Cleanup>;
  /** Why it gave no answer when it was last asked, if it gave none. */
  failure?: Fact<{ code: 'denied' | 'failed'; said: string }>;
}

export interface Cleanup {
  id: string | undefined;
  state: 'none' | 'running' | 'finished' | 'failed';
  /** Cassandra's words when it failed. */
  said?: string;
  /** Of the tables that it is at, in bytes. */
  progress?: { done: number; total: number };
}

/** `nodetool status` in one pod. */
export interface RingView extends Fact<RingStatus> {
  pod: string;
  /** Of the pod that was asked. */
  uid: string;
}

export interface ClaimObservation {
  name: string;
  uid: string;
  /** The pod that it is for, whether it is there or not. */
  pod: string;
  terminating: boolean;
  /** Marked as left behind by a node that was decommissioned. */
  left: boolean;
}

/** All that an operation goes by. Nothing is left out because it could not be read: then there is no observation. */
export interface Observation {
  /** Milliseconds since the epoch, by the API server's clock. */
  now: number;
  members: readonly MemberObservation[];
  /** The pods of the members. */
  pods: readonly PodObservation[];
  /** The last answer of each pod. */
  views: readonly RingView[];
  /** All claims of pods of the members, those of pods that are gone among them. */
  claims: readonly ClaimObservation[];
}

/**
 * As old as a pod's answer may be to act on it. A node is asked six times a minute at most, four times where something
 * may have to be begun in it: what it does and what it sees are two questions, and may come 15 s after each other.
 */
export const FRESH_MS = 30_000;

/** As long as it may take until a new pod is known by its address everywhere. */
export const SETTLE_MS = 180_000;

/** What was read a moment ago, or `undefined`. */
export function fresh<T extends { at: number }>(fact: T | undefined, now: number): T | undefined {
  return fact && now - fact.at <= FRESH_MS ? fact : undefined;
}

export function podNamed({ pods }: Observation, name: string): PodObservation | undefined {
  return pods.find((pod) => pod.name === name);
}

export function claimsOfPod({ claims }: Observation, pod: string): ClaimObservation[] {
  return claims.filter((claim) => claim.pod === pod);
}

/**
 * Whether a pod that is asked for no longer stays nevertheless: a controller that orders its pods waits for one that is
 * not ready before it takes it away, unless it is the first such. A node that was drained, or has left, never is.
 */
export function isHeldBack(pods: readonly PodObservation[], { member, ordinal, ready, terminating }: PodObservation): boolean {
  return !ready && !terminating && pods.some((other) => other.member === member && other.ordinal < ordinal && (!other.ready || other.terminating));
}

export function memberNamed({ members }: Observation, name: string): MemberObservation | undefined {
  return members.find((member) => member.name === name);
}

/** The pod that a StatefulSet makes as its n-th, counted from 0. */
export function podOf({ name, start }: Pick<MemberObservation, 'name' | 'start'>, index: number): string {
  return `${ name }-${ start + index }`;
}

/** The pods that the StatefulSets ask for. */
export function podsAskedFor({ members }: Observation): string[] {
  return members.flatMap((member) => Array.from({ length: member.desired }, (_, index) => podOf(member, index)));
}
