import { afterEach, expect, it, vi } from 'vitest';
import type { Pod } from 'kubernetes-types/core/v1';
import { computed, effectScope, isReactive, reactive } from 'vue';

import { useLive } from '../../../pkg/cassandra/composables/useLive';
import { liveList } from '../../../pkg/cassandra/rancher/watch';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';

vi.mock('../../../pkg/cassandra/rancher/watch');

const scope = effectScope();

afterEach(() => scope.stop());

it('shows what changes in the host\'s store, but does not watch what is inside of each object', async() => {
  // As the host does it: models are deeply reactive, and a change sets their top-level fields anew.
  const store = reactive<Pod[]>([{ metadata: { name: 'db-0' }, status: { phase: 'Pending' } }]);

  vi.mocked(liveList<'pod'>).mockResolvedValue(() => store.map((pod) => ({ ...pod })));
  const { items } = scope.run(() => useLive({} as ClusterContext, 'pod'))!;
  const phases = scope.run(() => computed(() => items.value.map(({ status }) => status?.phase)))!;

  await vi.waitUntil(() => items.value.length);
  expect(phases.value).toStrictEqual(['Pending']);
  Object.assign(store[0]!, { status: { phase: 'Running' } });
  expect(phases.value).toStrictEqual(['Running']);
  store.push({ metadata: { name: 'db-1' }, status: { phase: 'Pending' } });
  expect(phases.value).toStrictEqual(['Running', 'Pending']);
  expect(items.value.map(({ status }) => isReactive(status))).toStrictEqual([false, false]);
});
