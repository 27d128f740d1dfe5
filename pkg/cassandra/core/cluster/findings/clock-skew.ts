import type { Node } from 'kubernetes-types/core/v1';

import type { Check } from './finding';

/** Both times are in whole seconds, and the kubelet's is taken before it sends it. */
const TOLERATED_SECONDS = 5;

/**
 * Kubernetes nodes whose clock differs from the API server's. The kubelet writes its heartbeat by its own clock, and in
 * the same moment the API server notes by its own when that was written.
 */
export const clockSkew: Check = {
  code: 'clockSkew',
  find({ writtenHosts = [] }) {
    return writtenHosts.flatMap((host) => {
      const name = host.metadata?.name ?? '';
      const heartbeat = host.status?.conditions?.find(({ type }) => type === 'Ready')?.lastHeartbeatTime ?? '';
      const writer = heartbeatWriter(host);
      const seconds = (Date.parse(heartbeat) - Date.parse(writer?.time ?? '')) / 1000;

      return Math.abs(seconds) > TOLERATED_SECONDS ? [{
        severity: 'warning' as const,
        subject:  name,
        args:     { host: name, seconds: Math.abs(seconds), direction: seconds > 0 ? 'ahead' : 'behind' },
        evidence: [`node ${ name }: Ready, lastHeartbeatTime: ${ heartbeat }`, `node ${ name }: managedFields, ${ writer?.manager }: ${ writer?.time }`],
      }] : [];
    });
  },
};

/** Who keeps the heartbeat of the Ready condition: others write conditions of their own, or change only its status. */
function heartbeatWriter({ metadata }: Node) {
  return metadata?.managedFields?.find(({ fieldsV1 }) => {
    const fields = JSON.stringify(fieldsV1 ?? {});

    return fields.includes(JSON.stringify('k:{"type":"Ready"}')) && fields.includes('"f:lastHeartbeatTime"');
  });
}
