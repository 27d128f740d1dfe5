import type { PodSpec, PodTemplateSpec } from 'kubernetes-types/core/v1';

import { clusterSelector } from '../cluster/labels';
import { container } from './container';
import type { ClusterSpec } from './spec';

/** User and group `cassandra` of the official image. */
const CASSANDRA_ID = 999;

/** Drain writes all that is in memory to disk, and a full heap on a slow disk takes its time. */
const GRACE_SECONDS = 300;

/** The pod template of a member. */
export function podTemplate(spec: ClusterSpec, labels: Record<string, string>): PodTemplateSpec {
  return { metadata: { labels }, spec: podSpec(spec) };
}

function podSpec(spec: ClusterSpec): PodSpec {
  const labelSelector = { matchLabels: clusterSelector(spec.name) };

  return {
    terminationGracePeriodSeconds: GRACE_SECONDS,
    automountServiceAccountToken:  false,
    // Variables named after Services could pass for the image's own CASSANDRA_… settings.
    enableServiceLinks:            false,
    // No read-only root file system: the official entrypoint writes its settings into /etc/cassandra.
    securityContext:               {
      runAsNonRoot:        true,
      runAsUser:           CASSANDRA_ID,
      runAsGroup:          CASSANDRA_ID,
      fsGroup:             CASSANDRA_ID,
      // Else every start walks through all data files.
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile:      { type: 'RuntimeDefault' },
    },
    // Two nodes on one machine are lost together, and with them a quorum.
    affinity:                  { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: 'kubernetes.io/hostname' }] } },
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector }],
    containers:                [container(spec)],
  };
}
