import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pod } from 'kubernetes-types/core/v1';
import { computed, effectScope, ref, shallowRef, type EffectScope } from 'vue';

import type { ClusterView } from '../../../pkg/cassandra/composables/useCluster';
import { useFacts } from '../../../pkg/cassandra/composables/useFacts';
import type { RingState } from '../../../pkg/cassandra/composables/useRing';
import { findClusters } from '../../../pkg/cassandra/core/cluster/cluster';
import { get, KubeError } from '../../../pkg/cassandra/rancher/kube';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';
import { liveList } from '../../../pkg/cassandra/rancher/watch';
import { ownStatefulSet, pod } from '../core/cluster/objects';

vi.mock('../../../pkg/cassandra/rancher/watch');
vi.mock(import('../../../pkg/cassandra/rancher/kube'), async(original) => ({ ...await original(), get: vi.fn() }));

const context = {} as ClusterContext;
const mounting: Pod = { ...pod('db-0'), spec: { nodeName: 'node-7', containers: [], volumes: [{ name: 'settings', configMap: { name: 'db-config' } }] } };
const podState = ref<'loading' | 'ready'>('ready');
const objects: Record<string, object[] | KubeError> = {};
let scope: EffectScope;

function start() {
  const view = { namespace: 'prod', pods: computed(() => [mounting]), podState } as unknown as ClusterView;
  const ring = { reading: shallowRef(), second: shallowRef(), description: shallowRef() } as unknown as RingState;

  scope = effectScope();

  return scope.run(() => useFacts(context, computed(() => findClusters([ownStatefulSet()])[0]), view, ring))!;
}
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  podState.value = 'ready';
  Object.assign(objects, { service: [], configmap: [{ metadata: { name: 'db-config' } }, { metadata: { name: 'kube-root-ca.crt' } }], node: [{ metadata: { name: 'node-7' } }] });
  vi.mocked(liveList).mockImplementation(async(_context, type) => {
    const found = objects[type] ?? [];

    if (found instanceof KubeError) {
      throw found;
    }

    return () => found as never[];
  });
  vi.mocked(get).mockReset().mockImplementation(async(_context, { name }) => ({ metadata: { name, managedFields: [] } }) as never);
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe('useFacts', () => {
  it('takes an empty list for an answer, and a refusal for none', async() => {
    objects['service'] = new KubeError('no', 403, 'Forbidden');
    const facts = start();

    await settle();
    expect(facts.value).toMatchObject({ claims: [], budgets: [] });
    expect(facts.value?.services).toBeUndefined();
  });

  it('keeps the ConfigMaps that the pods mount', async() => {
    const facts = start();

    await settle();
    expect(facts.value?.configMaps?.map(({ metadata }) => metadata?.name)).toEqual(['db-config']);
  });

  it('reads once who wrote what of the Kubernetes nodes that run the pods, if nodes may be read at all', async() => {
    const facts = start();

    await settle();
    expect(facts.value?.writtenHosts).toEqual([{ metadata: { name: 'node-7', managedFields: [] } }]);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(get).toHaveBeenCalledTimes(1);

    scope.stop();
    vi.mocked(get).mockClear();
    objects['node'] = new KubeError('no', 403, 'Forbidden');
    start();
    await settle();
    expect(get).not.toHaveBeenCalled();
  });

  it('waits for the pods: without them every node would look lost', async() => {
    podState.value = 'loading';
    const facts = start();

    await settle();
    expect(facts.value).toBeUndefined();
    podState.value = 'ready';
    expect(facts.value).toBeDefined();
  });
});
