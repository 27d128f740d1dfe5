import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pod } from 'kubernetes-types/core/v1';

import { readRing } from '../../../pkg/cassandra/composables/readRing';
import { runNodetool } from '../../../pkg/cassandra/composables/runNodetool';
import { findClusters } from '../../../pkg/cassandra/core/cluster/cluster';
import { NodetoolError } from '../../../pkg/cassandra/core/nodetool/error';
import { ExecError } from '../../../pkg/cassandra/rancher/exec';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';
import { ownStatefulSet, pod } from '../core/cluster/objects';

vi.mock('../../../pkg/cassandra/composables/runNodetool');

const [cluster] = findClusters([ownStatefulSet()]);
const pods = ['db-0', 'db-1', 'db-2'].map((name) => pod(name));
const read = (from: readonly Pod[] = pods, prefer?: string) => readRing({} as ClusterContext, cluster!, from, { prefer });
const asked = () => vi.mocked(runNodetool).mock.calls.map(([, target]) => target.pod);

beforeEach(() => {
  vi.mocked(runNodetool).mockReset().mockImplementation(async(_, target) => ({ value: { datacenters: [], notes: [] }, text: '', pod: target.pod, at: 1 }));
});

describe('readRing', () => {
  it('asks the database\'s container of the first ready pod', async() => {
    expect(await read([pod('db-0', { ready: false }), ...pods.slice(1)])).toMatchObject({ pod: 'db-1' });
    expect(vi.mocked(runNodetool).mock.calls[0]!.slice(1, 3)).toStrictEqual([{ namespace: 'prod', pod: 'db-1', container: 'cassandra' }, ['status']]);
  });

  it('asks the pod first that answered last, unless it is not ready any more', async() => {
    await read(pods, 'db-2');
    await read([...pods.slice(0, 2), pod('db-2', { ready: false })], 'db-2');
    expect(asked()).toStrictEqual(['db-2', 'db-0']);
  });

  it('asks one other pod when the first one fails, and tells what the first one said', async() => {
    vi.mocked(runNodetool).mockRejectedValue(new NodetoolError('reported', 'second')).mockRejectedValueOnce(new NodetoolError('reported', 'first'));
    await expect(read()).rejects.toMatchObject({ pod: 'db-0', message: 'first' });
    expect(asked()).toStrictEqual(['db-0', 'db-1']);
  });

  it('takes the answer of the other pod', async() => {
    vi.mocked(runNodetool).mockRejectedValueOnce(new ExecError('unreachable', 'gone'));
    expect(await read()).toMatchObject({ pod: 'db-1' });
  });

  it('asks no other pod for what is denied', async() => {
    vi.mocked(runNodetool).mockRejectedValue(new ExecError('denied', 'no'));
    await expect(read()).rejects.toMatchObject({ pod: 'db-0' });
    expect(asked()).toStrictEqual(['db-0']);
  });

  it('asks nobody where no pod runs', async() => {
    expect(await read([pod('db-0', { phase: 'Pending' }), pod('db-1', { going: true })])).toBeUndefined();
    expect(asked()).toStrictEqual([]);
  });
});
