import type { Cluster } from '../cluster/cluster';
import { groupBy } from '../group-by';
import { operationsOn, type OperationRecord } from './history';
import type { Replicas } from './intent';
import { podOf } from './observed';
import { pathOf, positionOf } from './plan';
import type { CleanupRecord } from './preflight/check';

/** The pods that a StatefulSet asks for. */
interface Asked {
  first: number;
  count: number;
}

/** What our operations on a cluster have left to be cleaned up, as its StatefulSets tell. */
export function cleanupOf(cluster: Cluster): CleanupRecord | null {
  const pods = cluster.members.flatMap(({ name, nodes, statefulSet }) => Array.from({ length: nodes.desired }, (_, index) => podOf({ name, start: statefulSet.spec?.ordinals?.start ?? 0 }, index)));

  return cleanupRecordOf(operationsOn(cluster), pods);
}

/**
 * What our operations have left to be cleaned up, by their history. Where that does not tell, nothing is said to be
 * clean: rather a pod is named that has nothing to give up.
 *
 * @param history the newest first
 * @param pods those that the StatefulSets ask for now, whether they are there or not
 * @returns `null` where no scale up is on record that nodes are left of
 */
export function cleanupRecordOf(history: readonly OperationRecord[], pods: readonly string[]): CleanupRecord | null {
  const asked = askedIn(pods);
  const desired = Object.fromEntries([...asked].map(([name, { count }]) => [name, count]));
  const cleaned = new Set<string>();
  /** Whether the scale ups that were passed over are known to be undone. */
  let isSure = true;

  for (const [index, record] of history.entries()) {
    const isScaleUp = record.kind === 'scaleUp';

    (record.cleaned === 'all' ? pods : record.cleaned ?? []).forEach((pod) => cleaned.add(pod));
    if (isScaleUp && (record.cleaned === 'all' || !isWithin(desired, record.from))) {
      const pending = pendingAfter(record, pods, asked).filter((pod) => !cleaned.has(pod));

      return isSure || pending.length > 0 ? { scaledUpAt: record.endedAt, pending } : null;
    }
    // Its nodes are gone again, or none ever came; but a ring that is stopped asks for none either.
    isSure &&= !isScaleUp || history.slice(0, index).some(({ kind, outcome, targets }) => kind === 'scaleDown' && outcome === 'complete' && isWithin(targets, record.from));
  }

  return null;
}

/** The pods that have given data away to those that came then: all but the one that came last. */
function pendingAfter({ from, targets }: OperationRecord, pods: readonly string[], asked: ReadonlyMap<string, Asked>): string[] {
  const position = positionOf({ from, targets }, Object.fromEntries(Object.keys(from).map((name) => [name, asked.get(name)?.count ?? 0])));
  const last = position === undefined ? undefined : pathOf({ from, targets })[position - 1];

  return pods.filter((pod) => {
    const { member, ordinal } = placeOf(pod);
    const { first = 0, count = 0 } = asked.get(member) ?? {};

    // What is beyond the targets came later, by others' hands.
    return ordinal - first < (targets[member] ?? 0) && !(member === last && ordinal === first + count - 1);
  });
}

function askedIn(pods: readonly string[]): Map<string, Asked> {
  const byMember = [...groupBy(pods.map(placeOf), ({ member }) => member)];

  return new Map(byMember.map(([member, places]) => [member, { first: Math.min(...places.map(({ ordinal }) => ordinal)), count: places.length }]));
}

/** Whether there are no more nodes than that anywhere. */
function isWithin(nodes: Replicas, most: Replicas): boolean {
  return Object.entries(most).every(([name, count]) => (nodes[name] ?? 0) <= count);
}

function placeOf(pod: string): { member: string; ordinal: number } {
  const dash = pod.lastIndexOf('-');

  return { member: pod.slice(0, dash), ordinal: Number(pod.slice(dash + 1)) };
}
