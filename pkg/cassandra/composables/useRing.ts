import type { Pod } from 'kubernetes-types/core/v1';
import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import type { Observed } from '../core/cluster/facts';
import { isReady } from '../core/cluster/pods';
import { parseDescribeCluster, type ClusterDescription } from '../core/nodetool/describe-cluster';
import { stateCode } from '../core/nodetool/state-code';
import type { RingStatus } from '../core/nodetool/status';
import { mayExec } from '../rancher/access';
import type { ClusterContext } from '../rancher/store';
import { rememberRing } from './knownRings';
import { nodetoolTarget, readRing } from './readRing';
import { toRingProblem, type RingProblem } from './ringProblem';
import { runNodetool } from './runNodetool';
import { tabShown } from './tabShown';
import { useSecondRing, type SecondRing } from './useSecondRing';

export interface RingState extends SecondRing {
  /** The last ring that was read. It stays while a new one is read, and when that fails. */
  reading: Readonly<ShallowRef<Observed<RingStatus> | undefined>>;
  /** The last `nodetool describecluster`, from the pod that told the ring. */
  description: Readonly<ShallowRef<Observed<ClusterDescription> | undefined>>;
  problem: Readonly<ShallowRef<RingProblem | undefined>>;
  busy: Readonly<Ref<boolean>>;
  /** Whether the ring is read again from time to time. */
  automatic: Ref<boolean>;
  /** Whether somebody else watches the ring and sees the same: it is then read seldom by itself. */
  calm: Ref<boolean>;
  refresh(): void;
}

/** Gossip takes seconds to tell what a pod's readiness says at once, so a ring that lags behind is read again. */
const SETTLE_MS = 5000;
const SETTLE_TRIES = 3;

/** Between two readings that nobody asked for; longer where one takes long, so that it is a tenth of the time at most. */
const REST_MS = 60_000;
const REST_PER_READING = 10;
/** The same while it is calm: often enough for what is judged by it not to be taken for old. */
const CALM_REST_MS = 480_000;

/** What describecluster tells changes seldom, and mostly together with the ring. */
const DESCRIBED_FOR_MS = 600_000;

/**
 * The ring of a cluster as nodetool tells it: read when first seen, whenever the set of ready pods changes (until it
 * shows them, within reason, and not for each node of a new ring), on demand, and from time to time; nothing of it but what a person asks for while the tab
 * is hidden. One reading runs at a time; what is asked meanwhile is done once afterwards.
 *
 * @param told the ring as an operation reads it, which knows when that is worth it: as long as it tells, it is not read
 *   whenever pods change
 */
export function useRing(context: ClusterContext, cluster: ComputedRef<Cluster | undefined>, pods: ComputedRef<Pod[]>, told?: Readonly<Ref<Observed<RingStatus> | undefined>>): RingState {
  const reading = shallowRef<Observed<RingStatus>>();
  const description = shallowRef<Observed<ClusterDescription>>();
  const problem = shallowRef<RingProblem>();
  const busy = ref(false);
  const automatic = ref(true);
  const calm = ref(false);
  const abort = new AbortController();
  const { signal } = abort;
  let again = false;
  let waiting = false;
  let triesLeft = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What was last described, and when; whether or not it came to an answer. */
  let described = { ring: '', at: 0 };

  function lagsBehind(): boolean {
    const nodes = reading.value?.value.datacenters.flatMap((datacenter) => datacenter.nodes) ?? [];

    return nodes.filter((node) => stateCode(node) === 'UN').length < pods.value.filter(isReady).length;
  }

  async function read(target: Cluster, unasked: boolean): Promise<void> {
    const verdict = await mayExec(context, target.namespace);

    if (!verdict.allowed) {
      problem.value = { kind: 'denied', verdict };

      return;
    }
    const ring = await readRing(context, target, pods.value, { signal, automatic: unasked, prefer: reading.value?.pod });

    if (ring) {
      rememberRing(context, target, pods.value, ring);
    }
    reading.value = ring ?? reading.value;
    problem.value = ring || !reading.value ? undefined : { kind: 'failed', code: 'noPod', message: '' };
  }

  /** Its failure is not told: what depends on it is then missing or old, and says so itself. */
  async function describe(target: Cluster, { value, pod: name }: Observed<RingStatus>, unasked: boolean): Promise<void> {
    const pod = pods.value.find(({ metadata }) => metadata?.name === name);
    const ring = shapeOf(value);

    if (!pod || (unasked && ring === described.ring && Date.now() - described.at < DESCRIBED_FOR_MS)) {
      return;
    }
    described = { ring, at: Date.now() };
    try {
      description.value = await runNodetool(context, nodetoolTarget(target, pod), ['describecluster'], parseDescribeCluster, { signal, automatic: unasked });
    } catch {
      // the last one stays
    }
  }

  async function run(target: Cluster, unasked: boolean): Promise<void> {
    const started = Date.now();

    busy.value = true;
    try {
      await read(target, unasked);
    } catch (error) {
      problem.value = toRingProblem(error);
    }
    busy.value = false;
    if (signal.aborted) {
      return;
    }
    if (again) {
      again = false;
      look();
    } else if (triesLeft > 0 && !problem.value && lagsBehind()) {
      triesLeft--;
      timer = setTimeout(look, SETTLE_MS);
    } else {
      rest(Date.now() - started);
      if (reading.value && !problem.value) {
        describe(target, reading.value, unasked);
      }
    }
  }

  function start(unasked: boolean): void {
    clearTimeout(timer);
    if (busy.value) {
      again = true;
    } else if (cluster.value) {
      run(cluster.value, unasked);
    }
  }

  /** A reading that nobody asked for: as soon as somebody looks. */
  async function look(): Promise<void> {
    clearTimeout(timer);
    if (waiting) {
      return;
    }
    waiting = true;
    await tabShown(signal).catch(() => undefined);
    waiting = false;
    if (!signal.aborted) {
      start(true);
    }
  }

  function rest(tookMs: number): void {
    clearTimeout(timer);
    if (automatic.value) {
      timer = setTimeout(look, Math.max(calm.value ? CALM_REST_MS : REST_MS, REST_PER_READING * tookMs));
    }
  }

  // A pod made anew has another uid, and may be another node.
  const readyPods = computed(() => pods.value.filter(isReady).map(({ metadata }) => metadata?.uid ?? metadata?.name ?? '').sort().join(' '));

  // The nodes of a new ring start one after another on what CPU there is, and Kubernetes tells how far they are. A ring
  // that stays half way is read after a while.
  const forming = computed(() => cluster.value?.state === 'creating');

  watch([readyPods, forming], ([ready, isForming]) => {
    if (!ready && !reading.value) {
      return;
    }
    triesLeft = told?.value ? 0 : SETTLE_TRIES;
    if (isForming || told?.value) {
      rest(0);
    } else {
      look();
    }
  }, { immediate: true });
  if (told) {
    watch(told, (ring) => {
      if (ring && ring.at >= (reading.value?.at ?? 0)) {
        reading.value = ring;
        problem.value = undefined;
        rest(0);
      }
    });
  }
  watch(automatic, (wanted) => wanted ? look() : clearTimeout(timer));
  watch(calm, () => {
    // What waits for the ring to settle goes on waiting.
    if (!busy.value && reading.value && !lagsBehind()) {
      rest(0);
    }
  });
  onScopeDispose(() => {
    abort.abort();
    clearTimeout(timer);
  });

  return {
    reading, description, problem, busy, automatic, calm, ...useSecondRing(context, cluster, pods, signal), refresh: () => start(false),
  };
}

/** Which nodes there are and how they are: what changes only when the ring does. */
function shapeOf({ datacenters }: RingStatus): string {
  return datacenters.flatMap(({ name, nodes }) => nodes.map((node) => [name, node.rack, node.hostId ?? node.address, stateCode(node)].join(' '))).sort().join();
}
