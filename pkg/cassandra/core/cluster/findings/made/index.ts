import type { Check } from '../finding';
import { allSeeds } from './all-seeds';
import { blockingBudget } from './blocking-budget';
import { dataNotKept } from './data-not-kept';
import { decommissionOnStop } from './decommission-on-stop';
import { defaultLogin } from './default-login';
import { deleteOnScaleDown } from './delete-on-scale-down';
import { endOfLife } from './end-of-life';
import { heapTooLarge } from './heap-too-large';
import { heldUpdate } from './held-update';
import { killsJoin } from './kills-join';
import { looseReadiness } from './loose-readiness';
import { noBootstrap } from './no-bootstrap';
import { noBudget } from './no-budget';
import { noDrain } from './no-drain';
import { noHeap } from './no-heap';
import { noLogins } from './no-logins';
import { noReadiness } from './no-readiness';
import { noRequests } from './no-requests';
import { noSeeds } from './no-seeds';
import { noService } from './no-service';
import { nodetoolProbe } from './nodetool-probe';
import { notReadyAddresses } from './not-ready-addresses';
import { oneSeed } from './one-seed';
import { parallelStart } from './parallel-start';
import { seedIsService } from './seed-is-service';
import { seedNotFound } from './seed-not-found';
import { seedsOnOneHost } from './seeds-on-one-host';
import { serviceGivesNoNames } from './service-gives-no-names';
import { severalBudgets } from './several-budgets';
import { sharedHost } from './shared-host';
import { shortGrace } from './short-grace';
import { simpleSnitch } from './simple-snitch';
import { wideBudget } from './wide-budget';

/** How the ring was made: what stands in its objects, whoever wrote them, and will do harm one day. */
export const MADE_CHECKS: readonly Check[] = [
  noSeeds, seedNotFound, oneSeed, allSeeds, seedIsService, seedsOnOneHost,
  noService, serviceGivesNoNames, notReadyAddresses,
  dataNotKept, deleteOnScaleDown, noBootstrap,
  decommissionOnStop, noDrain, shortGrace,
  parallelStart, heldUpdate, sharedHost,
  killsJoin, nodetoolProbe, noReadiness, looseReadiness,
  noBudget, blockingBudget, severalBudgets, wideBudget,
  noHeap, heapTooLarge, noRequests,
  simpleSnitch, noLogins, defaultLogin, endOfLife,
];
