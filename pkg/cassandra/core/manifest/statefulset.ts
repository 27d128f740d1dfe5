import type { StatefulSet } from 'kubernetes-types/apps/v1';

import { ANNOTATION_SUPERUSER_SECRET } from '../cluster/labels';
import { metadata, rackLabels } from './labels';
import { podTemplate } from './pod';
import type { ClusterSpec } from './spec';
import { claimTemplates } from './storage';
import type { MemberSpec } from './topology';

/** The nodes of one rack. */
export function statefulSet(spec: ClusterSpec, member: MemberSpec): StatefulSet {
  const { authentication, storage } = spec;
  const labels = rackLabels(spec, member);

  return {
    apiVersion: 'apps/v1',
    kind:       'StatefulSet',
    metadata:   {
      ...metadata(spec, member.name, labels),
      ...(authentication && { annotations: { [ANNOTATION_SUPERUSER_SECRET]: authentication.secret } }),
    },
    spec: {
      serviceName:                          spec.name,
      replicas:                             member.rack.nodes,
      // Cassandra refuses a second node that joins while the first still does.
      podManagementPolicy:                  'OrderedReady',
      updateStrategy:                       { type: 'RollingUpdate' },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: storage.retention.whenDeleted, whenScaled: storage.retention.whenScaled },
      selector:                             { matchLabels: labels },
      template:                             podTemplate(spec, member),
      volumeClaimTemplates:                 claimTemplates(spec),
    },
  };
}
