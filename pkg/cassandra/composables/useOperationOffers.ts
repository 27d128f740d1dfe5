import { computed, shallowRef, type ComputedRef } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import type { OperationKind } from '../core/operations/intent';
import { isForItsMaker, offeredKinds } from '../core/operations/offered';
import type { RightFact } from '../core/operations/preflight';
import { intentOf } from '../rancher/operations/intent-store';
import { operationParts, rightsFor } from '../rancher/operations/rights';
import type { ClusterContext } from '../rancher/store';
import { useOrigin } from './useOrigin';
import { useStepText } from './useStepText';
import { useText } from './useText';

/** An operation as a menu offers it. */
export interface OperationOffer {
  kind: OperationKind;
  name: 'scale' | 'restart' | 'cleanup' | 'stop' | 'start';
  /** Why it cannot be begun. */
  refusal?: string;
}

const NAMES = { scaleUp: 'scale', scaleDown: 'scale', restart: 'restart', cleanup: 'cleanup', stop: 'stop', start: 'start' } as const satisfies Record<OperationKind, OperationOffer['name']>;

/** The operations that make sense with a cluster, each with what stands in its way. */
export function useOperationOffers(context: ClusterContext, cluster: () => Cluster, busyWith: () => OperationKind | undefined): { offers: ComputedRef<OperationOffer[]>; ask(): Promise<void> } {
  const t = useText();
  const { kind: kindText } = useStepText();
  const { reasonNotToChange } = useOrigin();
  const refused = shallowRef<Partial<Record<OperationKind, RightFact>>>({});

  function refusalOf(kind: OperationKind): string | undefined {
    const running = busyWith();
    const missing = refused.value[kind];

    if (isForItsMaker(kind, cluster())) {
      return reasonNotToChange(cluster());
    }
    if (cluster().state === 'terminating') {
      return t('cassandra.action.terminating');
    }
    if (running) {
      return t('cassandra.operate.busyWith', { kind: kindText(running) });
    }

    return missing && t('cassandra.operate.refused', { what: missing.what, namespace: cluster().namespace });
  }

  return {
    offers: computed(() => offeredKinds(cluster()).map((kind) => {
      const refusal = refusalOf(kind);

      return { kind, name: NAMES[kind], ...(refusal !== undefined && { refusal }) };
    })),
    async ask() {
      const kinds = offeredKinds(cluster());
      const facts = await Promise.allSettled(kinds.map((kind) => rightsFor(context, cluster().namespace, operationParts(kind, 'keep'))));

      // What cannot be asked is left to the preflight, which says so.
      refused.value = Object.fromEntries(facts.flatMap((fact, index) => {
        const kind = kinds[index];
        const missing = fact.status === 'fulfilled' ? fact.value.find(({ allowed }) => !allowed) : undefined;

        return kind && missing ? [[kind, missing]] : [];
      }));
    },
  };
}

/** The operation that runs on a cluster, as it stands on one of its members. */
export function operationOn({ members }: Cluster): OperationKind | undefined {
  const [running] = members.flatMap(({ statefulSet }) => {
    const stored = intentOf(statefulSet);

    return stored.state === 'stored' ? [stored.intent.kind] : [];
  });

  return running;
}
