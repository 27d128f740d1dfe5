import type { PodSpec, PodTemplateSpec } from 'kubernetes-types/core/v1';

import { container } from './container';
import { initContainers, insideVolumes, templateAnnotations } from './inside';
import { owned, rackLabels } from './labels';
import { affinity, zoneSpread } from './scheduling';
import { POD_SECURITY_CONTEXT } from './security';
import type { ClusterSpec } from './spec';
import type { MemberSpec } from './topology';

/** Drain writes all that is in memory to disk, and a full heap on a slow disk takes its time. */
const GRACE_SECONDS = 300;

/** The pod template of a member. */
export function podTemplate(spec: ClusterSpec, member: MemberSpec): PodTemplateSpec {
  const annotations = templateAnnotations(spec);

  return {
    metadata: { labels: owned(rackLabels(spec, member)), ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec:     podSpec(spec, member),
  };
}

function podSpec(spec: ClusterSpec, member: MemberSpec): PodSpec {
  const { pullSecrets } = spec;
  const placed = affinity(spec, member.rack);
  const spread = zoneSpread(spec, member.rack);
  const before = initContainers(spec, member);
  const volumes = insideVolumes(spec);

  return {
    terminationGracePeriodSeconds: GRACE_SECONDS,
    automountServiceAccountToken:  false,
    // Variables named after Services could pass for the image's own CASSANDRA_… settings.
    enableServiceLinks:            false,
    ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets.map((name) => ({ name })) }),
    securityContext:               POD_SECURITY_CONTEXT,
    ...(placed && { affinity: placed }),
    ...(spread.length > 0 && { topologySpreadConstraints: spread }),
    ...(before.length > 0 && { initContainers: before }),
    containers:                    [container(spec, member)],
    ...(volumes.length > 0 && { volumes }),
  };
}
