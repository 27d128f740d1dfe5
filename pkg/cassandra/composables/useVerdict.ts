import { computed, type ComputedRef, type Ref } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import { joinRing } from '../core/cluster/ring';
import { judgeCluster, type Verdict } from '../core/cluster/verdict';
import type { ClusterView } from './useCluster';
import { useNow } from './useNow';
import type { RingState } from './useRing';

/** A verdict changes with time alone only when a ring that was read grows old, in minutes. */
const EVERY_MS = 30_000;

/** How a cluster is, by Kubernetes and by the ring as last read, live. */
export function useVerdict(cluster: Readonly<Ref<Cluster | undefined>>, { pods }: ClusterView, { reading, problem }: RingState): ComputedRef<Verdict | undefined> {
  const now = useNow(EVERY_MS);

  return computed(() => {
    const read = reading.value;

    return cluster.value && judgeCluster(cluster.value, {
      ...(read ? {
        verdict: joinRing({ members: cluster.value.members, pods: pods.value, claims: [], ring: read.value }).verdict,
        age:     now.value - read.at,
      } : {}),
      problem: problem.value?.kind,
    });
  });
}
