import { describe, expect, it } from 'vitest';
import type { Node } from 'kubernetes-types/core/v1';
import type { StorageClass } from 'kubernetes-types/storage/v1';

import { compose } from '../../../../pkg/cassandra/core/manifest/compose';
import { defaultSpec } from '../../../../pkg/cassandra/core/manifest/spec';
import { defaultStorageClass, hostsOf } from '../../../../pkg/cassandra/core/manifest/surroundings';

function storageClass(name: string, isDefault: string | undefined, creationTimestamp = '2026-01-01T00:00:00Z'): StorageClass {
  return { metadata: { name, creationTimestamp, annotations: isDefault === undefined ? {} : { 'storageclass.kubernetes.io/is-default-class': isDefault } }, provisioner: 'p' };
}

function node(spec: Node['spec']): Node {
  return { spec, status: { allocatable: { cpu: '1900m', memory: '8Gi' } } };
}

describe('defaultStorageClass', () => {
  it('is the one that is marked', () => {
    expect(defaultStorageClass([storageClass('a', undefined), storageClass('b', 'true'), storageClass('c', 'false')])).toBe('b');
  });

  it('is the newest of several, as Kubernetes chooses', () => {
    expect(defaultStorageClass([storageClass('old', 'true'), storageClass('new', 'true', '2026-02-01T00:00:00Z')])).toBe('new');
  });

  it('may be missing', () => {
    expect(defaultStorageClass([storageClass('a', undefined)])).toBeUndefined();
  });
});

describe('hostsOf', () => {
  it('reads what a node has to give', () => {
    expect(hostsOf([node({})])).toStrictEqual([{ cpu: 1.9, memory: 8 * 1024 ** 3 }]);
  });

  it.each([
    ['cordoned', { unschedulable: true }],
    ['tainted', { taints: [{ key: 'control-plane', effect: 'NoSchedule' }] }],
    ['being emptied', { taints: [{ key: 'maintenance', effect: 'NoExecute' }] }],
  ])('leaves out a node that is %s', (_what, spec) => {
    expect(hostsOf([node(spec)])).toStrictEqual([]);
  });

  it('keeps a node that is only the second choice', () => {
    expect(hostsOf([node({ taints: [{ key: 'busy', effect: 'PreferNoSchedule' }] })])).toHaveLength(1);
  });
});

describe('compose with a new namespace', () => {
  it('makes the namespace before anything in it', () => {
    expect(compose(defaultSpec('ring', 'fresh'), { namespace: true })[0]).toStrictEqual({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'fresh' } });
  });

  it('makes none unless asked for', () => {
    expect(compose(defaultSpec('ring', 'there')).map(({ kind }) => kind)).not.toContain('Namespace');
  });
});
