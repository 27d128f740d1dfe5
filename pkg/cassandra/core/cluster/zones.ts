import type { Node, Pod } from 'kubernetes-types/core/v1';

import { ZONE } from '../manifest/scheduling';

/** The zones of Kubernetes nodes, by their names. */
export type Zones = ReadonlyMap<string, string>;

export function zonesOf(hosts: readonly Node[]): Zones {
  return new Map(hosts.flatMap(({ metadata }) => {
    const zone = metadata?.labels?.[ZONE];

    return zone === undefined ? [] : [[metadata?.name ?? '', zone]];
  }));
}

/**
 * The zone that a pod runs in: that of its Kubernetes node, or where nodes may not be read what Kubernetes copied onto
 * the pod, which it does since 1.35.
 */
export function zoneOf({ metadata, spec }: Pod, zones: Zones): string | undefined {
  return zones.get(spec?.nodeName ?? '') ?? metadata?.labels?.[ZONE];
}
