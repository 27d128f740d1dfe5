import type { Cluster } from '../cluster/cluster';
import { operationsOn, type OperationRecord } from './history';
import type { Replicas } from './intent';

/**
 * How many nodes a ring that was stopped had, by StatefulSet. It may have been stopped, or started again, by half: what
 * is above 0 counts as it is now. A StatefulSet of which the history says nothing is left out.
 *
 * @param now what the StatefulSets ask for
 * @param history the newest first
 */
export function nodesBefore(now: Replicas, history: readonly OperationRecord[]): Replicas {
  return Object.fromEntries(Object.entries(now).flatMap(([name, nodes]): [string, number][] => {
    const before = nodes > 0 ? nodes : beforeZero(name, history);

    return before === undefined ? [] : [[name, before]];
  }));
}

/** Whether some StatefulSets are at 0 by a stop, and others are not. */
export function isStoppedByHalf(cluster: Cluster): boolean {
  const { members, nodes } = cluster;
  const now = Object.fromEntries(members.map((member) => [member.name, member.nodes.desired]));

  if (nodes.desired === 0 || !Object.values(now).includes(0)) {
    return false;
  }
  const before = nodesBefore(now, operationsOn(cluster));

  return Object.entries(before).some(([name, count]) => count > (now[name] ?? 0));
}

/** A second stop found at 0 already what the first one took away; what was scaled away is not to come back. */
function beforeZero(set: string, history: readonly OperationRecord[]): number | undefined {
  const stops = history.filter(({ kind }) => kind === 'stop');
  const last = history.find(({ kind, from, targets }) => (from[set] ?? 0) > 0 && (kind === 'stop' || (kind === 'scaleDown' && targets[set] === 0)));

  return last?.kind === 'stop' ? last.from[set] : stops.some(({ from }) => set in from) ? 0 : undefined;
}
