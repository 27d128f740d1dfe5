import type { Node } from 'kubernetes-types/core/v1';
import { describe, expect, it } from 'vitest';

import { clockSkew } from '../../../../../pkg/cassandra/core/cluster/findings/clock-skew';
import { brief, facts } from './facts';

const condition = (...fields: string[]) => ({ 'f:status': { 'f:conditions': { 'k:{"type":"Ready"}': Object.fromEntries(fields.map((field) => [`f:${ field }`, {}])) } } });

/** A node whose kubelet and API server say these times of the same heartbeat. */
function host(heartbeat: string, written: string): Node {
  return {
    metadata: {
      name:          'worker-1',
      managedFields: [
        { manager: 'kube-controller-manager', time: '2026-11-23T09:00:00Z', fieldsV1: condition('status', 'lastTransitionTime') },
        { manager: 'node-problem-detector', time: '2026-11-23T10:00:00Z', fieldsV1: { 'f:status': { 'f:conditions': { 'k:{"type":"KernelDeadlock"}': { 'f:lastHeartbeatTime': {} } } } } },
        { manager: 'kubelet', time: written, fieldsV1: condition('lastHeartbeatTime') },
      ],
    },
    status: { conditions: [{ type: 'Ready', status: 'True', lastHeartbeatTime: heartbeat }] },
  };
}

describe('clockSkew', () => {
  it('compares the heartbeat with when it was written', () => {
    const [ahead, behind] = [host('2026-11-23T12:00:20Z', '2026-11-23T12:00:00Z'), host('2026-11-23T11:58:00Z', '2026-11-23T12:00:00Z')];

    expect(brief(clockSkew, facts({ writtenHosts: [ahead, behind] }))).toEqual([
      { severity: 'warning', subject: 'worker-1', args: { host: 'worker-1', seconds: 20, direction: 'ahead' } },
      { severity: 'warning', subject: 'worker-1', args: { host: 'worker-1', seconds: 120, direction: 'behind' } },
    ]);
    expect(clockSkew.find(facts({ writtenHosts: [ahead] }))[0]?.evidence).toEqual([
      'node worker-1: Ready, lastHeartbeatTime: 2026-11-23T12:00:20Z', 'node worker-1: managedFields, kubelet: 2026-11-23T12:00:00Z',
    ]);
  });

  it('takes no seconds of rounding and of the way for skew, and knows nothing where nothing is noted', () => {
    expect(clockSkew.find(facts({ writtenHosts: [host('2026-11-23T12:00:00Z', '2026-11-23T12:00:04Z')] }))).toEqual([]);
    expect(clockSkew.find(facts({ writtenHosts: [{ metadata: { name: 'worker-1' }, status: { conditions: [{ type: 'Ready', status: 'True', lastHeartbeatTime: '2026-11-23T12:00:00Z' }] } }] }))).toEqual([]);
  });
});
