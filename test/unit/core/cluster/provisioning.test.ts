import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from 'kubernetes-types/batch/v1';
import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Event, PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1';
import { describe, expect, it } from 'vitest';

import { findClusters } from '../../../../pkg/cassandra/core/cluster/cluster';
import { logKey, provisioning, wantedLogs, type Observed } from '../../../../pkg/cassandra/core/cluster/provisioning';
import { schedulingReasons } from '../../../../pkg/cassandra/core/cluster/provisioning/scheduling';

interface Recording {
  statefulSets: StatefulSet[];
  pods: Pod[];
  claims: PersistentVolumeClaim[];
  events: Event[];
  jobs?: Job[];
}

const recorded = (name: string): Recording => JSON.parse(readFileSync(join(__dirname, '../../recorded/provisioning', `${ name }.json`), 'utf8')) as Recording;

const SOON = Date.parse('2026-11-23T10:43:50Z');

function observe({ statefulSets, pods, claims, events, jobs = [] }: Recording, more: Partial<Observed> = {}): Observed {
  return { cluster: findClusters(statefulSets, pods)[0]!, pods, claims, events, jobs, logs: new Map(), now: SOON, ...more };
}

const waitsOf = (name: string, more: Partial<Observed> = {}) => provisioning(observe(recorded(name), more)).waits;
const done = (name: string) => provisioning(observe(recorded(name))).steps.map((step) => step.done);

describe('what a cluster waits for', () => {
  it.each([
    ['claim-class-gone', { code: 'claimClassGone', object: { kind: 'PersistentVolumeClaim', name: 'data-ring-0' }, params: { className: 'no-such-class' } }],
    ['claim-no-class', { code: 'claimNoClass', object: { name: 'data-ring-0' } }],
    ['quota-pods', { code: 'quota', params: { quota: 'small', requested: 'requests.memory=32Mi', used: 'requests.memory=0', limited: 'requests.memory=16Mi' } }],
    ['quota-claims', { code: 'quota', params: { quota: 'disk', requested: 'requests.storage=1Gi' } }],
    ['pod-security', { code: 'podSecurity', params: { level: 'restricted' }, message: expect.stringContaining('runAsNonRoot != true') as string }],
    ['unschedulable-resources', { code: 'unschedulable', reasons: [{ code: 'cpu', count: 3, total: 3 }, { code: 'memory', count: 3, total: 3 }] }],
    ['unschedulable-anti-affinity', { code: 'unschedulable', object: { name: 'ring-3' }, reasons: [{ code: 'antiAffinity', count: 3, total: 3 }] }],
    ['unschedulable-selector', { code: 'unschedulable', reasons: [{ code: 'selector', count: 3 }] }],
    ['unschedulable-mixed', { code: 'unschedulable', reasons: [{ code: 'cpu', count: 1 }, { code: 'selector', count: 2 }] }],
    ['unschedulable-volume', { code: 'unschedulable', reasons: [{ code: 'volumeNode', count: 1 }, { code: 'selector', count: 2 }] }],
    ['image-not-found', { code: 'imageNotFound', message: expect.stringContaining('cassandra:99.9: not found') as string }],
    ['image-denied', { code: 'imageDenied', message: expect.stringContaining('401 Unauthorized') as string }],
    ['image-unreachable', { code: 'imageFailed', message: expect.stringMatching(/^failed to pull .*network is unreachable$/) as string }],
    ['mount-failed', { code: 'mountFailed', message: 'MountVolume.SetUp failed for volume "tls" : secret "missing-tls" not found' }],
    ['secret-missing', { code: 'config', message: 'CreateContainerConfigError: secret "missing" not found' }],
    ['init-failed', { code: 'initFailed', params: { container: 'configure', exitCode: 3 } }],
  ])('%s', (name, expected) => {
    const [wait, ...others] = waitsOf(name);

    expect(wait).toMatchObject({ severity: 'error', ...expected });
    // The scheduler's complaint of a claim without a volume says nothing more.
    expect(others).toStrictEqual([]);
  });

  it('is patient with a provisioner for a minute', () => {
    expect(waitsOf('claim-slow')).toMatchObject([{ code: 'claimProvisioning', severity: 'info', params: { provisioner: 'lab.local/never-answers' } }]);
    expect(waitsOf('claim-slow', { now: SOON + 60_000 })).toMatchObject([{ code: 'claimSlow', severity: 'warning' }]);
  });

  it('is an init container at work, with its last words', () => {
    const logs = new Map([[logKey('ring-0', 'wait-for-turn'), 'waiting for a\nwaiting for ring-a-0 to accept connections\n']]);

    expect(waitsOf('init-running', { logs })).toMatchObject([{ code: 'initRunning', severity: 'info', params: { container: 'wait-for-turn' }, line: 'waiting for ring-a-0 to accept connections' }]);
  });

  it('is what an init container failed with', () => {
    const logs = new Map([[logKey('ring-0', 'configure'), 'reading settings\nconfigure: setting foo_bar is not known\n']]);

    expect(waitsOf('init-failed', { logs })).toMatchObject([{ line: 'configure: setting foo_bar is not known' }]);
  });

  it('is told without events as far as pods tell it', () => {
    expect(waitsOf('image-not-found', { events: [] })).toMatchObject([{ code: 'imageNotFound' }]);
    expect(waitsOf('unschedulable-resources', { events: [] })).toMatchObject([{ code: 'unschedulable' }]);
    expect(waitsOf('quota-pods', { events: [] })).toStrictEqual([]);
  });

  it('leaves out events of an earlier pod or claim of the same name', () => {
    const { events, ...rest } = recorded('mount-failed');
    const earlier = events.map((event) => ({ ...event, involvedObject: { ...event.involvedObject, uid: 'earlier' } }));

    expect(provisioning(observe({ ...rest, events: earlier })).waits).toMatchObject([{ code: 'preparing' }]);
  });

  it('leaves out a refusal that is over', () => {
    const { events, statefulSets, ...rest } = recorded('quota-pods');
    const later = events.map((event) => event.reason === 'SuccessfulCreate' ? { ...event, lastTimestamp: '2026-11-23T11:00:00Z' } : event);

    expect(provisioning(observe({ ...rest, statefulSets, events: later })).waits).toStrictEqual([]);
  });
});

describe('a pod that runs', () => {
  const base = recorded('init-running');
  const [given] = base.pods;
  const container = { name: 'cassandra', image: 'cassandra:5.0', imageID: '', ready: false, restartCount: 0 };
  const withStatus = (containerStatus: object, status: object = {}): Recording => ({
    ...base,
    pods: [{ ...given!, status: { phase: 'Running', conditions: [], ...status, containerStatuses: [{ ...container, ...containerStatus }] } }],
  });
  const running = withStatus({ state: { running: { startedAt: '2026-11-23T10:43:40Z' } } });
  const crashed = withStatus({ restartCount: 4, state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } }, lastState: { terminated: { exitCode: 3, reason: 'Error', finishedAt: '2026-11-23T10:43:45Z' } } });
  const again = withStatus({ restartCount: 4, state: { running: {} }, lastState: { terminated: { exitCode: 3, reason: 'Error' } } });
  const log = new Map([[logKey('ring-0', 'cassandra'), readFileSync(join(__dirname, '../../recorded/start/cluster-name-5.0.txt'), 'utf8')]]);

  it('is starting, and how far it has come', () => {
    const logs = new Map([[logKey('ring-0', 'cassandra'), 'INFO  [main] 2026-11-23 10:46:55,868 StorageService.java:2086 - JOINING: Finish joining ring']]);

    expect(provisioning(observe(running, { logs })).waits).toMatchObject([{ code: 'starting', severity: 'info', stage: 'joining', since: '2026-11-23T10:43:40Z' }]);
    expect(provisioning(observe(running)).waits[0]?.stage).toBeUndefined();
  });

  it('keeps ending, with the line of the log that says why', () => {
    expect(provisioning(observe(crashed, { logs: log })).waits).toMatchObject([{
      code: 'crashing', severity: 'error', params: { exitCode: 3, restarts: 4 }, line: 'Saved cluster name ring != configured name other', since: '2026-11-23T10:43:45Z'
    }]);
  });

  it('runs again after it ended, which may end the same way', () => {
    expect(provisioning(observe(again, { logs: log })).waits).toMatchObject([{ code: 'restarted', severity: 'warning', line: 'Saved cluster name ring != configured name other' }]);
  });

  it('was killed for want of memory', () => {
    const killed = withStatus({ state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } } });

    expect(provisioning(observe(killed)).waits).toMatchObject([{ code: 'outOfMemory', severity: 'error' }]);
  });

  it('was ended by a probe, which its log does not know', () => {
    const event: Event = { metadata: {}, involvedObject: { uid: given!.metadata!.uid }, reason: 'Killing', message: 'Container cassandra failed liveness probe, will be restarted' };

    expect(provisioning(observe({ ...crashed, events: [event] })).waits).toMatchObject([{ code: 'crashing', message: 'Container cassandra failed liveness probe, will be restarted' }]);
  });

  it('is on a Kubernetes node that does not answer any more', () => {
    const lost = withStatus({ ready: true, state: { running: {} } }, { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-11-23T10:43:48Z' }] });

    expect(provisioning(observe(lost)).waits).toMatchObject([{ code: 'nodeLost', severity: 'error', params: { node: 'node2' }, since: '2026-11-23T10:43:48Z' }]);
  });

  it('has its log read: of the run before where it runs again, and anew where it goes on', () => {
    const wishes = (recording: Recording) => wantedLogs(observe(recording)).map(({ previous, live }) => ({ previous, live }));

    expect(wishes(running)).toStrictEqual([{ previous: false, live: true }]);
    expect(wishes(crashed)).toStrictEqual([{ previous: false, live: false }]);
    expect(wishes(again)).toStrictEqual([{ previous: true, live: false }]);
  });

  it('has its log read again after each end', () => {
    const ended = (finishedAt: string) => withStatus({ state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: { exitCode: 3, finishedAt } } });
    const version = (finishedAt: string) => wantedLogs(observe(ended(finishedAt)))[0]?.version;

    expect(version('2026-11-23T10:43:45Z')).not.toBe(version('2026-11-23T10:44:45Z'));
  });
});

describe('the Job that sets up logins', () => {
  const { pods, events } = recorded('job-failed');
  const ring = recorded('init-running');
  const uid = pods[0]!.metadata!.ownerReferences![0]!.uid;
  const job = (status: Job['status']): Job => ({ metadata: { name: 'ring-auth', namespace: 'life-wait', uid, labels: { 'app.kubernetes.io/managed-by': 'cassandra-for-rancher' } }, spec: { template: {} }, status });
  const waits = (status: Job['status'], logs = new Map<string, string>()) => provisioning(observe({ ...ring, pods: [...ring.pods, ...pods], events, jobs: [job(status)] }, { logs })).waits.filter(({ object }) => object.kind === 'Job');
  const newest = 'ring-auth-p55c8';

  it('goes on', () => {
    expect(waits({ startTime: '2026-11-23T10:45:23Z' })).toMatchObject([{ code: 'authRunning', severity: 'info', since: '2026-11-23T10:45:23Z' }]);
  });

  it('has failed, with the last words of its newest pod', () => {
    const failed = { conditions: [{ type: 'FailureTarget', status: 'True' }, { type: 'Failed', status: 'True', message: 'Job has reached the specified backoff limit' }] };

    expect(waits(failed, new Map([[logKey(newest, 'auth'), 'cannot log in: no node answers\n']]))).toMatchObject([
      { code: 'authFailed', severity: 'error', message: 'Job has reached the specified backoff limit', line: 'cannot log in: no node answers' },
    ]);
  });

  it('is done', () => {
    expect(waits({ conditions: [{ type: 'Complete', status: 'True' }] })).toStrictEqual([]);
  });
});

describe('the steps', () => {
  it.each([
    ['claim-slow', [0, 0, 0, 0, 0]],
    ['unschedulable-volume', [1, 0, 0, 0, 0]],
    ['image-denied', [1, 1, 0, 0, 0]],
    ['init-running', [1, 1, 1, 0, 0]],
    ['unschedulable-anti-affinity', [4, 3, 3, 3, 3]], // without volumes
  ])('%s', (name, expected) => {
    expect(done(name)).toStrictEqual(expected);
  });
});

describe('schedulingReasons', () => {
  it.each([
    ['0/4 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }, 3 Too many pods. preemption: 0/4 nodes are available: 4 No preemption victims found.', ['taint', 'pods'], ['{node.kubernetes.io/unreachable: }', '']],
    ['0/1 nodes are available: 1 Insufficient ephemeral-storage.', ['resource'], ['ephemeral-storage']],
    ['0/3 nodes are available: 3 node(s) didn\'t find available persistent volumes to bind. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.', ['volumeNone'], ['']],
    ['0/3 nodes are available: 2 node(s) had volume node affinity conflict, 1 node(s) were unschedulable.', ['volumeNode', 'cordoned'], ['', '']],
    ['0/3 nodes are available: persistentvolumeclaim "data-ring-0" not found.', ['other'], ['persistentvolumeclaim "data-ring-0" not found']],
    ['running PreFilter plugin: something new', ['other'], ['running PreFilter plugin: something new']],
  ])('%s', (message, codes, details) => {
    const reasons = schedulingReasons(message);

    expect(reasons.map(({ code }) => code)).toStrictEqual(codes);
    expect(reasons.map(({ detail }) => detail)).toStrictEqual(details);
  });
});
