import type { Container } from 'kubernetes-types/core/v1';

import { looksAtClients, scriptOf } from '../../../manifest/rules/life';
import { probeFacts } from '../../probe';
import type { Check } from '../finding';
import { eachMember } from './members';

/** A node that takes longer than a day to join is not killed by its probe in the first place. */
const LONG_SECONDS = 24 * 60 * 60;

/** Fact 18: CQL opens, and nodetool says UN, only when the join has ended or the commit log has been read. */
export const killsJoin: Check = {
  code: 'killsJoin',
  find: (facts) => eachMember(facts, ({ container, path }) => {
    // Liveness is not looked at before the start has succeeded.
    const probe = (['startupProbe', 'livenessProbe'] as const).find((name) => isWaiting(container, name));
    const asked = probe && container[probe];

    if (!asked) {
      return undefined;
    }
    const { delay, period, failures, target } = probeFacts(asked);
    const seconds = delay + period * failures;

    return seconds >= LONG_SECONDS ? undefined : {
      severity: 'warning',
      args:     { probe, seconds },
      evidence: [`${ path }.${ probe }: ${ target }`, `${ path }.${ probe }: initialDelaySeconds: ${ delay }, periodSeconds: ${ period }, failureThreshold: ${ failures }`],
    };
  }),
};

/** Whether a probe fails until clients are served. nodetool alone does well as soon as the JVM is there. */
function isWaiting(container: Container, name: 'startupProbe' | 'livenessProbe'): boolean {
  const looksAt = looksAtClients(container, container[name]);

  return looksAt === 'nodetool' ? /\b(?:grep|awk)\b|\[/.test(scriptOf(container, container[name])) : looksAt !== undefined;
}
