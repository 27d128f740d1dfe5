import type { FindingArgs } from '../cluster/findings/finding';
import type { StreamPlan } from '../nodetool/netstats';

/** What is waited for; it comes by itself. A key for a translated sentence. */
export type WaitCode =
  | 'podMissing' // the controller has not made it yet
  | 'podGoing' // it has been told to go
  | 'podStarting' // it does not take connections yet
  | 'joining'
  | 'leaving'
  | 'gossip' // nodes have not all heard of what has happened
  | 'ringMoving' // a node joins, leaves or moves that is none of this operation's
  | 'noAnswer' // it was asked and said nothing of use
  | 'noObserver' // there is no other pod that could be asked
  | 'rollingUpdate' // the controller restarts pods by itself
  | 'claimGoing'
  | 'cleaning'
  | 'draining'
  | 'cancelling'; // until it is certain that nothing else was begun

/** Why it does not go on until somebody does something, or what was in the way has passed. */
export type BlockCode =
  | 'memberGone' // a StatefulSet was deleted
  | 'scaledBehind' // somebody else changed the number of nodes
  | 'execDenied'
  | 'nodesDown'
  | 'strayNodes' // entries in the ring that no pod answers for
  | 'podOutsideRing'
  | 'podCrashing'
  | 'podNotReady'
  | 'joinFailed'
  | 'leftRing' // a node that should stay was decommissioned
  | 'drained' // it was drained by somebody else and wants a restart
  | 'moveFailed'
  | 'decommissionRefused'
  | 'decommissionFailed'
  | 'cleanupFailed'
  | 'leftClaim' // a claim at the ordinal to come, left by a node that was decommissioned
  | 'orphanedClaim' // one of which nobody knows whether its node has left
  | 'claimMissing' // a node would come back without its data
  | 'claimsWouldGo' // the controller deletes claims that shall be kept
  | 'dataNotKept' // nodes without claims lose their data with the pod
  | 'markedInUse'; // a claim is marked as left behind, and its node is a member of the ring

/** Something to be done. Each can be repeated: it finds itself done, or its precondition fails. */
export type Action =
  /** `spec.replicas`, only if it is `from` still. */
  | { kind: 'setReplicas'; member: string; from: number; to: number }
  /** Begins it, without waiting for its end; Cassandra refuses while it runs. Only in the pod with this uid. */
  | { kind: 'decommission'; pod: string; uid: string; force: boolean }
  | { kind: 'deletePod'; pod: string; uid: string }
  | { kind: 'deleteClaim'; claim: string; uid: string }
  /** Writes on a claim that its node has left for good. */
  | { kind: 'markClaim'; claim: string; uid: string }
  /** Begins it, without waiting for its end, under the operation's id. */
  | { kind: 'cleanup'; pod: string; uid: string; id: string }
  | { kind: 'drain'; pod: string; uid: string }
  /** Adds the pod to `done` of the intent. */
  | { kind: 'record'; pod: string }
  /** Asks pods for what is not known, or no longer; changes nothing. */
  | { kind: 'observe'; modes: readonly string[]; rings: readonly string[]; cleanups: readonly string[] };

/** What changes something. */
export type Act = Exclude<Action, { kind: 'observe' }>;

/** What an operation does next, by what is observed now. */
export type Step =
  | { kind: 'wait'; for: WaitCode; args: FindingArgs }
  | { kind: 'act'; action: Action }
  | { kind: 'done'; outcome: 'complete' | 'cancelled' }
  /** `retry` is what may be done at a person's word, after which it goes on. */
  | { kind: 'blocked'; reason: BlockCode; args: FindingArgs; retry?: Act };

export const COMPLETE: Step = { kind: 'done', outcome: 'complete' };
export const CANCELLED: Step = { kind: 'done', outcome: 'cancelled' };

export function wait(code: WaitCode, args: FindingArgs = {}): Step {
  return { kind: 'wait', for: code, args };
}

export function act(action: Action): Step {
  return { kind: 'act', action };
}

export function blocked(reason: BlockCode, args: FindingArgs = {}, retry?: Act): Step {
  return { kind: 'blocked', reason, args, ...(retry && { retry }) };
}

/** Asks pods, by what is wanted of them. */
export function observe(what: Partial<Record<'modes' | 'rings' | 'cleanups', readonly string[]>>): Step {
  return act({ kind: 'observe', modes: [], rings: [], cleanups: [], ...what });
}

/** What has been streamed so far, in bytes; `total` grows while nodes still agree on it. */
export function streamed(plans: readonly StreamPlan[] = []): { done: number; total: number } {
  const transfers = plans.flatMap(({ sessions }) => sessions).flatMap(({ sending, receiving }) => [sending, receiving]).flatMap((transfer) => transfer ?? []);

  return transfers.reduce((sum, { bytes }) => ({ done: sum.done + bytes.done, total: sum.total + bytes.total }), { done: 0, total: 0 });
}
