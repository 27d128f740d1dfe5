import { onScopeDispose, watch } from 'vue';
import type { Cluster } from '../../core/cluster/cluster';
import { loginOf } from '../../core/connect/login';
import type { ClusterContext } from '../../rancher/store';
import { mayForward } from '../../rancher/tunnel/rights';
import { readSettings } from '../readSettings';
import type { CqlConnection } from './connection';

/**
 * Connects by itself, once, to a ring that wants no login, for a user who may forward ports. What would need a person, or
 * end with an error that nobody asked for, is not begun.
 *
 * @param wanted whether there is somebody to look at it, and a node to connect to
 */
export function useAutoConnect(cql: CqlConnection, context: ClusterContext, cluster: () => Cluster, wanted: () => boolean): void {
  const left = new AbortController();
  let begun = false;

  async function begin(): Promise<void> {
    const isOpen = loginOf(cluster(), await readSettings(context, cluster())).wanted === 'no';
    const may = isOpen && await mayForward(context, cluster().namespace).then(({ allowed }) => allowed, () => false);

    // Somebody may have connected or left meanwhile.
    if (may && cql.state.value.kind === 'idle' && !left.signal.aborted) {
      await cql.connect();
    }
  }

  watch(wanted, (isWanted) => {
    if (isWanted && !begun) {
      begun = true;
      begin();
    }
  }, { immediate: true });
  onScopeDispose(() => left.abort());
}
