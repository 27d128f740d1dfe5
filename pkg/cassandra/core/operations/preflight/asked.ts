import type { OperationKind } from '../intent';
import type { PreflightFact } from './check';

/** What has to be asked for; all else is known with the cluster. */
export type Asked = Exclude<PreflightFact, 'keyspaces' | 'cleanup' | 'datacenter'>;

const WHOLE: readonly Asked[] = ['ring', 'secondRing', 'description', 'netstats'];

/** What the checks of each operation look at. Each nodetool starts a JVM beside a database, so nothing else is asked for. */
export const ASKED: Readonly<Record<OperationKind, readonly Asked[]>> = {
  scaleUp:   ['rights', ...WHOLE, 'claims', 'services', 'hosts', 'quotas', 'volumes', 'classes'],
  scaleDown: ['rights', ...WHOLE, 'compactions', 'claims', 'budgets', 'capacity'],
  cleanup:   ['rights', 'ring', 'netstats', 'compactions'],
  restart:   ['rights', 'ring', 'description', 'netstats', 'budgets'],
  stop:      ['rights', 'ring', 'netstats'],
  start:     ['rights', 'claims', 'hosts', 'quotas'],
};
