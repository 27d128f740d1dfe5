import type { ClusterContext } from '../store';
import type { ExecRequest } from './types';

/** What is older counts for nobody. */
const KEPT_MS = 60_000;

const startsByStore = new WeakMap<ClusterContext['store'], Map<string, number[]>>();

/** Notes that a command is run in a pod now. */
export function countExec(context: ClusterContext, request: ExecRequest): void {
  const starts = startsOf(context);
  const now = performance.now();

  for (const [pod, times] of starts) {
    const kept = times.filter((time) => now - time <= KEPT_MS);

    if (kept.length > 0) {
      starts.set(pod, kept);
    } else {
      starts.delete(pod);
    }
  }
  starts.set(keyOf(context, request), [...starts.get(keyOf(context, request)) ?? [], now]);
}

/** How many commands this tab has begun to run in a pod in the last ms, a minute at most. */
export function execsWithin(context: ClusterContext, pod: Pick<ExecRequest, 'namespace' | 'pod'>, ms: number): number {
  const now = performance.now();

  return (startsOf(context).get(keyOf(context, pod)) ?? []).filter((time) => now - time <= ms).length;
}

function startsOf({ store }: ClusterContext): Map<string, number[]> {
  const starts = startsByStore.get(store) ?? new Map<string, number[]>();

  startsByStore.set(store, starts);

  return starts;
}

function keyOf({ clusterId }: ClusterContext, { namespace, pod }: Pick<ExecRequest, 'namespace' | 'pod'>): string {
  return [clusterId, namespace, pod].join('/');
}
