import type { Pod } from 'kubernetes-types/core/v1';
import { observers } from '../core/cluster/pods';
import type { Cluster } from '../core/cluster/cluster';
import { podsOf } from '../core/cluster/cluster';
import { nodetool } from '../core/nodetool/command';
import { parseStatus, type RingStatus } from '../core/nodetool/status';
import { exec, ExecError } from '../rancher/exec';
import type { ClusterContext } from '../rancher/store';

/** What one node said about the ring, with where and when it was read. */
export interface RingReading {
  status: RingStatus;
  /** What nodetool printed. */
  text: string;
  pod: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** A pod that was asked and gave no ring. */
export class RingReadError extends Error {
  constructor(readonly pod: string, override readonly cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}

/** Each run starts a JVM next to a database: when two pods fail, a third will rarely do better. */
const MOST_ASKED = 2;

/**
 * Runs `nodetool status` in the best pod to ask, or in the next one if that fails; never in two at once.
 *
 * @returns undefined if there is no pod that could be asked
 * @throws RingReadError with what the first pod said
 */
export async function readRing(context: ClusterContext, cluster: Cluster, pods: readonly Pod[], signal: AbortSignal): Promise<RingReading | undefined> {
  let first: RingReadError | undefined;

  for (const pod of observers(pods).slice(0, MOST_ASKED)) {
    const name = pod.metadata?.name ?? '';
    const member = cluster.members.find(({ statefulSet }) => podsOf(statefulSet, [pod]).length);

    try {
      return await ask(context, { namespace: cluster.namespace, pod: name, container: member?.container }, signal);
    } catch (error) {
      first ??= new RingReadError(name, error);
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

async function ask(context: ClusterContext, target: { namespace: string; pod: string; container?: string }, signal: AbortSignal): Promise<RingReading> {
  const { stdout, stderr, exitCode } = await exec(context, { ...target, command: nodetool('status'), signal });
  // nodetool says on either stream what is wrong; a status that came with exit code 0 stands by itself.
  const text = exitCode === 0 && stdout ? stdout : `${ stdout }\n${ stderr }`.trim();

  return {
    status: parseStatus(text), text, pod: target.pod, at: Date.now()
  };
}
