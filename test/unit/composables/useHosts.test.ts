import { describe, expect, it, vi } from 'vitest';
import type { Node } from 'kubernetes-types/core/v1';
import { effectScope, shallowRef } from 'vue';

import { useHosts } from '../../../pkg/cassandra/composables/useHosts';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';
import { liveList } from '../../../pkg/cassandra/rancher/watch';

vi.mock('../../../pkg/cassandra/rancher/watch');

const host = (heartbeat: string, status = 'True'): Node => ({
  metadata: { name: 'n1', labels: { 'topology.kubernetes.io/zone': 'a' }, resourceVersion: heartbeat },
  status:   { capacity: { memory: '8Gi' }, conditions: [{ type: 'Ready', status, lastHeartbeatTime: heartbeat as never }] },
});

describe('useHosts', () => {
  it('is the same with every heartbeat, and another when a node is', async() => {
    const nodes = shallowRef([host('2026-11-20T10:00:00Z')]);

    vi.mocked(liveList).mockResolvedValue(() => nodes.value as never[]);
    const { items, load } = effectScope().run(() => useHosts({} as ClusterContext))!;

    await load();
    const before = items.value;

    expect(before).toEqual([{ metadata: { name: 'n1', labels: { 'topology.kubernetes.io/zone': 'a' } }, status: { capacity: { memory: '8Gi' }, conditions: [{ type: 'Ready', status: 'True' }] } }]);
    nodes.value = [host('2026-11-20T10:00:10Z')];
    expect(items.value).toBe(before);
    nodes.value = [host('2026-11-20T10:00:20Z', 'Unknown')];
    expect(items.value[0]?.status?.conditions).toEqual([{ type: 'Ready', status: 'Unknown' }]);
  });
});
