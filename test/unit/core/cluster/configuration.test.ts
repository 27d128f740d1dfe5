import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Container } from 'kubernetes-types/core/v1';
import { describe, expect, it } from 'vitest';

import { findClusters } from '../../../../pkg/cassandra/core/cluster/cluster';
import { configurationOf, type SectionCode } from '../../../../pkg/cassandra/core/cluster/configuration';
import { configurationFiles } from '../../../../pkg/cassandra/core/cluster/configuration/files';
import { compose } from '../../../../pkg/cassandra/core/manifest/compose';
import { defaultSpec } from '../../../../pkg/cassandra/core/manifest/spec';
import { ofKind } from '../../../../pkg/cassandra/core/object/object';
import { ownStatefulSet } from './objects';

const spec = { ...defaultSpec('db', 'prod'), racks: [{ name: 'a', nodes: 2 }, { name: 'b', nodes: 2 }] };

/** What each member says of a setting. */
function read(sets: StatefulSet[], section: SectionCode, key: string) {
  return configurationOf(findClusters(sets)[0]!).find(({ code }) => code === section)!.settings.find((setting) => setting.key === key);
}

/** One StatefulSet whose Cassandra container is changed. */
function changed(change: Partial<Container>): StatefulSet[] {
  const set = ownStatefulSet();
  const pod = set.spec!.template.spec!;

  return [{ ...set, spec: { ...set.spec!, template: { ...set.spec!.template, spec: { ...pod, containers: pod.containers.map((container) => ({ ...container, ...change })) } } } }];
}

describe('configurationOf', () => {
  const racks = ofKind(compose(spec), 'StatefulSet');

  it('puts the members side by side, and says where they differ', () => {
    expect(read(racks, 'ring', 'rack')).toEqual({ key: 'rack', values: [{ kind: 'text', text: 'a' }, { kind: 'text', text: 'b' }], agreed: false });
    expect(read(racks, 'ring', 'seeds')).toMatchObject({ values: [{ items: ['db-a-0.db', 'db-b-0.db'] }, { items: ['db-a-0.db', 'db-b-0.db'] }], agreed: true });
    expect(read(racks, 'life', 'liveness')).toMatchObject({ agreed: true });
  });

  it('says what of the memory limit the heap takes', () => {
    expect(read([ownStatefulSet()], 'resources', 'heapShare')?.values).toEqual([{ kind: 'share', share: 0.5 }]);
    expect(read(changed({ env: [{ name: 'JVM_EXTRA_OPTS', value: '-Xmx1g -Xmx3g' }] }), 'resources', 'heapShare')?.values).toEqual([{ kind: 'share', share: 0.75 }]);
  });

  it.each<[string, Partial<Container>]>([
    ['without a limit', { resources: {} }],
    ['without a heap', { env: [] }],
    ['with a heap that Java would not understand', { env: [{ name: 'MAX_HEAP_SIZE', value: 'half' }] }],
  ])('knows no share %s', (_, change) => expect(read(changed(change), 'resources', 'heapShare')?.values).toEqual([undefined]));

  it('shows variables where they come from, and no secret', () => {
    const sets = changed({
      env: [
        { name: 'CASSANDRA_PASSWORD', value: 'hunter2' },
        { name: 'CASSANDRA_PASSWORD_FILE', value: '/run/password' },
        { name: 'CASSANDRA_NUM_TOKENS', value: '16' },
        { name: 'FROM_SECRET', valueFrom: { secretKeyRef: { name: 'login', key: 'password' } } },
        { name: 'FROM_POD', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
        { name: 'JVM_EXTRA_OPTS', value: '-Da=b -Djavax.net.ssl.keyStorePassword=hunter2' },
      ],
      envFrom: [{ secretRef: { name: 'more' }, prefix: 'X_' }],
    });
    const of = (key: string) => read(sets, 'environment', key)?.values[0];

    expect(of('CASSANDRA_PASSWORD')).toEqual({ kind: 'concealed' });
    expect(of('CASSANDRA_PASSWORD_FILE')).toEqual({ kind: 'text', text: '/run/password' });
    expect(of('CASSANDRA_NUM_TOKENS')).toEqual({ kind: 'text', text: '16' });
    expect(of('FROM_SECRET')).toEqual({ kind: 'reference', source: 'secret', name: 'login', key: 'password' });
    expect(of('FROM_POD')).toEqual({ kind: 'reference', source: 'field', name: 'status.podIP', key: '' });
    expect(of('X_* (more)')).toEqual({ kind: 'reference', source: 'secret', name: 'more', key: '' });
    expect(JSON.stringify(configurationOf(findClusters(sets)[0]!))).not.toContain('hunter2');
  });

  it('fills in what Kubernetes takes where nothing is said', () => {
    const [set] = changed({ livenessProbe: { httpGet: { port: 8080 } }, lifecycle: undefined });
    const bare = [{ ...set!, spec: { ...set!.spec!, podManagementPolicy: undefined, updateStrategy: undefined, persistentVolumeClaimRetentionPolicy: undefined } }];

    expect(read(bare, 'rollout', 'podManagement')?.values).toEqual([{ kind: 'text', text: 'OrderedReady' }]);
    expect(read(bare, 'rollout', 'whenScaled')?.values).toEqual([{ kind: 'text', text: 'Retain' }]);
    expect(read(bare, 'life', 'liveness')?.values).toEqual([{ kind: 'probe', probe: { code: 'http', target: 'http://:8080/', delay: 0, period: 10, timeout: 1, failures: 3 } }]);
    expect(read(bare, 'life', 'preStop')?.values).toEqual([undefined]);
  });
});

describe('configurationFiles', () => {
  const base = defaultSpec('db', 'prod');
  const cluster = findClusters(ofKind(compose({ ...base, configuration: { ...base.configuration, settings: { a: 1 } } }), 'StatefulSet'))[0]!;
  const map = (name: string, namespace = 'prod') => ({ metadata: { name, namespace }, data: { 'cassandra.yaml': 'a: 1\nkeystore_password: hunter2\nb: 2\n' } });

  it('are those that the pods mount, without their passwords', () => {
    expect(configurationFiles(cluster, [map('db-config'), map('other'), map('db-config', 'staging')])).toEqual([
      { map: 'db-config', name: 'cassandra.yaml', text: 'a: 1\nkeystore_password: ••••••\nb: 2\n' },
    ]);
  });
});
