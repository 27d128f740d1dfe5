import { computed, type ComputedRef, type Ref } from 'vue';
import type { MeasuredVolume } from '../core/cluster/volume-stats';
import { mayMeasure, measureVolumes } from '../rancher/kube/volume-stats';
import type { ClusterContext } from '../rancher/store';
import { useAnswer } from './useAnswer';
import type { LoadState } from './useLive';

/** So many kubelets are asked at a time. */
const AT_ONCE = 4;

export interface VolumeStats {
  /** By the name of the claim; undefined until the kubelets have answered, and if they may not be asked. */
  measured: ComputedRef<ReadonlyMap<string, MeasuredVolume> | undefined>;
  state: Readonly<Ref<LoadState>>;
  /** Why the kubelets may not be asked. */
  refusal: ComputedRef<string | undefined>;
  refresh(): Promise<void>;
}

export interface Measures {
  volumes?: Map<string, MeasuredVolume>;
  refusal?: string;
}

/** How full volumes are, by the kubelets of the given Kubernetes nodes: asked when these change, and on demand. */
export function useVolumeStats(context: ClusterContext, namespace: string, hosts: ComputedRef<readonly string[]>): VolumeStats {
  const names = computed(() => [...new Set(hosts.value)].sort().join(' '));
  const answer = useAnswer(() => names.value || undefined, (list) => measureAll(context, list.split(' '), namespace));

  return {
    measured: computed(() => answer.value.value?.volumes),
    state:    answer.state,
    refusal:  computed(() => answer.value.value?.refusal),
    refresh:  answer.again,
  };
}

/** The same, once. */
export async function measureAll(context: ClusterContext, hosts: readonly string[], namespace: string): Promise<Measures> {
  const verdict = await mayMeasure(context);

  if (!verdict.allowed) {
    return { refusal: verdict.reason };
  }
  const volumes = new Map<string, MeasuredVolume>();

  for (let start = 0; start < hosts.length; start += AT_ONCE) {
    const answers = await Promise.allSettled(hosts.slice(start, start + AT_ONCE).map((host) => measureVolumes(context, host, namespace)));

    // A kubelet that cannot be reached is no reason to know nothing of the others.
    answers.forEach((each) => each.status === 'fulfilled' && each.value.forEach((measured, claim) => volumes.set(claim, measured)));
  }

  return { volumes };
}
