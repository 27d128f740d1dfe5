import type { Facts } from '../facts';

/**
 * - `critical`: data or availability is being lost, or will be by the next thing that a person naturally does
 * - `warning`: it works, and will not when something else happens
 * - `info`: worth knowing, nothing to hurry for
 */
export type Severity = 'critical' | 'warning' | 'info';

/** Values that a translated sentence names. Numbers are given as numbers, so that they are written by locale. */
export type FindingArgs = Readonly<Record<string, string | number>>;

/** One thing that is wrong or unsafe, found in facts that were observed. */
export interface Finding {
  /** The check that found it; key of the sentences `cassandra.finding.<code>.{title,means,advice}`. */
  code: string;
  severity: Severity;
  /** What it is about: a pod, a member, a claim, a keyspace. Absent when it is the whole cluster. */
  subject?: string;
  args: FindingArgs;
  /** When it began, as far as is known; milliseconds since the epoch. */
  since?: number;
  /** What was seen, as it stands in the object or the output: `spec.podManagementPolicy: Parallel`. One line each. */
  evidence: readonly string[];
}

/** What a check hands out; its code is put in for it. */
export type Found = Omit<Finding, 'code'>;

/** One thing to look for. A check is a file of its own, with its test. */
export interface Check {
  code: string;
  find(facts: Facts): readonly Found[];
}
