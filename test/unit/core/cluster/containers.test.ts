import type { ContainerStatus, Pod } from 'kubernetes-types/core/v1';
import { describe, expect, it } from 'vitest';

import { containersOfPod, lastEndOf } from '../../../../pkg/cassandra/core/cluster/containers';
import { zoneOf, zonesOf } from '../../../../pkg/cassandra/core/cluster/zones';
import { pod } from './objects';

const withStatus = (status: Partial<ContainerStatus>): Pod => {
  const base = pod('db-0');

  return { ...base, status: { ...base.status, containerStatuses: [{ ...base.status!.containerStatuses![0]!, ...status }] } };
};

const killed = { terminated: { reason: 'OOMKilled', exitCode: 137, finishedAt: '2026-11-23T12:00:00Z' } };

describe('containersOfPod', () => {
  it.each<[string, Partial<ContainerStatus>, object]>([
    ['one that runs', { state: { running: { startedAt: '2026-11-23T12:00:05Z' } } }, { state: 'running', since: '2026-11-23T12:00:05Z', ready: true, restarts: 2 }],
    ['one that waits', { state: { waiting: { reason: 'CrashLoopBackOff' } }, ready: false }, { state: 'waiting', reason: 'CrashLoopBackOff', ready: false }],
    ['one that has ended', { state: killed }, { state: 'terminated', reason: 'OOMKilled', since: '2026-11-23T12:00:00Z' }],
    ['one that ended without a reason', { state: { terminated: { exitCode: 3 } } }, { reason: 'ExitCode:3' }],
    ['the end of the run before', { state: { running: {} }, lastState: killed }, { lastEnd: { reason: 'OOMKilled', exitCode: 137, at: '2026-11-23T12:00:00Z' } }],
    ['one that nothing is known of yet', { name: 'another' }, { name: 'cassandra', state: 'unknown', restarts: 0, ready: false }],
  ])('tells of %s', (_, status, expected) => expect(containersOfPod(withStatus(status))[0]).toMatchObject(expected));

  it('has the init containers first, with their own status, and the probes', () => {
    const base = pod('db-0');
    const init = { name: 'configure', image: 'i', imageID: 'i', ready: true, restartCount: 0, state: { terminated: { exitCode: 0, reason: 'Completed' } } };
    const containers = base.spec!.containers.map((container) => ({ ...container, readinessProbe: { tcpSocket: { port: 'cql' }, periodSeconds: 3 } }));
    const all = containersOfPod({ ...base, spec: { ...base.spec!, containers, initContainers: [{ name: 'configure' }] }, status: { ...base.status, initContainerStatuses: [init] } });

    expect(all.map(({ name, isInit, state }) => [name, isInit, state])).toEqual([['configure', true, 'terminated'], ['cassandra', false, 'unknown']]);
    expect(all[1]?.probes).toEqual([{ code: 'readiness', probe: { code: 'tcp', target: 'cql', delay: 0, period: 3, timeout: 1, failures: 3 } }]);
  });
});

describe('lastEndOf', () => {
  it('is the latest of all containers, and nothing where none was started anew', () => {
    const one = withStatus({ lastState: killed });
    const later = { name: 'b', image: 'i', imageID: 'i', ready: true, restartCount: 1, lastState: { terminated: { exitCode: 1, finishedAt: '2026-11-23T12:00:01Z' } } };

    expect(lastEndOf({ ...one, status: { ...one.status, containerStatuses: [...one.status!.containerStatuses!, later] } })).toEqual({ reason: 'Error', exitCode: 1, at: '2026-11-23T12:00:01Z' });
    expect(lastEndOf(pod('db-0'))).toBeUndefined();
  });
});

describe('zoneOf', () => {
  const labels = { 'topology.kubernetes.io/zone': 'a' };

  it('is that of the Kubernetes node, else what stands on the pod', () => {
    expect(zoneOf(pod('db-0', { node: 'n1' }), zonesOf([{ metadata: { name: 'n2', labels: { 'topology.kubernetes.io/zone': 'b' } } }, { metadata: { name: 'n1', labels } }]))).toBe('a');
    expect(zoneOf({ metadata: { labels }, spec: { containers: [], nodeName: 'n1' } }, zonesOf([]))).toBe('a');
    expect(zoneOf(pod('db-0'), zonesOf([]))).toBeUndefined();
  });
});
