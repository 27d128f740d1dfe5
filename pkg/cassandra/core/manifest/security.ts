import type { PodSecurityContext, SecurityContext } from 'kubernetes-types/core/v1';

/** User and group `cassandra` of the official image. */
const CASSANDRA_ID = 999;

/**
 * What every pod runs as: within the Pod Security level `restricted`. No read-only root file system, which that level
 * does not ask for: the official entrypoint writes its settings into /etc/cassandra.
 */
export const POD_SECURITY_CONTEXT: PodSecurityContext = {
  runAsNonRoot:        true,
  runAsUser:           CASSANDRA_ID,
  runAsGroup:          CASSANDRA_ID,
  fsGroup:             CASSANDRA_ID,
  // Else every start walks through all data files.
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile:      { type: 'RuntimeDefault' },
};

/** What every container has, init containers included: the rest of what `restricted` asks for. */
export const SECURITY_CONTEXT: SecurityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
