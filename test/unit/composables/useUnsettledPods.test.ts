import type { StatefulSet } from 'kubernetes-types/apps/v1';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { computed, effectScope, nextTick, shallowRef, type EffectScope } from 'vue';

import { readPodsOf } from '../../../pkg/cassandra/composables/readPodsOf';
import { useUnsettledPods } from '../../../pkg/cassandra/composables/useUnsettledPods';
import { ownStatefulSet, pod } from '../core/cluster/objects';
import { FakeHost } from '../rancher/fake-host';

vi.mock('../../../pkg/cassandra/composables/readPodsOf');

const sets = shallowRef<StatefulSet[]>([]);
let scope: EffectScope;

/** A StatefulSet in some version of which so many of three nodes are ready. */
const set = (name: string, readyReplicas: number, resourceVersion = '1') => ownStatefulSet(name, { replicas: 3, readyReplicas }, { generation: 2, uid: name, resourceVersion });
const asked = () => vi.mocked(readPodsOf).mock.calls.map(([, { metadata }]) => metadata?.name);

async function change(...next: StatefulSet[]): Promise<void> {
  sets.value = next;
  await nextTick();
  await vi.advanceTimersByTimeAsync(0);
}

async function start(...initial: StatefulSet[]) {
  scope = effectScope();
  const pods = scope.run(() => useUnsettledPods(new FakeHost().context, computed(() => sets.value)))!;

  await change(...initial);

  return pods;
}

beforeEach(() => {
  vi.useFakeTimers();
  sets.value = [];
  vi.mocked(readPodsOf).mockReset().mockImplementation(async(_, { metadata }) => [pod(`${ metadata?.name }-0`)]);
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe('pods of unsettled clusters', () => {
  it('are those of clusters with nodes that are not ready', async() => {
    const pods = await start(set('a', 3), set('b', 2), set('c', 0));

    expect(pods.value.map(({ metadata }) => metadata?.name)).toStrictEqual(['b-0', 'c-0']);
    expect(asked()).toStrictEqual(['b', 'c']);
  });

  it('are read again for what has changed, and forgotten for what has settled', async() => {
    const pods = await start(set('a', 2), set('b', 2), set('c', 2));

    await change(set('a', 2), set('b', 1, '2'), set('c', 3, '2'));
    expect(asked()).toStrictEqual(['a', 'b', 'c', 'b']);
    expect(pods.value.map(({ metadata }) => metadata?.name)).toStrictEqual(['a-0', 'b-0']);
  });

  it('are asked for by four requests at a time', async() => {
    const answer = Promise.withResolvers<never[]>();

    vi.mocked(readPodsOf).mockReturnValue(answer.promise);
    await start(...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => set(name, 0)));
    expect(asked()).toStrictEqual(['a', 'b', 'c', 'd']);
    answer.resolve([]);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked()).toHaveLength(6);
  });

  it('are done without where they may not be read', async() => {
    vi.mocked(readPodsOf).mockRejectedValueOnce(new Error('forbidden'));
    const pods = await start(set('a', 2), set('b', 2));

    expect(pods.value.map(({ metadata }) => metadata?.name)).toStrictEqual(['b-0']);
  });
});
