import type { Pod } from 'kubernetes-types/core/v1';
import type { Cluster } from '../core/cluster/cluster';
import type { ClusterContext } from '../rancher/store';
import { openWindow } from '../rancher/windows';
import { nodetoolTarget } from './readRing';

/** Opens the host's own window with the log of Cassandra in a pod, or a shell beside it. */
export function useWindows(context: ClusterContext, cluster: () => Cluster): (kind: 'logs' | 'shell', pod: Pod) => Promise<boolean> {
  return (kind, pod) => openWindow(context, kind, nodetoolTarget(cluster(), pod));
}
