import type { Pod } from 'kubernetes-types/core/v1';
import { mayExec } from '../access';
import { get, KubeError } from '../kube';
import type { ClusterContext } from '../store';
import { ExecError } from './types';
import type { ExecRequest } from './types';

/**
 * Why a WebSocket was refused. The browser hides the server's answer to a failed handshake, so the likely reasons are
 * asked for one by one: the user's rights, the pod, its container.
 */
export async function whyRefused(context: ClusterContext, request: ExecRequest): Promise<ExecError> {
  try {
    const verdict = await mayExec(context, request.namespace);

    if (!verdict.allowed) {
      return new ExecError('denied', verdict.reason ?? 'You are not allowed to run commands in this pod');
    }

    return whatIsWrongWith(await get<Pod>(context, {
      apiVersion: 'v1', kind: 'Pod', namespace: request.namespace, name: request.pod
    }), request);
  } catch (cause) {
    if (cause instanceof KubeError && cause.status === 404) {
      return new ExecError('notFound', `Pod "${ request.pod }" does not exist in namespace "${ request.namespace }"`, { cause });
    }
    const why = cause instanceof Error ? cause.message : String(cause);

    return new ExecError('unreachable', `No connection to pod "${ request.pod }": ${ why }`, { cause });
  }
}

function whatIsWrongWith({ spec, status }: Pod, { pod, container, stdin }: ExecRequest): ExecError {
  const names = spec?.containers.map(({ name }) => name) ?? [];

  if (container && !names.includes(container)) {
    return new ExecError('notFound', `Pod "${ pod }" has no container "${ container }", only ${ names.join(', ') }`);
  }
  if (!container && names.length > 1) {
    return new ExecError('notFound', `Pod "${ pod }" has several containers, name one of ${ names.join(', ') }`);
  }
  if (status?.phase !== 'Running') {
    return new ExecError('unreachable', `Pod "${ pod }" is not running, it is ${ status?.phase ?? 'in an unknown state' }`);
  }
  const old = stdin === undefined ? '' : ' (sending input to a command needs Kubernetes 1.30 or later)';

  return new ExecError('unreachable', `No connection to pod "${ pod }": the server refused it without saying why${ old }`);
}
