import { looksAtClients } from '../../../manifest/rules/life';
import { probeFacts } from '../../probe';
import type { Check } from '../finding';
import { eachMember } from './members';

/** Fact 17: each run starts a JVM, which takes seconds of the processor time of the database. */
export const nodetoolProbe: Check = {
  code: 'nodetoolProbe',
  find: (facts) => eachMember(facts, ({ container, path }) => {
    const names = (['startupProbe', 'readinessProbe', 'livenessProbe'] as const).filter((name) => looksAtClients(container, container[name]) === 'nodetool');

    return names.length === 0 ? undefined : {
      // The busier a node is, the longer nodetool takes, until it is killed for that.
      severity: names.includes('livenessProbe') ? 'warning' : 'info',
      args:     { probes: names.join(', ') },
      evidence: names.flatMap((name) => {
        const { period, target, timeout } = probeFacts(container[name] ?? {});

        return [`${ path }.${ name }: ${ target }`, `${ path }.${ name }: periodSeconds: ${ period }, timeoutSeconds: ${ timeout }`];
      }),
    };
  }),
};
