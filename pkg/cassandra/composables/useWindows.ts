import type { Pod } from 'kubernetes-types/core/v1';
import type { Cluster } from '../core/cluster/cluster';
import { nativePort } from '../core/connect/contact-points';
import { loginOf } from '../core/connect/login';
import { clientTlsOf } from '../core/connect/tls';
import { typedCqlsh } from '../core/connect/typed';
import { TYPED_NODETOOL } from '../core/nodetool/command';
import { growlFailed } from '../rancher/growl';
import type { ClusterContext } from '../rancher/store';
import { openWindow, type WindowKind } from '../rancher/windows';
import { nodetoolTarget } from './readRing';
import { readSettings } from './readSettings';
import { useText } from './useText';

/**
 * Opens the host's own window with the log of Cassandra in a pod, or a shell beside it, by itself or with cqlsh or ready
 * for nodetool. Why that did not work is told by a growl.
 */
export function useWindows(context: ClusterContext, cluster: () => Cluster): (kind: WindowKind, pod: Pod) => Promise<void> {
  const t = useText();

  return async(kind, pod) => {
    const target = nodetoolTarget(cluster(), pod);
    const typed = kind === 'cqlsh' ? await cqlshFor(context, cluster(), pod) : kind === 'nodetool' ? TYPED_NODETOOL : undefined;

    if (!await openWindow(context, kind, target, typed)) {
      await growlFailed(context.store, t('cassandra.terminal.failed', { name: target.pod }), t('cassandra.terminal.gone'));
    }
  };
}

async function cqlshFor(context: ClusterContext, cluster: Cluster, { status }: Pod): Promise<string> {
  // Without them cqlsh is opened as well as can be: it says itself what it lacks.
  const configMaps = await readSettings(context, cluster);

  return typedCqlsh({
    login: loginOf(cluster, configMaps),
    tls:   clientTlsOf(cluster, configMaps),
    port:  nativePort(cluster.members[0], configMaps),
    ...(status?.podIP !== undefined && { address: status.podIP }),
  });
}
