import { cleanupOf } from '../../operations/cleanup-record';
import type { Check } from './finding';

/** After a scale up of ours nodes have kept what they gave away: it takes their room, and comes to life again when ranges come back. */
export const cleanupPending: Check = {
  code: 'cleanupPending',
  find({ cluster }) {
    const { pending, scaledUpAt } = cleanupOf(cluster) ?? { pending: [], scaledUpAt: 0 };
    const [pod] = pending;

    return pod === undefined ? [] : [{
      severity: 'warning',
      args:     { count: pending.length, nodes: pending.join(', '), pod },
      since:    scaledUpAt,
      evidence: [`scaled up ${ new Date(scaledUpAt).toISOString() }`, ...pending.map((name) => `${ name }: not cleaned up since`)],
    }];
  },
};
