import { onScopeDispose, shallowReactive, watch, type ComputedRef } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import { mayExec } from '../rancher/access';
import type { ClusterContext } from '../rancher/store';
import { atMost } from './atMost';
import { knownRing, rememberRing, type KnownRing } from './knownRings';
import { readPodsOf } from './readPodsOf';
import { readRing } from './readRing';
import { toRingProblem, type RingProblem } from './ringProblem';
import { tabShown } from './tabShown';

/** What a row shows of its ring. */
export interface RingSummary {
  known: KnownRing | undefined;
  /** Why the last look told nothing new. */
  problem: RingProblem | undefined;
  /** It is being read, or will be as soon as others have been. */
  busy: boolean;
}

export interface RingSummaries {
  of(cluster: Cluster): RingSummary;
  /** Says whether the row of a cluster is in sight: only those are read. */
  show(key: string, visible: boolean): void;
}

/** Each reading is a JVM beside a database, and all of these databases may share their machines. */
const READINGS_AT_ONCE = 2;

/** How long after a look, whatever came of it, nobody looks again. Less than the time that a verdict trusts a ring. */
const REST_MS = 4 * 60_000;

/** Rows that are scrolled past are none that somebody looks at. */
const DWELL_MS = 500;
const LOOK_EVERY_MS = 15_000;

/**
 * The rings of the clusters of a list: what is known of each, from whichever page, and read lazily where that is old.
 * Only rows in sight are read, few at a time, never two readings of one cluster, none while the tab is hidden, and none
 * of clusters without a ready node.
 */
export function useRingSummaries(context: ClusterContext, clusters: ComputedRef<readonly Cluster[]>): RingSummaries {
  const problems = shallowReactive(new Map<string, RingProblem>());
  const busy = shallowReactive(new Set<string>());
  const visible = new Set<string>();
  const lookedAt = new Map<string, number>();
  const inTurn = atMost(READINGS_AT_ONCE);
  const abort = new AbortController();
  const { signal } = abort;
  let dwelling: ReturnType<typeof setTimeout> | undefined;

  function isDue(cluster: Cluster): boolean {
    const last = Math.max(lookedAt.get(cluster.key) ?? 0, knownRing(context, cluster)?.at ?? 0);

    return visible.has(cluster.key) && !busy.has(cluster.key) && cluster.nodes.ready > 0 && Date.now() - last >= REST_MS;
  }

  async function read(cluster: Cluster): Promise<void> {
    const { key, namespace, members } = cluster;

    await tabShown(signal);
    // It waited for its turn, and its row may be gone by now.
    if (!visible.has(key)) {
      return;
    }
    lookedAt.set(key, Date.now());
    const verdict = await mayExec(context, namespace);

    if (!verdict.allowed) {
      problems.set(key, { kind: 'denied', verdict });

      return;
    }
    const pods = (await Promise.all(members.map(({ statefulSet }) => readPodsOf(context, statefulSet)))).flat();
    const reading = await readRing(context, cluster, pods, { signal, automatic: true, prefer: knownRing(context, cluster)?.pod });

    if (reading) {
      rememberRing(context, cluster, pods, reading);
    }
    problems.delete(key);
  }

  function look(): void {
    for (const cluster of clusters.value.filter(isDue)) {
      busy.add(cluster.key);
      inTurn(() => read(cluster))
        .catch((error) => !signal.aborted && problems.set(cluster.key, toRingProblem(error)))
        .finally(() => busy.delete(cluster.key));
    }
  }

  function lookSoon(): void {
    clearTimeout(dwelling);
    dwelling = setTimeout(look, DWELL_MS);
  }

  const timer = setInterval(look, LOOK_EVERY_MS);

  watch(clusters, lookSoon);
  onScopeDispose(() => {
    abort.abort();
    clearTimeout(dwelling);
    clearInterval(timer);
  });

  return {
    of: (cluster) => ({ known: knownRing(context, cluster), problem: problems.get(cluster.key), busy: busy.has(cluster.key) }),
    show(key, isVisible) {
      if (isVisible) {
        visible.add(key);
      } else {
        visible.delete(key);
      }
      lookSoon();
    },
  };
}
