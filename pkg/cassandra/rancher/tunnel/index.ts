import type { OpenSocket } from '../exec';
import { clusterPath } from '../store';
import type { ClusterContext } from '../store';
import { V4 } from './frames';
import { whyRefused } from './rights';
import type { Target } from './types';

export { mayForward } from './rights';
export { TunnelSocket } from './socket';
export { TunnelError } from './types';
export type { Target, TunnelErrorCode } from './types';

/** Rancher authenticates the upgrade by the session cookie, hence the page's own origin. */
const openBrowserSocket: OpenSocket = (pathAndQuery, protocols) => new WebSocket(location.origin.replace(/^http/, 'ws') + pathAndQuery, protocols);

/** A pod as the far end of tunnels: each is a WebSocket of its own to Kubernetes' port forwarding, through Rancher. */
export function portForward(context: ClusterContext, namespace: string, pod: string, openSocket: OpenSocket = openBrowserSocket): Target {
  const path = `${ clusterPath(context) }/api/v1/namespaces/${ encodeURIComponent(namespace) }/pods/${ encodeURIComponent(pod) }/portforward`;

  return {
    open:       (port) => openSocket(`${ path }?ports=${ port }`, [V4]),
    whyRefused: () => whyRefused(context, namespace, pod),
  };
}
