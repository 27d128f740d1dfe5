import { formatBytes } from '../../quantity';
import type { Check } from './finding';
import { volumesOf } from './observed';

/** Nodes whose data leaves less room than compaction may need, or none soon. */
export const diskUsage: Check = {
  code: 'diskUsage',
  find(facts) {
    return volumesOf(facts).volumes.flatMap(({ pod, use, claim, usage }) => {
      return use === 'data' && claim && usage?.of !== undefined && (usage.level === 'high' || usage.level === 'critical') ? [{
        severity: usage.level === 'critical' ? 'critical' as const : 'warning' as const,
        subject:  pod,
        args:     { pod, claim: claim.name, share: usage.share ?? 0, level: usage.level },
        evidence: [`${ pod }: Load ${ formatBytes(usage.used) }`, `claim ${ claim.name }: ${ formatBytes(usage.of) }`],
      }] : [];
    });
  },
};
