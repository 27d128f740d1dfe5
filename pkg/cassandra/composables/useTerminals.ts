import type { Pod } from 'kubernetes-types/core/v1';
import { computed, shallowRef, type ComputedRef } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import { isReady, observers } from '../core/cluster/pods';
import { mayExec, type Verdict } from '../rancher/access';
import { growlFailed } from '../rancher/growl';
import type { ClusterContext } from '../rancher/store';
import type { TerminalKind } from '../rancher/windows';
import { refusalText } from './useNodeRights';
import { readPodsOf } from './readPodsOf';
import { useText } from './useText';
import { useWindows } from './useWindows';

export interface Terminals {
  /** Why none can be opened, in words. */
  refusal: ComputedRef<string | undefined>;
  /** Asks whether the user may. */
  ask(): Promise<void>;
  /** Opens one in the first pod that is ready; why that did not work is told by a growl. */
  open(kind: TerminalKind): Promise<void>;
}

/** cqlsh and nodetool in the host's own terminal, for a cluster whose pods need not have been read. */
export function useTerminals(context: ClusterContext, cluster: () => Cluster): Terminals {
  const t = useText();
  const openWindow = useWindows(context, cluster);
  const verdict = shallowRef<Verdict>();

  const withReady = computed(() => cluster().members.filter(({ statefulSet }) => statefulSet.status?.readyReplicas).map(({ statefulSet }) => statefulSet));

  async function readyPod(): Promise<Pod | undefined> {
    for (const statefulSet of withReady.value) {
      const pod = observers(await readPodsOf(context, statefulSet)).find(isReady);

      if (pod) {
        return pod;
      }
    }

    return undefined;
  }

  return {
    refusal: computed(() => refusalText(t, verdict.value, cluster().namespace) ?? (withReady.value.length ? undefined : t('cassandra.terminal.noneReady'))),
    async ask() {
      // Where it cannot be asked, the API server decides when the terminal connects.
      verdict.value = await mayExec(context, cluster().namespace).catch(() => ({ allowed: true }));
    },
    async open(kind) {
      const { name } = cluster();

      try {
        const pod = await readyPod();

        if (!pod) {
          throw new Error(t('cassandra.terminal.noneReady'));
        }
        await openWindow(kind, pod);
      } catch (thrown) {
        await growlFailed(context.store, t('cassandra.terminal.failed', { name }), thrown);
      }
    },
  };
}
