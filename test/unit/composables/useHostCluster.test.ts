import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Pod } from 'kubernetes-types/core/v1';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { computed, effectScope, shallowRef, type EffectScope } from 'vue';

import { useHostCluster } from '../../../pkg/cassandra/composables/useHostCluster';
import { readPodsOf } from '../../../pkg/cassandra/composables/readPodsOf';
import type { ClusterView } from '../../../pkg/cassandra/composables/useCluster';
import { KubeError, list } from '../../../pkg/cassandra/rancher/kube';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';
import { foreignStatefulSet, pod } from '../core/cluster/objects';

vi.mock('../../../pkg/cassandra/composables/readPodsOf');
vi.mock('../../../pkg/cassandra/composables/useLive', () => ({ useLive: () => ({ items: { value: [] } }) }));
vi.mock(import('../../../pkg/cassandra/rancher/kube'), async(original) => ({ ...await original(), list: vi.fn() }));

const rack = (name: string, resourceVersion = '1') => {
  const set = foreignStatefulSet(name, 'cassandra:5.0', { labels: { 'cassandra.datastax.com/cluster': 'demo', 'cassandra.datastax.com/datacenter': 'dc1' } });

  return { ...set, metadata: { ...set.metadata, resourceVersion } };
};
const page = shallowRef<StatefulSet>(rack('demo-r2'));
const tab = { hidden: false };
let scope: EffectScope;
let view: ClusterView;

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const names = (pods: readonly Pod[]) => pods.map(({ metadata }) => metadata?.name);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', tab);
  tab.hidden = false;
  page.value = rack('demo-r2');
  vi.mocked(list).mockReset().mockResolvedValue([rack('demo-r1'), rack('demo-r2'), foreignStatefulSet('other', 'cassandra:5.0')]);
  vi.mocked(readPodsOf).mockReset().mockImplementation(async(_, { metadata }) => [pod(`${ metadata?.name }-1`), pod(`${ metadata?.name }-0`)]);
  scope = effectScope();
});
afterEach(() => {
  scope.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function start(): Promise<void> {
  view = scope.run(() => useHostCluster({} as ClusterContext, computed(() => page.value)))!;
  await settle();
}

describe('useHostCluster', () => {
  it('finds the cluster of a rack, with the pods of all its racks and of no other', async() => {
    await start();
    expect(view.cluster.value?.members.map(({ name }) => name)).toEqual(['demo-r1', 'demo-r2']);
    expect(names(view.pods.value)).toEqual(['demo-r1-0', 'demo-r1-1', 'demo-r2-0', 'demo-r2-1']);
    expect([view.state.value, view.podState.value]).toEqual(['ready', 'ready']);
  });

  it('reads again when the StatefulSet changes, and from time to time while somebody looks', async() => {
    await start();
    page.value = rack('demo-r2', '2');
    await settle();
    expect(list).toHaveBeenCalledTimes(2);
    await settle(15_000);
    expect(list).toHaveBeenCalledTimes(3);
    tab.hidden = true;
    await settle(60_000);
    expect(list).toHaveBeenCalledTimes(3);
  });

  it('asks one question at a time, and once more for all that changed meanwhile', async() => {
    let answer = (_sets: StatefulSet[]): void => undefined;

    vi.mocked(list).mockImplementation(() => new Promise((resolve) => {
      answer = resolve as typeof answer;
    }));
    await start();
    for (const version of ['2', '3', '4']) {
      page.value = rack('demo-r2', version);
      await settle();
    }
    expect(list).toHaveBeenCalledTimes(1);
    answer([rack('demo-r2')]);
    await settle();
    expect(list).toHaveBeenCalledTimes(2);
    answer([rack('demo-r2')]);
    await settle();
    expect(list).toHaveBeenCalledTimes(2);
  });

  it.each([[403, 'denied'], [500, 'error']])('says that it was refused (%s), and keeps what it knows when that comes later', async(status, state) => {
    vi.mocked(list).mockRejectedValueOnce(new KubeError('no', status, 'No'));
    await start();
    expect([view.state.value, view.message.value]).toEqual([state, 'no']);
    await settle(15_000);
    expect(view.state.value).toBe('ready');
    vi.mocked(list).mockRejectedValueOnce(new KubeError('no', status, 'No'));
    vi.mocked(readPodsOf).mockRejectedValue(new KubeError('no', status, 'No'));
    await settle(30_000);
    expect([view.state.value, view.podState.value, view.pods.value.length]).toEqual(['ready', 'ready', 4]);
  });

  it('has a cluster also where pods may not be read', async() => {
    vi.mocked(readPodsOf).mockRejectedValue(new KubeError('no', 403, 'Forbidden'));
    await start();
    expect([view.cluster.value?.name, view.state.value, view.podState.value]).toEqual(['demo', 'ready', 'denied']);
  });

  it('stops with its page', async() => {
    await start();
    scope.stop();
    await settle(60_000);
    expect(list).toHaveBeenCalledTimes(1);
  });
});
