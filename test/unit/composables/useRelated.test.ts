import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type EffectScope } from 'vue';

import { useRelated, type Related, type RelatedKind } from '../../../pkg/cassandra/composables/useRelated';
import { findClusters } from '../../../pkg/cassandra/core/cluster/cluster';
import { KubeError, list } from '../../../pkg/cassandra/rancher/kube';
import { liveList } from '../../../pkg/cassandra/rancher/watch';
import { FakeHost } from '../rancher/fake-host';
import { ownStatefulSet } from '../core/cluster/objects';

vi.mock('../../../pkg/cassandra/rancher/watch');
vi.mock(import('../../../pkg/cassandra/rancher/kube'), async(original) => ({ ...await original(), list: vi.fn() }));

const { context } = new FakeHost();
const set = ownStatefulSet('db');
const cluster = findClusters([set])[0]!;
const forbidden = new KubeError('no', 403, 'Forbidden');

let scope: EffectScope;

async function start(kinds?: readonly RelatedKind[]): Promise<Related> {
  scope = effectScope();
  const related = scope.run(() => useRelated(context, () => cluster, kinds))!;

  await vi.waitFor(() => expect(related.loading.value).toBe(false));

  return related;
}

const presence = ({ objects }: Related, kind: string) => objects.value.filter((one) => one.kind === kind).map((one) => one.presence);

beforeEach(() => {
  vi.mocked(list).mockReset().mockResolvedValue([]);
  vi.mocked(liveList).mockReset().mockImplementation(async(_context, type) => () => type === 'apps.statefulset' ? [set] as never : []);
});
afterEach(() => scope.stop());

describe('useRelated', () => {
  it('reads what is in the namespace, what is in none, and of Secrets the metadata only', async() => {
    const related = await start();

    expect(presence(related, 'StatefulSet')).toEqual(['there']);
    expect(presence(related, 'Service')).toEqual(['missing']);
    expect(vi.mocked(liveList).mock.calls).toContainEqual([context, 'service', { namespace: 'prod' }]);
    expect(vi.mocked(liveList).mock.calls).toContainEqual([context, 'persistentvolume', {}]);
    expect(vi.mocked(list).mock.calls).toStrictEqual([[context, { apiVersion: 'v1', kind: 'Secret', namespace: 'prod' }, { metadataOnly: true }]]);
    expect(related.unread.value).toEqual([]);
  });

  it('names the kinds that may not be read, and calls nothing of them missing', async() => {
    vi.mocked(list).mockRejectedValue(forbidden);
    vi.mocked(liveList).mockImplementation(async(_context, type) => {
      if (type === 'service') {
        throw forbidden;
      }

      return () => [];
    });
    const related = await start();

    expect(related.unread.value).toEqual([{ kind: 'Service', state: 'denied' }, { kind: 'Secret', state: 'denied' }]);
    expect(presence(related, 'Service')).toEqual(['unread']);
  });

  it('tries again what failed, and only that', async() => {
    vi.mocked(list).mockRejectedValueOnce(new Error('cut off'));
    vi.mocked(liveList).mockRejectedValueOnce(new Error('cut off')); // the first kind
    const related = await start();
    const asked = vi.mocked(liveList).mock.calls.length;

    expect(related.unread.value).toEqual([{ kind: 'StatefulSet', state: 'error' }, { kind: 'Secret', state: 'error' }]);
    await related.retry();
    expect(related.unread.value).toEqual([]);
    expect(vi.mocked(liveList).mock.calls.length).toBe(asked + 1);
    expect(vi.mocked(list)).toHaveBeenCalledTimes(2);
  });

  it('does not ask for Secrets where only some kinds are wanted', async() => {
    await start(['Service']);
    expect(list).not.toHaveBeenCalled();
    expect(liveList).toHaveBeenCalledTimes(1);
  });
});
