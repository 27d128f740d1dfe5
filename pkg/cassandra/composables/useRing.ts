import type { Pod } from 'kubernetes-types/core/v1';
import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import { isReady } from '../core/cluster/pods';
import { stateCode } from '../core/nodetool/state-code';
import { NodetoolError } from '../core/nodetool/error';
import { mayExec, type Verdict } from '../rancher/access';
import { ExecError } from '../rancher/exec';
import type { ClusterContext } from '../rancher/store';
import { readRing, RingReadError, type RingReading } from './readRing';

/** Why the ring could not be read, last time. */
export type RingProblem =
  | { kind: 'denied'; verdict: Verdict }
  /** `code` is a key for a translated heading, `message` the words of whoever refused. */
  | { kind: 'failed'; code: string; message: string; pod?: string };

export interface RingState {
  /** The last ring that was read. It stays while a new one is read, and when that fails. */
  reading: Readonly<ShallowRef<RingReading | undefined>>;
  problem: Readonly<ShallowRef<RingProblem | undefined>>;
  busy: Readonly<Ref<boolean>>;
  refresh(): void;
}

/** Gossip takes seconds to tell what a pod's readiness says at once, so a ring that lags behind is read again. */
const SETTLE_MS = 5000;
const SETTLE_TRIES = 3;

/**
 * The ring of a cluster as nodetool tells it: read when first seen, whenever the set of ready pods changes (until it
 * shows them, within reason), and on demand. One nodetool runs at a time; what is asked meanwhile is done once
 * afterwards.
 */
export function useRing(context: ClusterContext, cluster: ComputedRef<Cluster | undefined>, pods: ComputedRef<Pod[]>): RingState {
  const reading = shallowRef<RingReading>();
  const problem = shallowRef<RingProblem>();
  const busy = ref(false);
  const abort = new AbortController();
  let again = false;
  let triesLeft = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function lagsBehind(): boolean {
    const nodes = reading.value?.status.datacenters.flatMap((datacenter) => datacenter.nodes) ?? [];

    return nodes.filter((node) => stateCode(node) === 'UN').length < pods.value.filter(isReady).length;
  }

  async function read(target: Cluster): Promise<void> {
    const verdict = await mayExec(context, target.namespace);

    if (!verdict.allowed) {
      problem.value = { kind: 'denied', verdict };

      return;
    }
    reading.value = await readRing(context, target, pods.value, abort.signal) ?? reading.value;
    problem.value = undefined;
  }

  async function run(target: Cluster): Promise<void> {
    busy.value = true;
    try {
      await read(target);
    } catch (error) {
      if (!abort.signal.aborted) {
        problem.value = toProblem(error);
      }
    }
    busy.value = false;
    if (abort.signal.aborted) {
      return;
    }
    if (again) {
      again = false;
      refresh();
    } else if (triesLeft > 0 && !problem.value && lagsBehind()) {
      triesLeft--;
      timer = setTimeout(refresh, SETTLE_MS);
    }
  }

  function refresh(): void {
    clearTimeout(timer);
    if (busy.value) {
      again = true;
    } else if (cluster.value) {
      run(cluster.value);
    }
  }

  // A pod made anew has another uid, and may be another node.
  const readyPods = computed(() => pods.value.filter(isReady).map(({ metadata }) => metadata?.uid ?? metadata?.name ?? '').sort().join(' '));

  watch(readyPods, (ready) => {
    if (ready) {
      triesLeft = SETTLE_TRIES;
      refresh();
    }
  }, { immediate: true });
  onScopeDispose(() => {
    abort.abort();
    clearTimeout(timer);
  });

  return {
    reading, problem, busy, refresh
  };
}

function toProblem(error: unknown): RingProblem {
  const pod = error instanceof RingReadError ? error.pod : undefined;
  const cause = error instanceof RingReadError ? error.cause : error;
  const message = cause instanceof Error ? cause.message : String(cause);

  if (cause instanceof ExecError && cause.code === 'denied') {
    return { kind: 'denied', verdict: { allowed: false, reason: message } };
  }
  if (cause instanceof NodetoolError) {
    return {
      kind: 'failed', code: cause.reason, message, pod
    };
  }

  return {
    kind: 'failed', code: cause instanceof ExecError ? cause.code : 'request', message, pod
  };
}
