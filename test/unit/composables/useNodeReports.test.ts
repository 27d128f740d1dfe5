import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pod } from 'kubernetes-types/core/v1';
import { effectScope, type EffectScope } from 'vue';

import { runNodetool } from '../../../pkg/cassandra/composables/runNodetool';
import { useNodeReports, type NodeReports } from '../../../pkg/cassandra/composables/useNodeReports';
import { findClusters } from '../../../pkg/cassandra/core/cluster/cluster';
import { ExecError } from '../../../pkg/cassandra/rancher/exec';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';
import { FakeHost } from '../rancher/fake-host';
import { ownStatefulSet, pod as podOf } from '../core/cluster/objects';

vi.mock('../../../pkg/cassandra/composables/runNodetool');

const context: ClusterContext = new FakeHost().context;
const cluster = findClusters([ownStatefulSet('db')])[0]!;
const pod = (uid: string): Pod => ({ ...podOf('db-0'), metadata: { ...podOf('db-0').metadata, uid } });
const answer = (at: number) => ({ value: { pairs: [], tables: [] }, text: 'out', pod: 'db-0', at });
const ask = vi.mocked(runNodetool);

let scope: EffectScope;
let reports: NodeReports;

beforeEach(() => {
  ask.mockReset().mockImplementation(async() => answer(ask.mock.calls.length));
  scope = effectScope();
  reports = scope.run(() => useNodeReports(context, () => cluster))!;
});

describe('useNodeReports', () => {
  it('asks nothing by itself', () => {
    expect(reports.of(pod('1'), 'info')).toBeUndefined();
    expect(ask).not.toHaveBeenCalled();
  });

  it('asks the container that runs Cassandra, and keeps the answer', async() => {
    await reports.read(pod('1'), 'tpstats');

    expect(ask.mock.calls[0]?.slice(0, 3)).toStrictEqual([context, { namespace: 'prod', pod: 'db-0', container: 'cassandra' }, ['tpstats', '-F', 'json']]);
    expect(reports.of(pod('1'), 'tpstats')).toStrictEqual({ reading: answer(1), busy: false });
  });

  it('does not ask twice while the answer is on its way, but each question by itself', async() => {
    const first = reports.read(pod('1'), 'info');

    expect(reports.of(pod('1'), 'info')?.busy).toBe(true);
    await Promise.all([first, reports.read(pod('1'), 'info'), reports.read(pod('1'), 'netstats')]);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('keeps the last answer while a new one is read, and when that fails', async() => {
    await reports.read(pod('1'), 'info');
    ask.mockRejectedValueOnce(new ExecError('timeout', 'nodetool info did not end within 30 s'));
    const again = reports.read(pod('1'), 'info');

    expect(reports.of(pod('1'), 'info')).toStrictEqual({ reading: answer(1), busy: true });
    await again;
    expect(reports.of(pod('1'), 'info')).toMatchObject({ reading: answer(1), problem: { kind: 'failed', code: 'timeout', message: 'nodetool info did not end within 30 s' }, busy: false });
    await reports.read(pod('1'), 'info');
    expect(reports.of(pod('1'), 'info')).toStrictEqual({ reading: answer(3), busy: false });
  });

  it('knows nothing of a pod that was made anew', async() => {
    await reports.read(pod('1'), 'info');
    expect(reports.of(pod('2'), 'info')).toBeUndefined();
  });

  it('stops waiting when the page is left', async() => {
    await reports.read(pod('1'), 'info');
    scope.stop();
    expect(ask.mock.calls[0]?.[4]?.signal?.aborted).toBe(true);
  });
});
