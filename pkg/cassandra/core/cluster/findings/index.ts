import type { Facts } from '../facts';
import { authReplication } from './auth-replication';
import { cleanupPending } from './cleanup-pending';
import { clockSkew } from './clock-skew';
import { clusterName } from './cluster-name';
import { diskUsage } from './disk-usage';
import type { Check, Finding, Severity } from './finding';
import { foreignNodes } from './foreign-nodes';
import { joiningLong } from './joining-long';
import { leavingLeft } from './leaving-left';
import { lostNode } from './lost-node';
import { MADE_CHECKS } from './made';
import { mixedVersions } from './mixed-versions';
import { nodeDown } from './node-down';
import { orphanedClaim } from './orphaned-claim';
import { podOutsideRing } from './pod-outside-ring';
import { replicasBelowRing } from './replicas-below-ring';
import { replicationAboveNodes } from './replication-above-nodes';
import { scaledWithoutDecommission } from './scaled-without-decommission';
import { schemaDisagreement } from './schema-disagreement';
import { twoRings } from './two-rings';

export type { Check, Finding, FindingArgs, Found, Severity } from './finding';

/** All that is looked for: in the ring as observed, then in how it was made. */
export const CHECKS: readonly Check[] = [
  twoRings,
  clusterName,
  nodeDown,
  lostNode,
  scaledWithoutDecommission,
  replicasBelowRing,
  podOutsideRing,
  leavingLeft,
  joiningLong,
  foreignNodes,
  schemaDisagreement,
  replicationAboveNodes,
  authReplication,
  mixedVersions,
  diskUsage,
  orphanedClaim,
  cleanupPending,
  clockSkew,
  ...MADE_CHECKS,
];

const BY_SEVERITY: readonly Severity[] = ['critical', 'warning', 'info'];

/** Facts that a check may miss when they could not be read. A second observer is asked only on demand. */
const WANTED = ['ring', 'description', 'claims', 'services', 'budgets', 'configMaps', 'hosts'] as const;

export type WantedFact = typeof WANTED[number];

/**
 * Runs all checks.
 *
 * @returns most severe first, and among equals in the order of {@link CHECKS}
 */
export function findAll(facts: Facts): Finding[] {
  return CHECKS
    .flatMap(({ code, find }) => find(facts).map((found): Finding => ({ code, ...found })))
    .sort((a, b) => BY_SEVERITY.indexOf(a.severity) - BY_SEVERITY.indexOf(b.severity));
}

/** What was not known, so that "no findings" is not taken for "all is well". */
export function missingFacts(facts: Facts): WantedFact[] {
  return WANTED.filter((name) => facts[name] === undefined);
}
