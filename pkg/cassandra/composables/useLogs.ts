import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { logKey, type Logs, type LogWish } from '../core/cluster/provisioning';
import { KubeError } from '../rancher/kube';
import { containerLog } from '../rancher/kube/logs';
import type { ClusterContext } from '../rancher/store';

/** The end of a log, where the reason stands; a stack trace before it included. */
const TAIL_LINES = 200;

/** Nodes start one after another; where many fail at once, the first few tell why. */
const MOST = 4;

const AGAIN_MS = 5000;

/** The logs that are asked for, each read once for its version, and those that grow every few seconds. */
export function useLogs(context: ClusterContext, namespace: string, wishes: ComputedRef<LogWish[]>): Readonly<ShallowRef<Logs>> {
  const logs = shallowRef<Logs>(new Map());
  const served = computed(() => wishes.value.slice(0, MOST));
  const versions = new Map<string, string>();
  let stopped = false;

  async function read(wish: LogWish): Promise<void> {
    const key = logKey(wish.pod, wish.container);

    versions.set(key, wish.version);
    try {
      const text = await containerLog(context, { ...wish, namespace, tailLines: TAIL_LINES });

      if (!stopped && versions.get(key) === wish.version) {
        logs.value = new Map([...logs.value, [key, text]]);
      }
    } catch (error) {
      // Without logs there is less to tell. The next version, or the next round, is another chance.
      stopped ||= error instanceof KubeError && error.status === 403;
    }
  }

  function round(also: (wish: LogWish) => boolean): void {
    if (!stopped) {
      served.value.filter((wish) => also(wish) || versions.get(logKey(wish.pod, wish.container)) !== wish.version).forEach(read);
    }
  }

  watch(() => served.value.map(({ pod, container, version }) => `${ logKey(pod, container) } ${ version }`).join('\n'), () => {
    const wanted = new Set(served.value.map(({ pod, container }) => logKey(pod, container)));

    logs.value = new Map([...logs.value].filter(([key]) => wanted.has(key)));
    [...versions.keys()].filter((key) => !wanted.has(key)).forEach((key) => versions.delete(key));
    round(() => false);
  }, { immediate: true });

  const timer = setInterval(() => round(({ live }) => live), AGAIN_MS);

  onScopeDispose(() => {
    stopped = true;
    clearInterval(timer);
  });

  return logs;
}
