import { javaBytes } from '../../../manifest/rules/container';
import { variable } from '../../../manifest/rules/ring';
import { parseQuantity } from '../../../quantity';
import type { Check } from '../finding';
import { heapSeverity } from './heap';
import { eachMember } from './members';

/** Fact 22: what does not fit into the limit is killed by Kubernetes, at the latest when the heap has filled. */
export const heapTooLarge: Check = {
  code: 'heapTooLarge',
  find: (facts) => eachMember(facts, (member) => {
    const heap = String(variable(member, 'MAX_HEAP_SIZE'));
    const limit = String(member.container.resources?.limits?.['memory']);
    const [bytes, room] = [javaBytes(heap), parseQuantity(limit)];
    const severity = bytes !== undefined && room !== undefined ? heapSeverity(bytes, room) : undefined;

    return severity && {
      severity,
      args:     { heap, limit },
      evidence: [`${ member.path }.env[MAX_HEAP_SIZE]: ${ heap }`, `${ member.path }.resources.limits.memory: ${ limit }`],
    };
  }),
};
