import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { StatefulSet } from 'kubernetes-types/apps/v1';
import { effectScope, nextTick, ref, shallowRef } from 'vue';

import type { CqlConnection, CqlConnectionState } from '../../../../pkg/cassandra/composables/cql/connection';
import { useAutoConnect } from '../../../../pkg/cassandra/composables/cql/useAutoConnect';
import { readSettings } from '../../../../pkg/cassandra/composables/readSettings';
import { findClusters } from '../../../../pkg/cassandra/core/cluster/cluster';
import type { ClusterContext } from '../../../../pkg/cassandra/rancher/store';
import { mayForward } from '../../../../pkg/cassandra/rancher/tunnel/rights';

vi.mock('../../../../pkg/cassandra/rancher/tunnel/rights');
vi.mock('../../../../pkg/cassandra/composables/readSettings');

const context = { store: {}, clusterId: 'local' } as ClusterContext;
const OURS = { 'app.kubernetes.io/managed-by': 'cassandra-for-rancher' };
const clusterOf = (annotations: Record<string, string> = {}, labels: Record<string, string> = OURS) => findClusters([{ metadata: { name: 'ring', namespace: 'default', annotations, labels }, spec: { selector: {}, serviceName: 'ring', template: { spec: { containers: [{ name: 'cassandra', image: 'cassandra:5.0' }] } } } } as StatefulSet])[0]!;
const state = shallowRef<CqlConnectionState>({ kind: 'idle' });
const connect = vi.fn(async() => undefined);
const wanted = ref(false);

type Case = [string, () => void];


async function begin(cluster = clusterOf()) {
  const scope = effectScope();

  scope.run(() => useAutoConnect({ state, connect } as unknown as CqlConnection, context, () => cluster, () => wanted.value));
  await settle();

  return scope;
}
const settle = () => new Promise((resolve) => {
  setTimeout(resolve);
});

beforeEach(() => {
  connect.mockClear();
  state.value = { kind: 'idle' };
  wanted.value = true;
  vi.mocked(mayForward).mockReset().mockResolvedValue({ allowed: true });
  vi.mocked(readSettings).mockReset().mockResolvedValue([]);
});

describe('useAutoConnect', () => {
  it('connects where no login is wanted and ports may be forwarded, as soon as somebody looks', async() => {
    wanted.value = false;
    await begin();
    expect(mayForward).not.toHaveBeenCalled();
    wanted.value = true;
    await nextTick();
    await settle();
    expect(connect).toHaveBeenCalledTimes(1);
  });

  it('does so once: who ends the connection wants none', async() => {
    await begin();
    wanted.value = false;
    await nextTick();
    wanted.value = true;
    await nextTick();
    await settle();
    expect(connect).toHaveBeenCalledTimes(1);
  });

  it.each<Case>([
    ['ports may not be forwarded', () => vi.mocked(mayForward).mockResolvedValue({ allowed: false })],
    ['nobody knows whether they may', () => vi.mocked(mayForward).mockRejectedValue(new Error('gone'))],
    ['somebody has connected', () => {
      state.value = { kind: 'connecting' };
    }],
  ])('does not where %s', async(_, make) => {
    make();
    await begin();
    expect(connect).not.toHaveBeenCalled();
  });

  it('does not where a login is wanted, and does not ask for rights then', async() => {
    await begin(clusterOf({ 'cassandra-for-rancher/superuser-secret': 'login' }));
    expect(connect).not.toHaveBeenCalled();
    expect(mayForward).not.toHaveBeenCalled();
  });

  it('does not where nobody knows whether a login is wanted', async() => {
    await begin(clusterOf({}, {}));
    expect(connect).not.toHaveBeenCalled();
  });

  it('does not when the page was left meanwhile', async() => {
    let answer = (_: { allowed: boolean }): void => {};

    vi.mocked(mayForward).mockReturnValue(new Promise((resolve) => {
      answer = resolve;
    }));
    const scope = await begin();

    scope.stop();
    answer({ allowed: true });
    await settle();
    expect(connect).not.toHaveBeenCalled();
  });
});
