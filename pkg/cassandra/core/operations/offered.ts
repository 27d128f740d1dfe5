import type { Cluster } from '../cluster/cluster';
import type { OperationKind } from './intent';
import { PREFLIGHT_CHECKS } from './preflight';
import { isStoppedByHalf } from './stopped';

/** What makes sense with a ring as it is; `scaleUp` stands for scaling either way. */
export function offeredKinds(cluster: Cluster): OperationKind[] {
  if (cluster.nodes.desired === 0) {
    return ['start'];
  }

  return [...(isStoppedByHalf(cluster) ? ['start' as const] : []), 'scaleUp', 'restart', 'cleanup', 'stop'];
}

/** Whether this is for those to do who made the ring. It is the preflight that knows; this asks it beforehand. */
export function isForItsMaker(kind: OperationKind, cluster: Cluster): boolean {
  const origin = PREFLIGHT_CHECKS[kind].find(({ code }) => code === 'origin');

  return origin?.of({ facts: { cluster, pods: [], now: 0 }, from: {}, targets: {}, claims: 'keep', unread: {} }).outcome === 'blocking';
}
