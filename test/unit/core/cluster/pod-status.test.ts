import { describe, expect, it } from 'vitest';
import type { Pod } from 'kubernetes-types/core/v1';

import { podStatus, readyContainers, waitingFor } from '../../../../pkg/cassandra/core/cluster/pod-status';

const container = { name: 'cassandra', image: 'cassandra:5.0' };
const base = { name: 'cassandra', image: 'cassandra:5.0', imageID: '', ready: false, restartCount: 0 };

function pod(status: Pod['status'], { nodeName = 'node-1', ...more }: { nodeName?: string; deletionTimestamp?: string } = {}): Pod {
  return { metadata: { name: 'ring-0', ...more }, spec: { containers: [container], nodeName: nodeName || undefined }, status };
}

const ready = pod({ phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }], containerStatuses: [{ ...base, ready: true, state: { running: {} } }] });
const starting = pod({ phase: 'Running', containerStatuses: [{ ...base, state: { running: {} } }] });
const creating = pod({ phase: 'Pending', containerStatuses: [{ ...base, state: { waiting: { reason: 'ContainerCreating' } } }] });
const pulling = pod({ phase: 'Pending', containerStatuses: [{ ...base, state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "x"' } } }] });
const misconfigured = pod({ phase: 'Pending', containerStatuses: [{ ...base, state: { waiting: { reason: 'CreateContainerConfigError', message: 'secret "s" not found' } } }] });
const crashing = pod({
  phase: 'Running', containerStatuses: [{
    ...base, state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s' } }, lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } }
  }]
});
const ended = pod({ phase: 'Running', containerStatuses: [{ ...base, state: { terminated: { exitCode: 1, reason: 'Error' } } }] });
const restarted = pod({ phase: 'Running', containerStatuses: [{ ...base, state: { running: {} }, lastState: { terminated: { exitCode: 3, reason: 'Error' } } }] });
const unschedulable = pod({ phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' }] }, { nodeName: '' });
const unseen = pod({ phase: 'Pending' }, { nodeName: '' });
const evicted = pod({ phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory' });
const going = pod({ ...ready.status }, { deletionTimestamp: '2026-11-23T07:00:00Z' });
const initialising: Pod = {
  metadata: { name: 'ring-0' },
  spec:     { containers: [container], initContainers: [{ name: 'one' }, { name: 'two' }], nodeName: 'node-1' },
  status:   {
    phase:                 'Pending',
    initContainerStatuses: [
      { ...base, name: 'one', state: { terminated: { exitCode: 0 } } },
      { ...base, name: 'two', state: { running: {} } },
    ],
  },
};
const initFailing = pod({ phase: 'Pending', initContainerStatuses: [{ ...base, name: 'one', state: { waiting: { reason: 'ImagePullBackOff', message: 'no such image' } } }] });

describe('waitingFor', () => {
  it.each([
    ['nothing when ready', ready, undefined],
    ['Cassandra to start', starting, { code: 'starting' }],
    ['containers to be made', creating, { code: 'preparing' }],
    ['an image, with the words of the kubelet', pulling, { code: 'image', message: 'Back-off pulling image "x"', container: 'cassandra' }],
    ['an image of an init container', initFailing, { code: 'image', message: 'no such image', container: 'one' }],
    ['a configuration', misconfigured, { code: 'config', message: 'CreateContainerConfigError: secret "s" not found', container: 'cassandra' }],
    ['the next try after a crash, with how the last ended', crashing, { code: 'crashing', message: 'OOMKilled (137)', container: 'cassandra', end: { exitCode: 137, reason: 'OOMKilled' } }],
    ['the next try in the moment after a crash', ended, { code: 'crashing', message: 'Error (1)', container: 'cassandra', end: { exitCode: 1, reason: 'Error' } }],
    ['Cassandra to start once more, with how the last run ended', restarted, { code: 'restarted', message: 'Error (3)', container: 'cassandra', end: { exitCode: 3, reason: 'Error' } }],
    ['a Kubernetes node, with the words of the scheduler', unschedulable, { code: 'unschedulable', message: '0/3 nodes are available' }],
    ['the scheduler', unseen, { code: 'scheduling' }],
    ['nothing any more', evicted, { code: 'ended', message: 'The node was low on resource: memory' }],
    ['its end, though it is still ready', going, { code: 'terminating' }],
  ])('%s', (_what, given, expected) => {
    expect(waitingFor(given)).toStrictEqual(expected);
  });
});

describe('podStatus', () => {
  it.each([
    [ready, 'Running'],
    [starting, 'Running'],
    [creating, 'ContainerCreating'],
    [pulling, 'ImagePullBackOff'],
    [crashing, 'CrashLoopBackOff'],
    [unschedulable, 'Pending'],
    [evicted, 'Evicted'],
    [going, 'Terminating'],
    [initialising, 'Init:1/2'],
    [initFailing, 'Init:ImagePullBackOff'],
  ])('is what kubectl would print (%#)', (given, expected) => {
    expect(podStatus(given)).toBe(expected);
  });

  it('does not take a finished sidecar for a finished pod', () => {
    const containerStatuses = [{ ...base, name: 'sidecar', state: { terminated: { exitCode: 0, reason: 'Completed' } } }, { ...base, ready: true, state: { running: {} } }];

    expect(podStatus(pod({ phase: 'Running', containerStatuses }))).toBe('Running');
  });
});

describe('readyContainers', () => {
  it('counts the ready ones of those there should be', () => {
    expect(readyContainers(ready)).toStrictEqual({ ready: 1, total: 1 });
  });

  it('knows how many there should be before any exists', () => {
    expect(readyContainers(unseen)).toStrictEqual({ ready: 0, total: 1 });
  });
});
