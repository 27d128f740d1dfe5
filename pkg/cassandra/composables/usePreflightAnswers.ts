import type { Node, PersistentVolume, PersistentVolumeClaim, Pod, ResourceQuota, Service } from 'kubernetes-types/core/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import type { StorageClass } from 'kubernetes-types/storage/v1';
import { onScopeDispose, watch, type Ref } from 'vue';
import type { Facts, Observed } from '../core/cluster/facts';
import { observers } from '../core/cluster/pods';
import { defaultStorageClass, hostsOf, storageClassesOf, volumesOf } from '../core/manifest/surroundings';
import { parseCompactionStats } from '../core/nodetool/compaction-stats';
import { parseDescribeCluster } from '../core/nodetool/describe-cluster';
import { parseNetstats } from '../core/nodetool/netstats';
import { podOf } from '../core/operations/observed';
import { pathOf } from '../core/operations/plan';
import type { Asked } from '../core/operations/preflight/asked';
import { mayExec } from '../rancher/access';
import { list } from '../rancher/kube';
import { operationParts, rightsFor } from '../rancher/operations/rights';
import type { ClusterContext } from '../rancher/store';
import { atMost } from './atMost';
import type { Heard } from './operations/heard';
import { nodetoolTarget } from './readRing';
import type { RingProblem } from './ringProblem';
import { runNodetool } from './runNodetool';
import type { OperationDraft } from './useOperation';
import type { RingState } from './useRing';
import { HOLDING_ROOM } from './useSurroundings';
import { useTimedAnswer, type TimedAnswer } from './useTimedAnswer';
import { measureAll } from './useVolumeStats';

/** So many pods are asked at a time. */
const AT_ONCE = 16;

/** When two pods give no second view, a third will rarely do better. */
const MOST_SECONDS = 2;

/** All that the checks of operations may want to be asked for, each by itself. The two views of the ring are the page's own. */
export function usePreflightAnswers(context: ClusterContext, ring: RingState, facts: Readonly<Ref<Facts | undefined>>, draft: Readonly<Ref<OperationDraft | undefined>>) {
  const abort = new AbortController();
  const atOnce = atMost(AT_ONCE);
  const known = () => facts.value ?? raise();
  const inNamespace = (apiVersion: string, kind: string) => ({ apiVersion, kind, namespace: known().cluster.namespace });
  const parts = () => draft.value ? operationParts(draft.value.kind, draft.value.claims) : [];

  onScopeDispose(() => abort.abort());

  function ask<T>(pod: Pod, command: string, parse: (text: string) => T): Promise<Observed<T>> {
    return runNodetool(context, nodetoolTarget(known().cluster, pod), [command], parse, { signal: abort.signal });
  }

  async function askEach<T>(command: string, parse: (text: string) => T): Promise<readonly Heard<T>[]> {
    const { allowed, reason } = await mayExec(context, known().cluster.namespace);

    if (!allowed) {
      throw new Error(reason);
    }
    const pods = observers(known().pods);
    const answers = await Promise.allSettled(pods.map((pod) => atOnce(() => ask(pod, command, parse))));
    const said = answers.flatMap((answer, index) => answer.status === 'fulfilled' ? [{ uid: pods[index]?.metadata?.uid ?? '', said: answer.value }] : []);
    const refused = answers.find((answer) => answer.status === 'rejected');

    if (said.length === 0 && refused) {
      throw refused.reason;
    }

    return said;
  }

  const ringAnswer = useTimedAnswer(async() => {
    if (!ring.busy.value) {
      ring.refresh();
    }
    await idle(ring.busy);
    throwIf(ring.problem.value);
  });

  /** The pod whose view the first one is, once that is there. */
  async function firstObserver(): Promise<string | undefined> {
    await ringAnswer.settled();

    return ring.reading.value?.pod;
  }

  async function askSecond(): Promise<void> {
    const first = await firstObserver();
    const others = first === undefined ? [] : observers(known().pods).flatMap(({ metadata }) => metadata?.name === first ? [] : metadata?.name ?? []);
    const leaver = draft.value && firstLeaver(known().cluster, draft.value);
    // A node that is to leave is asked for its view before it does, so it may as well be this one.
    const order = [...others.filter((pod) => pod === leaver), ...others.filter((pod) => pod !== leaver)];

    for (const pod of order.slice(0, MOST_SECONDS)) {
      await idle(ring.secondBusy);
      await ring.askSecond(pod);
      if (!ring.secondProblem.value || ring.secondProblem.value.kind === 'denied') {
        break;
      }
    }
    throwIf(others.length > 0 ? ring.secondProblem.value : undefined);
  }

  /** The page asks the same after each ring that a person asked for, and then this is its answer; but it does not tell of a failure. */
  async function describe() {
    const first = await firstObserver();
    const pod = known().pods.find(({ metadata }) => metadata?.name === first);

    return pod && ask(pod, 'describecluster', parseDescribeCluster);
  }

  async function readHosts() {
    const [nodes, pods] = await Promise.all([
      list<Node>(context, { apiVersion: 'v1', kind: 'Node' }),
      list<Pod>(context, { apiVersion: 'v1', kind: 'Pod' }, { fieldSelector: HOLDING_ROOM }),
    ]);

    return { nodes, hosts: hostsOf(nodes, pods) };
  }

  async function readClasses() {
    const classes = await list<StorageClass>(context, { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' });

    return { classes: storageClassesOf(classes), defaultClass: defaultStorageClass(classes) };
  }

  async function measure() {
    const hosts = new Set(known().pods.flatMap(({ spec }) => spec?.nodeName ?? []));
    const { volumes, refusal } = await measureAll(context, [...hosts], known().cluster.namespace);

    if (refusal !== undefined) {
      throw new Error(refusal);
    }

    return volumes;
  }

  return {
    rights:      useTimedAnswer(() => rightsFor(context, known().cluster.namespace, parts()), () => parts().join()),
    ring:        ringAnswer,
    secondRing:  useTimedAnswer(askSecond),
    description: useTimedAnswer(describe),
    netstats:    useTimedAnswer(() => askEach('netstats', parseNetstats)),
    compactions: useTimedAnswer(() => askEach('compactionstats', parseCompactionStats)),
    // The page has these live, or does not say why not.
    claims:      useTimedAnswer(async() => facts.value?.claims ?? list<PersistentVolumeClaim>(context, inNamespace('v1', 'PersistentVolumeClaim'))),
    services:    useTimedAnswer(async() => facts.value?.services ?? list<Service>(context, inNamespace('v1', 'Service'))),
    budgets:     useTimedAnswer(async() => facts.value?.budgets ?? list<PodDisruptionBudget>(context, inNamespace('policy/v1', 'PodDisruptionBudget'))),
    hosts:       useTimedAnswer(readHosts),
    quotas:      useTimedAnswer(() => list<ResourceQuota>(context, inNamespace('v1', 'ResourceQuota'))),
    volumes:     useTimedAnswer(async() => volumesOf(await list<PersistentVolume>(context, { apiVersion: 'v1', kind: 'PersistentVolume' }))),
    classes:     useTimedAnswer(readClasses),
    capacity:    useTimedAnswer(measure),
  } satisfies Record<Asked, TimedAnswer<unknown>>;
}

/** The pod whose node leaves first in a scale down. */
function firstLeaver({ members }: Facts['cluster'], { kind, from, targets }: OperationDraft): string | undefined {
  const [name = ''] = kind === 'scaleDown' ? pathOf({ from, targets }) : [];
  const start = members.find(({ statefulSet }) => statefulSet.metadata?.name === name)?.statefulSet.spec?.ordinals?.start ?? 0;

  return name === '' ? undefined : podOf({ name, start }, (from[name] ?? 0) - 1);
}

/** Nothing is asked before there are facts. */
function raise(): never {
  throw new Error('The cluster is not known');
}

function throwIf(problem: RingProblem | undefined): void {
  const words = problem?.kind === 'denied' ? problem.verdict.reason : problem?.message;

  if (words) {
    throw new Error(words);
  }
}

/** When somebody else's work is done. */
async function idle(busy: Readonly<Ref<boolean>>): Promise<void> {
  while (busy.value) {
    await new Promise<void>((resolve) => {
      watch(busy, () => resolve(), { once: true, flush: 'sync' });
    });
  }
}
