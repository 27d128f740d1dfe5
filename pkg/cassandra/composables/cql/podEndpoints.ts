import type { Pod } from 'kubernetes-types/core/v1';
import { isReady, isTerminating } from '../../core/cluster/pods';
import type { PodEndpoint } from '../../rancher/driver/load';

/**
 * The pods that can be connected to. One that has ended keeps its IP for a while, which may be another pod's by then; one
 * that is going is still there, but nobody should begin with it.
 */
export function podEndpoints(pods: readonly Pod[]): PodEndpoint[] {
  return pods.flatMap((pod) => {
    const { metadata, status } = pod;

    return metadata?.name !== undefined && status?.podIP && status.phase === 'Running' ? [{ name: metadata.name, ip: status.podIP, ready: isReady(pod) && !isTerminating(pod) }] : [];
  });
}
