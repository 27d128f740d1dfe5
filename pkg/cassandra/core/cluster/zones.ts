import type { Node, Pod } from 'kubernetes-types/core/v1';

import { ZONE } from '../manifest/scheduling';

/**
 * The zone that a pod runs in: that of its Kubernetes node, or where nodes may not be read what Kubernetes copied onto
 * the pod, which it does since 1.35.
 */
export function zoneOf({ metadata, spec }: Pod, hosts: readonly Node[]): string | undefined {
  return hosts.find((host) => host.metadata?.name === spec?.nodeName)?.metadata?.labels?.[ZONE] ?? metadata?.labels?.[ZONE];
}
