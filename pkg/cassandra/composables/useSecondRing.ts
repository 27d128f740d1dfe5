import type { Pod } from 'kubernetes-types/core/v1';
import { ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import type { Observed } from '../core/cluster/facts';
import { parseStatus, type RingStatus } from '../core/nodetool/status';
import type { ClusterContext } from '../rancher/store';
import { nodetoolTarget, RingReadError } from './readRing';
import { toRingProblem, type RingProblem } from './ringProblem';
import { runNodetool } from './runNodetool';

export interface SecondRing {
  /** The ring as another pod saw it when it was asked. It stays when a later look fails. */
  second: Readonly<ShallowRef<Observed<RingStatus> | undefined>>;
  secondProblem: Readonly<ShallowRef<RingProblem | undefined>>;
  secondBusy: Readonly<Ref<boolean>>;
  /** Asks the pod of this name, and no other if that fails: its view is what is wanted. */
  askSecond(pod: string): Promise<void>;
}

/** The ring as a pod sees it that a person chose; never read unasked. */
export function useSecondRing(context: ClusterContext, cluster: ComputedRef<Cluster | undefined>, pods: ComputedRef<Pod[]>, signal: AbortSignal): SecondRing {
  const second = shallowRef<Observed<RingStatus>>();
  const secondProblem = shallowRef<RingProblem>();
  const secondBusy = ref(false);

  async function askSecond(name: string): Promise<void> {
    const pod = pods.value.find(({ metadata }) => metadata?.name === name);

    if (!cluster.value || !pod || secondBusy.value) {
      return;
    }
    secondBusy.value = true;
    try {
      second.value = await runNodetool(context, nodetoolTarget(cluster.value, pod), ['status'], parseStatus, { signal });
      secondProblem.value = undefined;
    } catch (error) {
      secondProblem.value = toRingProblem(new RingReadError(name, error));
    }
    secondBusy.value = false;
  }

  return {
    second, secondProblem, secondBusy, askSecond
  };
}
