import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';

import { clean } from '../../../../pkg/cassandra/core/object/clean';
import { identify, isKnownKind, isObject, type AnyObject } from '../../../../pkg/cassandra/core/object/object';

const recorded = (name: string) => readFileSync(join(__dirname, '../../recorded', name), 'utf8');
const sent: unknown[] = loadAll(recorded('objects-sent.yaml'));
const applied: AnyObject[] = JSON.parse(recorded('objects-applied-1.36.3.json'));

describe('clean', () => {
  it.each(applied.map((object, index) => [`${ object.kind } ${ object.metadata?.name }`, object, sent[index]]))('makes of %s what was sent', (_, object, expected) => {
    expect(clean(object as AnyObject)).toEqual(expected);
  });

  it('takes away what controllers and kubectl note, and nothing else', () => {
    const annotations = { 'pv.kubernetes.io/bind-completed': 'yes', 'volume.kubernetes.io/selected-node': 'node-1', 'kubectl.kubernetes.io/last-applied-configuration': '{}', 'field.cattle.io/publicEndpoints': '[]' };
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data-d-0', finalizers: ['kubernetes.io/pvc-protection'], annotations }, status: { phase: 'Bound' } };

    expect(clean(claim)).toEqual({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data-d-0' } });
    expect(clean({ ...claim, metadata: { name: 'x', annotations: { ...annotations, 'cattle.io/note': 'mine' } } }).metadata?.annotations).toEqual({ 'cattle.io/note': 'mine' });
  });

  it('does not take settings for fields', () => {
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'd' }, data: { protocol: 'TCP', status: 'x', uid: '7' } };

    expect(clean(map)).toEqual(map);
  });
});

describe('objects', () => {
  it('are known by group and kind, whatever the version', () => {
    expect(isKnownKind({ apiVersion: 'apps/v2', kind: 'StatefulSet' })).toBe(true);
    expect(isKnownKind({ apiVersion: 'serving.knative.dev/v1', kind: 'Service' })).toBe(false);
    expect(isKnownKind({ apiVersion: 'v1', kind: 'constructor' })).toBe(false);
  });

  it('are told from each other by group, kind, namespace and name', () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'd', namespace: 'a' } };
    const others = [{ ...service, kind: 'Secret' }, { ...service, apiVersion: 'serving.knative.dev/v1' }, { ...service, metadata: { name: 'd', namespace: 'b' } }];

    expect(new Set([service, ...others].map(identify)).size).toBe(4);
    expect(identify({ ...service, kind: 'PersistentVolume' })).toBe(identify({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'd' } }));
  });

  it.each([[{}], [null], [[]], [{ apiVersion: 'v1', kind: 'Service' }], [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 7 } }]])('are not %j', (value) => expect(isObject(value)).toBe(false));
});
