import type { ResourceQuota } from 'kubernetes-types/core/v1';

import type { Facts, Observed } from '../../cluster/facts';
import type { FindingArgs } from '../../cluster/findings/finding';
import type { MeasuredVolume } from '../../cluster/volume-stats';
import type { Host, StorageClassFact, VolumeFact } from '../../manifest/surroundings';
import type { CompactionStats } from '../../nodetool/compaction-stats';
import type { NetStats } from '../../nodetool/netstats';
import type { Replicas } from '../intent';

/** What a check may want to know and find unknown. */
export type PreflightFact =
  | 'rights' | 'ring' | 'secondRing' | 'description' | 'keyspaces' | 'netstats' | 'compactions' | 'claims' | 'services' | 'budgets'
  | 'hosts' | 'quotas' | 'volumes' | 'classes' | 'cleanup' | 'datacenter' | 'capacity';

/** One thing that the operation will ask of the API server, and whether this user may. */
export interface RightFact {
  allowed: boolean;
  /** As RBAC names it: `patch statefulsets.apps`. */
  what: string;
  /** Why not, in words for the user. */
  reason?: string;
}

/** What our own operations have left to be cleaned up. */
export interface CleanupRecord {
  /** When the last scale up ended; milliseconds since the epoch, by the server's clock. */
  scaledUpAt: number;
  /** Pods that still hold data which they gave away then. */
  pending: readonly string[];
}

/** All that the checks look at. What could not be read, or has not been read yet, is left out. */
export interface PreflightInput {
  facts: Facts;
  /** What the StatefulSets asked for when the person was asked; for every member. */
  from: Replicas;
  /** What they shall ask for in the end; for every member. The same as `from` where no node comes or goes. */
  targets: Replicas;
  /** What becomes of the claims of nodes that leave. */
  claims: 'keep' | 'delete';
  rights?: readonly RightFact[];
  /** `nodetool netstats` by the pod that was asked. */
  netstats?: ReadonlyMap<string, Observed<NetStats>>;
  /** `nodetool compactionstats` by the pod that was asked. */
  compactions?: ReadonlyMap<string, Observed<CompactionStats>>;
  /** The Kubernetes nodes that take ordinary pods, with what they have left. */
  hosts?: readonly Host[];
  /** Those of the namespace. */
  quotas?: readonly ResourceQuota[];
  volumes?: readonly VolumeFact[];
  classes?: readonly StorageClassFact[];
  /** The class of claims that name none. */
  defaultClass?: string;
  /** By name of the claim, where the kubelets could be asked. */
  measured?: ReadonlyMap<string, MeasuredVolume>;
  /** `null` where nothing is on record: the ring was never scaled by us. */
  cleanup?: CleanupRecord | null;
  /** Why something could not be read, in words for the user. */
  unread: Readonly<Partial<Record<PreflightFact, string>>>;
}

/**
 * - `passed`: as it should be
 * - `warning`: may be consented to
 * - `blocking`: may not
 * - `unknown`: may not either, since what would have to be known is not
 */
export type Outcome = 'passed' | 'warning' | 'blocking' | 'unknown';

export interface CheckResult {
  /** The check; key of the sentences. */
  code: string;
  outcome: Outcome;
  args: FindingArgs;
  /** What was seen, as it stands in the object or the output. One line each. */
  evidence: readonly string[];
  /**
   * What a consent to this warning is kept under. The same each time the same is found, whatever the numbers beside it
   * do, and another one as soon as it is about something else. Warnings have one, nothing else has.
   */
  consent?: string;
}

/** One thing to look for before an operation begins. A check is a file of its own, with its test. */
export interface Check {
  code: string;
  of(input: PreflightInput): CheckResult;
}

/** What a check makes out; code and consent are put in for it. */
export interface Judged {
  outcome: Outcome;
  args: FindingArgs;
  evidence: readonly string[];
  /** What it is about: pods, keyspaces, hosts. Part of what is consented to where it is a warning. */
  about?: readonly string[];
}

export function check(code: string, judge: (input: PreflightInput) => Judged): Check {
  return {
    code,
    of(input) {
      const { outcome, args, evidence, about } = judge(input);

      return { code, outcome, args, evidence, ...(outcome === 'warning' && { consent: consentKey(code, input, about ?? []) }) };
    },
  };
}

/** The same where what it is about endangers nothing: what blocks elsewhere, and what is not known, may be consented to. */
export function eased(code: string, judge: (input: PreflightInput) => Judged): Check {
  return check(code, (input) => {
    const judged = judge(input);

    return judged.outcome === 'passed' ? judged : { ...judged, outcome: 'warning', about: [judged.outcome, ...(judged.about ?? [])] };
  });
}

export const passed = (evidence: readonly string[] = [], args: FindingArgs = {}): Judged => ({ outcome: 'passed', args, evidence });

export const blocking = (args: FindingArgs, evidence: readonly string[], about: readonly string[] = []): Judged => ({ outcome: 'blocking', args, evidence, about });

export const warning = (args: FindingArgs, evidence: readonly string[], about: readonly string[]): Judged => ({ outcome: 'warning', args, evidence, about });

/**
 * Says that something is not known, and why.
 *
 * @param seen what was read too long ago, if it was read
 */
export function unknown({ unread }: PreflightInput, missing: PreflightFact, seen?: unknown, details: readonly string[] = []): Judged {
  const reason = unread[missing];
  const why = reason !== undefined ? 'refused' : seen === undefined ? 'unread' : 'stale';

  return { outcome: 'unknown', args: { missing, why, reason: reason ?? '' }, evidence: [...(reason === undefined ? [] : [reason]), ...details] };
}

/** The same where the worst that comes of it is a pod that waits for a place: that may be consented to. */
export function unchecked(input: PreflightInput, missing: PreflightFact): Judged {
  return { ...unknown(input, missing), outcome: 'warning', about: ['unknown', missing] };
}

/** A consent to go to three nodes is none to go to two, so the targets are part of it. How many there are now is not. */
function consentKey(code: string, { targets }: PreflightInput, about: readonly string[]): string {
  const numbers = Object.entries(targets).sort(([a], [b]) => a < b ? -1 : 1).map(([set, nodes]) => `${ set }=${ nodes }`);

  return JSON.stringify([code, numbers, [...new Set(about)].sort()]);
}
