import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type EffectScope } from 'vue';

import type { KnownRing } from '../../../pkg/cassandra/composables/knownRings';
import { useClusterRows } from '../../../pkg/cassandra/composables/useClusterRows';
import type { RingSummary } from '../../../pkg/cassandra/composables/useRingSummaries';
import { findClusters } from '../../../pkg/cassandra/core/cluster/cluster';
import { foreignStatefulSet, ownStatefulSet } from '../core/cluster/objects';

vi.mock('../../../pkg/cassandra/composables/useText', () => ({ useText: () => (key: string, args?: object) => [key, ...Object.values(args ?? {})].join(' ') }));

const NOON = Date.parse('2026-11-23T12:00:00Z');
const down: KnownRing = {
  verdict: { code: 'nodesDown', level: 'error', up: 2, known: 3, expected: 3, down: 1, joining: 0, stuck: 0, quorum: true }, load: 1, pod: 'db-0', at: NOON
};

let scope: EffectScope;
let summary: RingSummary;

function rowsOf(...sets: Parameters<typeof findClusters>[0]) {
  return scope.run(() => useClusterRows(() => findClusters(sets), { of: () => summary, show: () => undefined }))!;
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
  scope = effectScope();
  summary = { known: undefined, problem: undefined, busy: false };
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe('a row', () => {
  it('says by Kubernetes how the cluster is while the ring is not known', () => {
    expect(rowsOf(ownStatefulSet()).value).toMatchObject([{ stateLabel: 'cassandra.verdict.word.running', stateDescription: '', upShare: -1, origin: 'cassandra.clusterList.origin.managed ' }]);
  });

  it('believes a fresh ring that nodes are down, and an old one no more', async() => {
    summary.known = down;
    const rows = rowsOf(ownStatefulSet());

    expect(rows.value[0]).toMatchObject({ stateLabel: 'cassandra.verdict.word.degraded', stateObj: { error: true }, upShare: 2 / 3 });
    await vi.advanceTimersByTimeAsync(11 * 60_000);
    expect(rows.value[0]).toMatchObject({ stateLabel: 'cassandra.verdict.word.running', upShare: 2 / 3 });
  });

  it('tells nodes that are not made yet from those that are not ready', () => {
    expect(rowsOf(ownStatefulSet('a', { replicas: 3, readyReplicas: 2 }), ownStatefulSet('b', { replicas: 2, readyReplicas: 2 })).value.map(({ nodes }) => nodes)).toStrictEqual([
      'cassandra.nodes.readyOf 2 3 3', 'cassandra.clusterList.nodesMade 2 2 3',
    ]);
  });

  it('names each piece of evidence once, whatever number of members has it', () => {
    const labels = { 'cassandra.datastax.com/cluster': 'c', 'cassandra.datastax.com/datacenter': 'dc1' };
    const [row] = rowsOf(foreignStatefulSet('r1', 'cassandra:5.0', { labels }), foreignStatefulSet('r2', 'cassandra:5.0', { labels })).value;

    expect(row?.cluster.members).toHaveLength(2);
    expect(row?.evidence.split('\n')).toStrictEqual([
      'cassandra.clusterList.foundBy', 'cassandra.evidence.image: cassandra:5.0', 'cassandra.evidence.operator: cassandra.datastax.com/datacenter=dc1',
    ]);
  });
});
