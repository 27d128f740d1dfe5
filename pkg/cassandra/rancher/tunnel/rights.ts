import type { Pod } from 'kubernetes-types/core/v1';
import { connectVerbs, mayAll } from '../access';
import type { Verdict } from '../access';
import { get, KubeError } from '../kube';
import type { ClusterContext } from '../store';
import { TunnelError } from './types';

/** May the user forward ports of the pods of a namespace? */
export async function mayForward(context: ClusterContext, namespace: string): Promise<Verdict> {
  return mayAll(context, (await connectVerbs(context)).map((verb) => ({
    verb, resource: 'pods', subresource: 'portforward', namespace
  })));
}

/** Why a WebSocket was refused: the likely reasons are asked for one by one, the user's rights, then the pod. */
export async function whyRefused(context: ClusterContext, namespace: string, pod: string): Promise<TunnelError> {
  try {
    const verdict = await mayForward(context, namespace);

    if (!verdict.allowed) {
      return new TunnelError('denied', verdict.reason ?? 'You are not allowed to forward ports of this pod');
    }
    const { status } = await get<Pod>(context, { apiVersion: 'v1', kind: 'Pod', namespace, name: pod });

    return new TunnelError('unreachable', status?.phase === 'Running'
      ? `No connection to pod "${ pod }": the server refused it without saying why`
      : `Pod "${ pod }" is not running, it is ${ status?.phase ?? 'in an unknown state' }`);
  } catch (cause) {
    if (cause instanceof KubeError && cause.status === 404) {
      return new TunnelError('notFound', `Pod "${ pod }" does not exist in namespace "${ namespace }"`, { cause });
    }
    const why = cause instanceof Error ? cause.message : String(cause);

    return new TunnelError('unreachable', `No connection to pod "${ pod }": ${ why }`, { cause });
  }
}
