import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { computed, effectScope, ref, type EffectScope } from 'vue';

import { useLogs } from '../../../pkg/cassandra/composables/useLogs';
import type { LogWish } from '../../../pkg/cassandra/core/cluster/provisioning';
import { KubeError } from '../../../pkg/cassandra/rancher/kube';
import { containerLog } from '../../../pkg/cassandra/rancher/kube/logs';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';

vi.mock(import('../../../pkg/cassandra/rancher/kube/logs'), () => ({ containerLog: vi.fn() }));

const wish = (version: string, more: Partial<LogWish> = {}): LogWish => ({ pod: 'ring-0', container: 'cassandra', previous: false, live: false, version, ...more });
const wishes = ref<LogWish[]>([]);
let scope: EffectScope;

function start() {
  scope = effectScope();

  return scope.run(() => useLogs({} as ClusterContext, 'db', computed(() => wishes.value)))!;
}

beforeEach(() => {
  vi.useFakeTimers();
  let count = 0;

  vi.mocked(containerLog).mockReset().mockImplementation(async() => `log ${ ++count }`);
});

afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe('useLogs', () => {
  it('reads a log once for each version', async() => {
    wishes.value = [wish('1')];
    const logs = start();

    await vi.advanceTimersByTimeAsync(20_000);
    expect(logs.value.get('ring-0/cassandra')).toBe('log 1');
    wishes.value = [wish('2', { previous: true })];
    await vi.advanceTimersByTimeAsync(20_000);
    expect(logs.value.get('ring-0/cassandra')).toBe('log 2');
    expect(containerLog).toHaveBeenCalledTimes(2);
    expect(containerLog).toHaveBeenLastCalledWith({}, expect.objectContaining({ namespace: 'db', pod: 'ring-0', container: 'cassandra', previous: true }));
  });

  it('reads a log that grows every few seconds, until it is not wanted any more', async() => {
    wishes.value = [wish('1', { live: true })];
    const logs = start();

    await vi.advanceTimersByTimeAsync(11_000);
    expect(logs.value.get('ring-0/cassandra')).toBe('log 3');
    wishes.value = [];
    await vi.advanceTimersByTimeAsync(20_000);
    expect(logs.value.size).toBe(0);
    expect(containerLog).toHaveBeenCalledTimes(3);
  });

  it('asks no more once it is refused', async() => {
    vi.mocked(containerLog).mockRejectedValue(new KubeError('pods "ring-0" is forbidden', 403, 'Forbidden'));
    wishes.value = [wish('1', { live: true })];
    start();
    await vi.advanceTimersByTimeAsync(20_000);
    wishes.value = [wish('2')];
    await vi.advanceTimersByTimeAsync(20_000);

    expect(containerLog).toHaveBeenCalledTimes(1);
  });

  it('does not read the logs of a hundred pods at once', async() => {
    wishes.value = Array.from({ length: 100 }, (_, index) => wish('1', { pod: `ring-${ index }` }));
    start();
    await vi.advanceTimersByTimeAsync(1000);

    expect(vi.mocked(containerLog).mock.calls.length).toBeLessThan(10);
  });
});
