import type { Pod } from 'kubernetes-types/core/v1';
import type { Observed } from '../core/cluster/facts';
import { isReady, observers } from '../core/cluster/pods';
import type { Cluster } from '../core/cluster/cluster';
import { podsOf } from '../core/cluster/cluster';
import { parseStatus, type RingStatus } from '../core/nodetool/status';
import { ExecError } from '../rancher/exec';
import type { ClusterContext } from '../rancher/store';
import { runNodetool, type NodetoolOptions, type NodetoolTarget } from './runNodetool';

/** A pod that was asked and gave no ring. */
export class RingReadError extends Error {
  constructor(readonly pod: string, override readonly cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}

export interface RingReadOptions extends NodetoolOptions {
  /** The pod to ask first, if it is still ready: one that answered is better than one that did not. */
  prefer?: string;
}

/** Each run starts a JVM next to a database: when two pods fail, a third will rarely do better. */
const MOST_ASKED = 2;

/**
 * Runs `nodetool status` in the best pod to ask, or in the next one if that fails; never in two at once.
 *
 * @returns undefined if there is no pod that could be asked
 * @throws RingReadError with what the first pod said
 */
export async function readRing(context: ClusterContext, cluster: Cluster, pods: readonly Pod[], options: RingReadOptions = {}): Promise<Observed<RingStatus> | undefined> {
  const isPreferred = (pod: Pod) => isReady(pod) && pod.metadata?.name === options.prefer;
  const candidates = observers(pods).sort((a, b) => Number(isPreferred(b)) - Number(isPreferred(a)));
  let first: RingReadError | undefined;

  for (const pod of candidates.slice(0, MOST_ASKED)) {
    try {
      return await runNodetool(context, nodetoolTarget(cluster, pod), ['status'], parseStatus, options);
    } catch (error) {
      first ??= new RingReadError(pod.metadata?.name ?? '', error);
      if (error instanceof ExecError && (error.code === 'denied' || error.code === 'aborted')) {
        break;
      }
    }
  }
  if (first) {
    throw first;
  }

  return undefined;
}

/** Where nodetool is run for a pod of the cluster. */
export function nodetoolTarget(cluster: Cluster, pod: Pod): NodetoolTarget {
  return {
    namespace: cluster.namespace,
    pod:       pod.metadata?.name ?? '',
    container: cluster.members.find(({ statefulSet }) => podsOf(statefulSet, [pod]).length)?.container,
  };
}
