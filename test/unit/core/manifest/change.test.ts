import fc from 'fast-check';
import type { StatefulSet } from 'kubernetes-types/apps/v1';
import { describe, expect, it } from 'vitest';

import { compose, defaultSpec, validate, type ClusterSpec } from '../../../../pkg/cassandra/core/manifest';
import { changesOf, type Change } from '../../../../pkg/cassandra/core/manifest/change';
import { lockedChanges, lockedFields } from '../../../../pkg/cassandra/core/manifest/locked';
import type { AnyObject } from '../../../../pkg/cassandra/core/object/object';
import { clusterSpec } from './arbitrary';

const spec = defaultSpec('db', 'prod');
const before = compose(spec);

/** As the API gives it: with a version, what it filled in, and what a webhook put into the pods. */
const live = before.map((object, index): AnyObject => ({ ...structuredClone(object), metadata: { ...object.metadata, uid: `u${ index }`, resourceVersion: '7', annotations: { theirs: 'x' } } }));
const set = live.find((object): object is StatefulSet => object.kind === 'StatefulSet')!;

Object.assign(set.spec!.template.spec!, { dnsPolicy: 'ClusterFirst' });
set.spec!.template.spec!.containers.push({ name: 'injected', image: 'mesh' });

const told = (changes: readonly Change[]) => changes.map((change) => {
  const object = 'live' in change ? change.live : change.object;

  return [change.action, `${ object.kind }/${ object.metadata?.name }`, ...(change.action === 'update' ? [change.restarts, change.fixed] : [])];
});
const changed = (change: Partial<ClusterSpec>) => changesOf(live, before, compose({ ...spec, ...change }));

describe('changesOf', () => {
  it('leaves everything as it is where nothing was changed, whatever others did', () => {
    expect(told(changed({}))).toEqual([['keep', 'Service/db'], ['keep', 'PodDisruptionBudget/db'], ['keep', 'StatefulSet/db']]);
  });

  it('carries over the difference, and keeps what others changed and the version', () => {
    const change = changed({ image: 'cassandra:4.1' }).find(({ action }) => action === 'update');

    expect(change).toMatchObject({
      restarts: true, fixed: [],
      object:   { metadata: { resourceVersion: '7', annotations: { theirs: 'x' } }, spec: { template: { spec: { dnsPolicy: 'ClusterFirst', containers: [{ name: 'cassandra', image: 'cassandra:4.1' }, { name: 'injected' }] } } } },
    });
  });

  it('creates and removes what is switched on and off', () => {
    const withClients: Partial<ClusterSpec> = { clientService: { type: 'NodePort', annotations: {} }, networkPolicy: { namespaces: [] } };

    expect(told(changed(withClients)).filter(([action]) => action !== 'keep')).toEqual([['create', 'Service/db-client'], ['create', 'NetworkPolicy/db']]);

    const more = compose({ ...spec, ...withClients });

    expect(told(changesOf(more, more, before)).filter(([action]) => action !== 'keep')).toEqual([['remove', 'NetworkPolicy/db'], ['remove', 'Service/db-client']]);
  });

  it('says what restarts no node', () => {
    const retention = { ...spec.storage, retention: { whenDeleted: 'Delete', whenScaled: 'Retain' } as const };

    expect(told(changed({ storage: retention }))).toContainEqual(['update', 'StatefulSet/db', false, []]);
  });

  it.each<[Partial<ClusterSpec>, string[]]>([
    [{ storage: { ...spec.storage, size: '20Gi' } }, ['spec.volumeClaimTemplates']],
    [{ datacenter: 'dc2' }, ['spec.selector']],
  ])('names what Kubernetes will not let be changed by %j', (change, fixed) => {
    expect(told(changed(change)).find(([, name]) => name === 'StatefulSet/db')?.[3]).toEqual(fixed);
  });

  it('never replaces the Job that makes logins', () => {
    const one: ClusterSpec = { ...spec, authentication: { secret: 'login' } };
    const other = compose({ ...one, image: 'cassandra:4.1' });

    expect(told(changesOf(compose(one), compose(one), other))).toContainEqual(['keep', 'Job/db-auth']);
  });

  it('brings an object that is there, but was not read, to what is wanted', () => {
    const change = changesOf(live, [], compose({ ...spec, pullSecrets: ['x'] })).find((each) => each.action === 'update' && each.restarts);

    expect(change).toMatchObject({ live: { kind: 'StatefulSet' }, object: { metadata: { resourceVersion: '7' }, spec: { template: { spec: { imagePullSecrets: [{ name: 'x' }] } } } } });
  });

  it('makes exactly what was wanted where nobody else changed anything', () => {
    fc.assert(fc.property(clusterSpec, clusterSpec, (from, to) => {
      const target = compose({ ...to, name: from.name, namespace: from.namespace });
      const result = changesOf(compose(from), compose(from), target).flatMap((change) => 'object' in change ? [change.object] : change.action === 'keep' ? [change.live] : []);

      expect(result.filter(({ kind }) => kind !== 'Job')).toEqual(target.filter(({ kind }) => kind !== 'Job'));
    }), { numRuns: 30 });
  });
});

describe('locked fields', () => {
  it('are what a ring cannot change after its first start, each with a reason', () => {
    const locked = lockedFields(spec);

    expect(locked.get('datacenter')).toBe('cassandra.locked.firstBoot');
    expect(locked.get('nodes')).toBe('cassandra.locked.scale');
    expect(locked.get('storage.size')).toBe('cassandra.locked.claims');
    expect([...locked.keys()]).not.toContain('image');
    expect([...locked.keys()]).not.toContain('authentication.secret');
    expect([...lockedFields({ ...spec, authentication: { secret: 'x' } }).keys()]).toContain('authentication.secret');
  });

  it('leave no way to change what Kubernetes holds fixed', () => {
    fc.assert(fc.property(clusterSpec, clusterSpec, (from, to) => {
      const after = { ...to, name: from.name, namespace: from.namespace };
      const isFixed = changesOf(compose(from), compose(from), compose(after)).some((change) => change.action === 'update' && change.fixed.length > 0);

      expect(isFixed && lockedChanges(from, after).length === 0).toBe(false);
    }), { numRuns: 50 });
  });

  it('that a text changes are told', () => {
    expect(lockedChanges(spec, { ...spec, clusterName: 'other', seeds: 1, image: 'cassandra:4.1' }).map(({ field, code }) => [field, code])).toEqual([['clusterName', 'locked'], ['seeds', 'locked']]);
    expect(lockedChanges(spec, { ...spec, clusterName: 'db' })).toEqual([]);
    expect(validate(spec).filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
