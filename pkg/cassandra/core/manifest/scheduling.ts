import type { Affinity, NodeAffinity, PodAntiAffinity, TopologySpreadConstraint } from 'kubernetes-types/core/v1';

import { ringLabels } from './labels';
import type { ClusterSpec, RackSpec } from './spec';

export const HOSTNAME = 'kubernetes.io/hostname';
export const ZONE = 'topology.kubernetes.io/zone';

/** Which Kubernetes nodes the pods of a rack may and should run on. */
export function affinity(spec: ClusterSpec, { zone }: RackSpec): Affinity | undefined {
  const inZone = zone === undefined ? undefined : only(zone);
  const apart = apartFromEachOther(spec);

  return inZone || apart ? { ...(inZone && { nodeAffinity: inZone }), ...(apart && { podAntiAffinity: apart }) } : undefined;
}

/** Spreads a ring over zones, as well as it goes, where its racks are not pinned to them. */
export function zoneSpread(spec: ClusterSpec, { zone }: RackSpec): TopologySpreadConstraint[] {
  return zone === undefined ? [{ maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: ringLabels(spec) } }] : [];
}

function only(zone: string): NodeAffinity {
  return { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE, operator: 'In', values: [zone] }] }] } };
}

/** Two nodes on one machine are lost together, and with them a quorum: of the whole ring, not of the rack. */
function apartFromEachOther(spec: ClusterSpec): PodAntiAffinity | undefined {
  const term = { labelSelector: { matchLabels: ringLabels(spec) }, topologyKey: HOSTNAME };

  switch (spec.antiAffinity) {
  case 'required':
    return { requiredDuringSchedulingIgnoredDuringExecution: [term] };
  case 'preferred':
    return { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] };
  case 'off':
    return undefined;
  }
}
