import type { Node } from 'kubernetes-types/core/v1';

import { variable, type RuledMember } from '../../../manifest/rules/ring';
import { parseQuantity } from '../../../quantity';
import { podsOf } from '../../cluster';
import type { Facts } from '../../facts';
import { flavourOf } from '../../official';
import type { Check } from '../finding';
import { defaultHeap, heapSeverity, memoryOf } from './heap';
import { configurationOf, eachMember, NONE, scriptsOf } from './members';

/** Fact 22: without a size, the heap follows the memory of the Kubernetes node, which the limit knows nothing of. */
export const noHeap: Check = {
  code: 'noHeap',
  find: (facts) => eachMember(facts, (member) => {
    const text = member.container.resources?.limits?.['memory'];
    const limit = parseQuantity(String(text));
    const hosts = hostsOf(facts, member);

    return limit === undefined || isBounded(facts, member) ? undefined : {
      // On the machines that it runs on now, it may fit.
      severity: hosts.length === 0 ? 'warning' : heapSeverity(defaultHeap(Math.max(...hosts.map(memoryOf))), limit) ?? 'info',
      args:     { limit: String(text) },
      evidence: [
        `${ member.path }.env[MAX_HEAP_SIZE]: ${ NONE }`,
        `${ member.path }.resources.limits.memory: ${ text }`,
        ...hosts.map(({ metadata, status }) => `Node ${ metadata?.name }: status.capacity.memory: ${ status?.capacity?.['memory'] }`),
      ],
    };
  }),
};

/** Also where it cannot be known: variables and files from elsewhere, images of others. */
function isBounded(facts: Facts, member: RuledMember): boolean {
  const { container } = member;
  const isElsewhere = container.envFrom !== undefined || flavourOf(container.image ?? '') === 'other';
  const said = [scriptsOf(member), configurationOf(facts, member) ?? '-Xmx'].join('\n');

  return isElsewhere || variable(member, 'MAX_HEAP_SIZE', 'CASSANDRA_MAX_HEAP') !== undefined || /-Xmx|MaxRAM|MAX_HEAP_SIZE=/.test(said);
}

/** The Kubernetes nodes that the member runs on. */
function hostsOf({ hosts = [], pods }: Facts, { set }: RuledMember): Node[] {
  const names = new Set(podsOf(set, pods).map(({ spec }) => spec?.nodeName));

  return hosts.filter(({ metadata, status }) => names.has(metadata?.name) && status?.capacity?.['memory'] !== undefined);
}
