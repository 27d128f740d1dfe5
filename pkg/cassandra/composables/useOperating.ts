import { shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Cluster } from '../core/cluster/cluster';
import type { OperationKind } from '../core/operations/intent';
import { offeredKinds } from '../core/operations/offered';

/** Which operation a person wants to begin on the page of a cluster. Another page may ask for one by the query: `?operate=restart`. */
export function useOperating(cluster: ComputedRef<Cluster | undefined>): { operating: ShallowRef<OperationKind | undefined>; close(): Promise<void> } {
  const route = useRoute();
  const router = useRouter();
  const operating = shallowRef<OperationKind>();

  async function close(): Promise<void> {
    const { operate, ...query } = route.query;

    operating.value = undefined;
    if (operate !== undefined) {
      await router.replace({ query, hash: route.hash });
    }
  }

  // What makes sense depends on the cluster, so it has to be there; what is open then stays open.
  watch([() => cluster.value !== undefined, () => route.query.operate], async([isThere, wanted]) => {
    if (!isThere || !cluster.value || wanted === undefined) {
      return;
    }
    operating.value ??= offeredKinds(cluster.value).find((kind) => kind === wanted);
    if (!operating.value) {
      await close();
    }
  }, { immediate: true });

  return { operating, close };
}
