import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { computed, effectScope, ref, type EffectScope } from 'vue';

import { useVolumeStats } from '../../../pkg/cassandra/composables/useVolumeStats';
import { failure, FakeHost, type FakeRequest } from '../rancher/fake-host';

const hosts = ref<string[]>([]);
let host: FakeHost;
let scope: EffectScope;

const summary = (claim: string) => ({ pods: [{ volume: [{ pvcRef: { name: claim, namespace: 'prod' }, usedBytes: 1, availableBytes: 2, time: '1970-01-01T00:00:01Z' }] }] });
const hostOf = ({ path }: FakeRequest) => /^\/api\/v1\/nodes\/(\w+)\/proxy\/stats\/summary$/.exec(path)?.[1];
const asked = () => host.requests.filter((request) => request.includes('/proxy/'));

async function start() {
  scope = effectScope();
  const stats = scope.run(() => useVolumeStats(host.context, 'prod', computed(() => hosts.value)))!;

  await vi.waitUntil(() => hosts.value.length === 0 || stats.state.value !== 'loading');

  return stats;
}

beforeEach(() => {
  hosts.value = ['b', 'a', 'b'];
  host = new FakeHost();
  host.intercept = (request) => {
    const name = hostOf(request);

    return name === undefined ? undefined : { status: 200, body: summary(`data-${ name }`) };
  };
});

afterEach(() => scope.stop());

describe('how full volumes are', () => {
  it('is asked of each kubelet once', async() => {
    const { measured } = await start();

    expect([...measured.value?.keys() ?? []]).toStrictEqual(['data-a', 'data-b']);
    expect(asked()).toHaveLength(2);
  });

  it('is asked of nobody who may not be asked', async() => {
    host.denied.add('get nodes/proxy');
    const { measured, refusal } = await start();

    expect([measured.value, asked()]).toStrictEqual([undefined, []]);
    expect(refusal.value).toContain('nodes/proxy');
  });

  it('is known of the others where one kubelet does not answer', async() => {
    const answer = host.intercept;

    host.intercept = (request) => hostOf(request) === 'a' ? failure(502, 'BadGateway', 'no route to host') : answer(request);

    expect([...(await start()).measured.value?.keys() ?? []]).toStrictEqual(['data-b']);
  });
});
