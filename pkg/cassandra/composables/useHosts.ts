import type { Node } from 'kubernetes-types/core/v1';
import type { ClusterContext } from '../rancher/store';
import { computedOnChange } from './computedOnChange';
import { useLive, type Live } from './useLive';

/** The nodes of this Kubernetes, live: what they are and how they are, without what changes with every heartbeat. */
export function useHosts(context: ClusterContext): Live<Node> {
  const live = useLive(context, 'node');

  return { ...live, items: computedOnChange(() => live.items.value.map(withoutHeartbeat)) };
}

function withoutHeartbeat({ metadata, status }: Node): Node {
  return {
    metadata: { name: metadata?.name, labels: metadata?.labels },
    status:   { capacity: status?.capacity, conditions: status?.conditions?.map((condition) => ({ type: condition.type, status: condition.status })) },
  };
}
