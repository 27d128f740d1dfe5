import type { OperationKind } from '../intent';
import { budget } from './budget';
import type { Check, CheckResult, PreflightInput } from './check';
import { claimRetention } from './claim-retention';
import { claimsThere } from './claims-there';
import { cleanupDone } from './cleanup-done';
import { dataKept } from './data-kept';
import { hostRoom } from './host-room';
import { maintenance } from './maintenance';
import { modes } from './modes';
import { moving } from './moving';
import { nodesUp, nodesUpEased } from './nodes-up';
import { operatorOwned, origin } from './origin';
import { orphanedClaims } from './orphaned-claims';
import { podManagement } from './pod-management';
import { quota } from './quota';
import { rackFloor } from './rack-floor';
import { replication } from './replication';
import { rights } from './rights';
import { ringIsReplicas } from './ring-is-replicas';
import { schema } from './schema';
import { secondView } from './second-view';
import { seedJoins } from './seed-joins';
import { seedsStay } from './seeds-stay';
import { settled } from './settled';
import { singleCopy } from './single-copy';
import { space } from './space';
import { streams } from './streams';
import { systemReplication } from './system-replication';
import { targets } from './targets';
import { volumes } from './volumes';

export type { Check, CheckResult, CleanupRecord, Outcome, PreflightFact, PreflightInput, RightFact } from './check';
export { verdictOf, type PreflightVerdict } from './verdict';

/** Before anything that moves ranges: the ring is whole, at rest, and all agree on that. */
const WHOLE: readonly Check[] = [settled, nodesUp, moving, modes, streams, secondView, schema, ringIsReplicas];

/** What has to hold before each operation: first whether it is allowed and makes sense, then the ring, then what is its own. */
export const PREFLIGHT_CHECKS: Readonly<Record<OperationKind, readonly Check[]>> = {
  scaleUp:   [rights, origin, targets('up'), ...WHOLE, podManagement, orphanedClaims, seedJoins, hostRoom, quota, volumes],
  scaleDown: [rights, origin, targets('down'), ...WHOLE, podManagement, replication, systemReplication, space, rackFloor, seedsStay, cleanupDone, maintenance, budget, claimRetention],
  cleanup:   [rights, targets('same'), nodesUpEased, moving, modes, streams, maintenance],
  restart:   [rights, operatorOwned, targets('same'), settled, nodesUp, moving, modes, streams, schema, ringIsReplicas, dataKept, budget, singleCopy],
  stop:      [rights, origin, targets('zero'), nodesUpEased, moving, streams, dataKept, claimRetention],
  start:     [rights, origin, targets('up'), dataKept, claimsThere, hostRoom, quota],
};

/**
 * Looks at everything that has to hold before an operation begins.
 *
 * @returns one result per check, passed ones too, in the order of {@link PREFLIGHT_CHECKS}
 */
export function preflight(kind: OperationKind, input: PreflightInput): CheckResult[] {
  return PREFLIGHT_CHECKS[kind].map((each) => each.of(input));
}
