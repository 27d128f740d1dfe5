import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compose, defaultSpec, toYaml, type ClusterSpec } from '../../../../pkg/cassandra/core/manifest';
import { draftOf, dropKept, fromText, keptOf, NO_EXTRA, objectsOf, type Draft } from '../../../../pkg/cassandra/core/manifest/draft';
import { isObject, type AnyObject } from '../../../../pkg/cassandra/core/object/object';
import { patch, type Patch } from '../../../../pkg/cassandra/core/object/patch';
import { clusterSpec } from './arbitrary';

const spec = defaultSpec('db', 'prod');

function read(text: string, before = spec): Draft {
  const result = fromText(text, before);

  if ('error' in result) {
    throw new Error(JSON.stringify(result.error));
  }

  return result.draft;
}

const byName = (objects: readonly AnyObject[]) => new Map(objects.map((object) => [`${ object.apiVersion }/${ object.kind }/${ object.metadata?.namespace }/${ object.metadata?.name }`, object]));
/** The text of a ring, changed as somebody would who types. */
const edited = (of: ClusterSpec, ...edits: [string | RegExp, string][]) => edits.reduce((text, [from, to]) => text.replace(from, to), toYaml(compose(of)));
const find = (objects: readonly AnyObject[], kind: string) => objects.filter((object) => object.kind === kind);

const TOLERATION: [RegExp, string] = [/terminationGracePeriodSeconds: 300/g, 'terminationGracePeriodSeconds: 300\n      tolerations: [{ key: db, operator: Exists }]'];

/** Anything that somebody may do to an object but give it another name. */
const scalar = fc.oneof(fc.constant('x'), fc.integer({ min: 0, max: 9 }), fc.boolean());
const change: fc.Arbitrary<Patch> = fc.oneof(
  fc.record({ spec: fc.record({ set: fc.dictionary(fc.constantFrom('a', 'replicas', 'template'), fc.constant({})) }) }).map((fields): Patch => ({ fields })),
  fc.record({ spec: fc.record({ fields: fc.dictionary(fc.constantFrom('replicas', 'serviceName', 'extra', 'ports'), fc.oneof(scalar.map((set): Patch => ({ set })), fc.constant<Patch>({ remove: true }))) }) }).map((fields): Patch => ({ fields })),
  fc.constant<Patch>({ fields: { metadata: { fields: { labels: { remove: true } } } } }),
  fc.constant<Patch>({ remove: true }),
);
const stranger = fc.oneof(
  fc.record({ apiVersion: fc.constant('v1'), kind: fc.constantFrom('Service', 'Secret'), metadata: fc.record({ name: fc.constantFrom('db', 'x'), namespace: fc.constantFrom('prod', 'other') }) }),
  fc.record({ apiVersion: fc.constant('acme.org/v1'), kind: fc.constantFrom('Service', 'Monitor'), metadata: fc.record({ name: fc.constantFrom('db', 'x'), namespace: fc.constantFrom('prod', 'other') }, { requiredKeys: ['name'] }) }),
);

describe('a draft', () => {
  it('gives back any set of objects', () => {
    fc.assert(fc.property(clusterSpec, fc.dictionary(fc.integer({ min: 0, max: 8 }).map(String), change, { maxKeys: 3 }), fc.uniqueArray(stranger, { maxLength: 2, selector: ({ apiVersion, kind }) => apiVersion + kind }), (of, changes, strangers) => {
      const composed = compose(of).map((object, index) => {
        const made = changes[index];

        return made ? patch(object, made) : object;
      }).filter(isObject);
      const objects = [...byName([...composed, ...strangers]).values()];
      const draft = draftOf(objects, of);

      expect(byName(objectsOf(draft))).toEqual(byName(objects));
      expect(byName(objectsOf(JSON.parse(JSON.stringify(draft))))).toEqual(byName(objects));
    }), { numRuns: 80 });
  });

  it('of what was composed is a spec and nothing more', () => {
    fc.assert(fc.property(clusterSpec, (of) => {
      expect(draftOf(compose(of), spec)).toEqual({ spec: of, extra: NO_EXTRA });
    }), { numRuns: 40 });
  });

  it('puts into the spec what the form can say', () => {
    expect(read(edited(spec, [/replicas: 3/, 'replicas: 5'], [/cassandra:5.0/g, 'cassandra:4.1']))).toMatchObject({ spec: { image: 'cassandra:4.1', racks: [{ nodes: 5 }] }, extra: NO_EXTRA });
  });

  it('keeps what the form cannot say while the form goes on', () => {
    const draft = read(edited(spec, TOLERATION));
    const changed = objectsOf({ ...draft, spec: { ...draft.spec, name: 'orders', namespace: 'shop', image: 'cassandra:4.1' } });

    expect(draft.spec).toEqual(spec);
    expect(find(changed, 'StatefulSet')).toMatchObject([{ metadata: { name: 'orders', namespace: 'shop' }, spec: { template: { spec: { tolerations: [{ key: 'db' }], containers: [{ image: 'cassandra:4.1' }] } } } }]);
  });

  it('gives what all racks have to a rack that comes, and what one has to that one', () => {
    const two = { ...spec, racks: [{ name: 'a', nodes: 2 }, { name: 'b', nodes: 2 }] };
    const more = { ...two, racks: [{ name: 'c', nodes: 2 }, ...two.racks] };
    const tolerating = (draft: Draft) => find(objectsOf({ ...draft, spec: more }), 'StatefulSet').filter((object) => JSON.stringify(object).includes('toleration')).map(({ metadata }) => metadata?.name);

    expect(tolerating(read(edited(two, TOLERATION)))).toEqual(['db-c', 'db-a', 'db-b']);
    expect(tolerating(read(edited(two, [/terminationGracePeriodSeconds: 300/, TOLERATION[1]])))).toEqual(['db-a']);
    // A ring of one rack that gets more.
    expect(tolerating(read(edited(spec, TOLERATION)))).toEqual(['db-c', 'db-a', 'db-b']);
  });

  it('waits with a change until its object is there again', () => {
    const withClients: ClusterSpec = { ...spec, clientService: { type: 'ClusterIP', annotations: {} } };
    const draft = read(edited(withClients, ['type: ClusterIP', 'type: ClusterIP\n  sessionAffinity: ClientIP']));
    const without = objectsOf({ ...draft, spec });

    expect(JSON.stringify(without)).not.toContain('ClientIP');
    expect(JSON.stringify(objectsOf(draft))).toContain('ClientIP');
  });

  it('takes added objects of the ring along to another namespace, and no others', () => {
    const extra = (kind: string, namespace?: string) => ({ apiVersion: 'acme.org/v1', kind, metadata: { name: 'x', ...(namespace !== undefined && { namespace }) } });
    const draft = draftOf([...compose(spec), extra('Monitor', 'prod'), extra('Alert', 'watch'), extra('Role')], spec);
    const moved = objectsOf({ ...draft, spec: { ...spec, namespace: 'shop' } });

    expect(moved.filter(({ apiVersion }) => apiVersion === 'acme.org/v1').map(({ metadata }) => metadata?.namespace)).toEqual(['shop', 'watch', undefined]);
  });

  it('puts objects that name no namespace where the ring is', () => {
    const draft = read(toYaml(compose(spec)).replace(/^ {2}namespace: prod\n/gm, ''));

    expect(draft).toEqual({ spec, extra: NO_EXTRA });
  });

  it('does not forget the form when the StatefulSet is away for a moment', () => {
    const before = { ...spec, image: 'cassandra:4.1' };
    const draft = read('', before);

    expect(draft.spec).toBe(before);
    expect(objectsOf(draft)).toEqual([]);
  });

  it('says why a text cannot be read', () => {
    expect(fromText('a: [', spec)).toMatchObject({ error: { code: 'syntax', line: 2 } });
  });
});

describe('what is kept from the text', () => {
  const text = edited(spec, TOLERATION, [/maxUnavailable: 1/, 'maxUnavailable: 2'], [/ +publishNotReadyAddresses: true\n/, '']);
  const draft = read(`${ text.replace(/^apiVersion: policy[^]*?---\n/m, '') }---\napiVersion: v1\nkind: Secret\nmetadata: { name: mine, namespace: prod }\n`);

  it('is listed with the places', () => {
    expect(keptOf(draft)).toEqual([
      { key: 'StatefulSet', what: 'changed', kind: 'StatefulSet', name: undefined, paths: ['spec.template.spec.tolerations'] },
      { key: 'Service/*', what: 'changed', kind: 'Service', name: 'db', paths: ['spec.publishNotReadyAddresses'] },
      { key: 'PodDisruptionBudget/*', what: 'removed', kind: 'PodDisruptionBudget', name: 'db', paths: [] },
      { key: '/Secret/*/mine', what: 'added', kind: 'Secret', name: 'mine', paths: [] },
    ]);
  });

  it('can be dropped, one by one', () => {
    const left = keptOf(draft).reduce((extra, { key }) => dropKept(extra, key), draft.extra);

    expect(objectsOf({ ...draft, extra: dropKept(draft.extra, 'Service/*') })).toContainEqual(find(compose(spec), 'Service')[0]);
    expect(left).toEqual(NO_EXTRA);
  });
});
