import type { Observed } from '../../core/cluster/facts';
import type { NetStats } from '../../core/nodetool/netstats';
import type { RingStatus } from '../../core/nodetool/status';

/** What a pod said to somebody on this page; one of the same name that was made since has another uid. */
export interface Heard<T> {
  readonly uid: string;
  readonly said: Observed<T>;
}

/** What was asked before an operation began, so that it need not ask the same again. */
export interface HeardBefore {
  readonly netstats: readonly Heard<NetStats>[];
  readonly rings: readonly Heard<RingStatus>[];
}
