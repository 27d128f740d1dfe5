import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1';
import { describe, expect, it } from 'vitest';

import { ANNOTATION_LEFT } from '../../../../pkg/cassandra/core/cluster/labels';
import { databaseContainer, observationOf, signatureOf, type Objects } from '../../../../pkg/cassandra/core/operations/observe';

const NOW = Date.parse('2026-11-23T10:00:00Z');

function set(name: string, change: Partial<StatefulSet['spec']> = {}, deletionTimestamp?: string): StatefulSet {
  return {
    metadata: { name, namespace: 'db', deletionTimestamp }, status: { replicas: 1, updateRevision: 'r2' },
    spec:     { serviceName: name, selector: { matchLabels: { app: name } }, replicas: 2, template: { spec: { containers: [{ name: 'proxy', image: 'envoy' }, { name: 'db', image: 'cassandra:5.0' }] } }, volumeClaimTemplates: [{ metadata: { name: 'data' } }, { metadata: { name: 'log' } }], ...change },
  };
}

function pod(name: string, change: Partial<Pod['metadata']> = {}, status: Pod['status'] = {}): Pod {
  return {
    metadata: { name, namespace: 'db', uid: `uid-${ name }`, creationTimestamp: '2026-11-23T09:00:00Z', labels: { 'controller-revision-hash': 'r1' }, ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: name.replace(/-\d+$/, ''), uid: 's', controller: true }], ...change },
    spec:     { nodeName: 'host', containers: [] },
    status:   { phase: 'Running', podIP: '10.0.0.1', conditions: [{ type: 'Ready', status: 'True' }], containerStatuses: [{ name: 'db', image: '', imageID: '', ready: true, restartCount: 0, state: { running: {} } }], ...status },
  };
}

const claim = (name: string, change: Partial<PersistentVolumeClaim['metadata']> = {}): PersistentVolumeClaim => ({ metadata: { name, namespace: 'db', uid: `uid-${ name }`, ...change } });
const observe = (objects: Partial<Objects>, names = ['ring']) => observationOf(NOW, names, { sets: [], pods: [], claims: [], ...objects }, new Map(), []);
const waiting = (reason: string) => [{ name: 'db', image: '', imageID: '', ready: false, restartCount: 3, state: { waiting: { reason } } }];

describe('what an operation goes by', () => {
  it('are its StatefulSets, in the order of the racks, but none that is being deleted', () => {
    const sets = [set('b', { replicas: undefined }), set('x'), set('a', { ordinals: { start: 3 }, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' }, updateStrategy: { rollingUpdate: { partition: 2 } } }), set('c', {}, 'now')];

    expect(observe({ sets }, ['b', 'a', 'c', 'gone']).members).toStrictEqual([
      { name: 'b', start: 0, desired: 1, partition: 0, updateRevision: 'r2', deletesClaims: false },
      { name: 'a', start: 3, desired: 2, partition: 2, updateRevision: 'r2', deletesClaims: true },
    ]);
    expect(observe({ sets: [set('ring', { updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } })] }).members[0]?.partition).toBeUndefined();
  });

  it('are the pods of these, as they are', () => {
    const pods = [
      pod('ring-0', {}, { podIPs: [{ ip: '10.0.0.9' }, { ip: 'fd00::9' }] }),
      pod('ring-1', { deletionTimestamp: 'now', creationTimestamp: undefined }),
      pod('other-0'), pod('ring-2', { namespace: 'elsewhere' }), pod('ring-x'), pod('ring-3', { uid: undefined }),
    ];
    const observed = observe({ sets: [set('ring')], pods }).pods;

    expect(observed).toStrictEqual([
      { name: 'ring-0', uid: 'uid-ring-0', member: 'ring', ordinal: 0, addresses: ['10.0.0.9', 'fd00::9'], revision: 'r1', running: true, ready: true, terminating: false, crashing: false, createdAt: NOW - 3_600_000 },
      { name: 'ring-1', uid: 'uid-ring-1', member: 'ring', ordinal: 1, addresses: ['10.0.0.1'], revision: 'r1', running: true, ready: true, terminating: true, crashing: false, createdAt: 0 },
    ]);
  });

  it.each([
    ['is placed nowhere', { podIP: undefined, conditions: [], containerStatuses: [] }, { addresses: [], running: false, ready: false, crashing: false }],
    ['crashes', { conditions: [], containerStatuses: waiting('CrashLoopBackOff') }, { running: false, ready: false, crashing: true }],
    ['begins', { conditions: [], containerStatuses: waiting('ContainerCreating') }, { running: false, crashing: false }],
    ['has another container only', { containerStatuses: [{ name: 'proxy', image: '', imageID: '', ready: true, restartCount: 0, state: { running: {} } }] }, { running: false }],
  ] satisfies [string, Pod['status'], object][])('is a pod that %s', (_, status, expected) => {
    expect(observe({ sets: [set('ring')], pods: [pod('ring-0', {}, status)] }).pods[0]).toMatchObject(expected);
  });

  it('is what a pod has said itself, not one of its name before it', () => {
    const said = new Map([['uid-ring-0', { decommissionError: 'no' }], ['uid-before', { decommissionError: 'before' }]]);

    expect(observationOf(NOW, ['ring'], { sets: [set('ring')], pods: [pod('ring-0'), pod('ring-1')], claims: [] }, said, []).pods.map(({ decommissionError }) => decommissionError)).toStrictEqual(['no', undefined]);
  });

  it('are all claims of their pods, of those that are gone, too', () => {
    const claims = [claim('data-ring-0'), claim('log-ring-7', { annotations: { [ANNOTATION_LEFT]: 'then' } }), claim('data-ring-1', { deletionTimestamp: 'now' }), claim('data-other-0'), claim('backup-ring-0'), claim('data-ring-0', { namespace: 'elsewhere' })];

    expect(observe({ sets: [set('ring')], claims }).claims).toStrictEqual([
      { name: 'data-ring-0', uid: 'uid-data-ring-0', pod: 'ring-0', terminating: false, left: false },
      { name: 'data-ring-1', uid: 'uid-data-ring-1', pod: 'ring-1', terminating: true, left: false },
      { name: 'log-ring-7', uid: 'uid-log-ring-7', pod: 'ring-7', terminating: false, left: true },
    ]);
  });

  it('is asked in the container with the database', () => {
    expect(databaseContainer(set('ring'))).toBe('db');
    expect(databaseContainer(set('ring', { template: { spec: { containers: [{ name: 'web', image: 'nginx' }] } } }))).toBeUndefined();
  });
});

describe('the signature of an observation', () => {
  const signature = (objects: Partial<Objects> = {}) => signatureOf(observe({ sets: [set('ring')], pods: [pod('ring-0')], claims: [claim('data-ring-0')], ...objects }));

  it('is another one when something happens', () => {
    const others = [
      signature({ sets: [set('ring', { replicas: 3 })] }), signature({ pods: [] }), signature({ pods: [pod('ring-0', { uid: 'new' })] }), signature({ pods: [pod('ring-0', {}, { conditions: [] })] }), signature({ pods: [pod('ring-0', {}, { podIP: '10.0.0.7' })] }),
      signature({ pods: [pod('ring-0', { deletionTimestamp: 'now' })] }), signature({ claims: [] }), signature({ claims: [claim('data-ring-0', { annotations: { [ANNOTATION_LEFT]: 'then' } })] }),
    ];

    expect(new Set([signature(), ...others]).size).toBe(others.length + 1);
  });

  it('is the same as long as nothing does', () => {
    expect(signature({ pods: [pod('ring-0', { labels: { other: 'label' } })] })).toBe(signature());
  });
});
