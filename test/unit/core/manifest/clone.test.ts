import { describe, expect, it } from 'vitest';

import { cloneSpec } from '../../../../pkg/cassandra/core/manifest/clone';
import { compose } from '../../../../pkg/cassandra/core/manifest/compose';
import { defaultSpec, type ClusterSpec, type StorageSource } from '../../../../pkg/cassandra/core/manifest/spec';
import { isKind, type AnyObject } from '../../../../pkg/cassandra/core/object/object';

const original: ClusterSpec = { ...defaultSpec('orders', 'prod'), clusterName: 'The Orders', racks: [{ name: 'a', zone: 'z1', nodes: 2 }, { name: 'b', zone: 'z2', nodes: 1 }] };
const clone = (spec: ClusterSpec, live: (objects: AnyObject[]) => AnyObject[] = (objects) => objects) => cloneSpec(live(compose(spec)), 'a new password');
const source = (storage: StorageSource) => clone({ ...original, storage: { ...original.storage, source: storage } }).storage.source;

describe('cloneSpec', () => {
  it('keeps all but the names', () => {
    const expected: ClusterSpec = { ...original, name: '' };

    delete expected.clusterName;
    expect(clone(original)).toStrictEqual(expected);
  });

  it('uses the class that was made with the ring, and none of its volumes', () => {
    const storageClass = { name: 'fast', provisioner: 'p', parameters: {}, reclaimPolicy: 'Retain', bindingMode: 'Immediate', allowExpansion: true, mountOptions: [], zones: [] } as const;

    expect(source({ kind: 'newClass', storageClass: { ...storageClass, parameters: {}, mountOptions: [], zones: [] } })).toStrictEqual({ kind: 'class', className: 'fast' });
    expect(source({ kind: 'static', type: 'local', volumes: ['n1', 'n2', 'n3'].map((host) => ({ host, path: '/disk' })) })).toStrictEqual({ kind: 'static', type: 'local', volumes: [] });
    expect(source({ kind: 'chosen', className: 'disks', volumes: ['v1', 'v2', 'v3'] })).toStrictEqual({ kind: 'chosen', className: 'disks', volumes: [] });
  });

  it('makes a password of its own where one was made, and shares a Secret that was given', () => {
    const generated = { ...original, authentication: { secret: 'orders-superuser', create: { username: 'root', password: 'the old password' } } };
    const given = { ...original, authentication: { secret: 'shared' } };

    expect(clone(generated).authentication).toStrictEqual({ secret: 'cassandra-superuser', create: { username: 'admin', password: 'a new password' } });
    expect(JSON.stringify(clone(generated))).not.toContain('the old password');
    expect(clone(given).authentication).toStrictEqual({ secret: 'shared' });
    // Who may not read Secrets can only name the one that is there.
    expect(clone(generated, (objects) => objects.filter((object) => !isKind(object, 'Secret'))).authentication).toStrictEqual({ secret: 'orders-superuser' });
  });
});
