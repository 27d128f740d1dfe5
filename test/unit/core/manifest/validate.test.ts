import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compose, defaultSpec, isAcceptable, toYaml, validate, type ClusterSpec, type Surroundings } from '../../../../pkg/cassandra/core/manifest';
import { isImageReference } from '../../../../pkg/cassandra/core/manifest/image-syntax';

const valid = defaultSpec('db', 'prod');
const found = (change: Partial<ClusterSpec>, known?: Surroundings) => validate({ ...valid, ...change }, known).map(({ field, code }) => `${ field } ${ code }`);

describe('validate', () => {
  it('finds nothing wrong with the defaults and a name', () => {
    expect(validate(valid)).toEqual([]);
    expect(validate(valid, { takenNames: ['db2'], storageClasses: ['a'], defaultStorageClass: 'a', hosts: Array.from({ length: 3 }, () => ({ cpu: 4, memory: 8 * 1024 ** 3 })) })).toEqual([]);
  });

  it('wants a name before anything else', () => {
    expect(validate(defaultSpec())).toEqual([{ field: 'name', code: 'required', severity: 'error', params: {} }]);
  });

  it.each([['Db'], ['1db'], ['-db'], ['db-'], ['db_1'], ['d.b'], ['dé'], ['db\n'], [' db']])('refuses the name "%s"', (name) => expect(found({ name })).toEqual(['name invalidName']));

  it('takes names up to 52 characters, so that the label with the revision fits', () => {
    expect(found({ name: 'a'.repeat(52) })).toEqual([]);
    expect(validate({ ...valid, name: 'a'.repeat(53) })).toEqual([{ field: 'name', code: 'tooLong', severity: 'error', params: { max: 52, length: 53 } }]);
  });

  it('refuses a name that is taken', () => {
    expect(validate(valid, { takenNames: ['x', 'db'] })).toEqual([{ field: 'name', code: 'nameTaken', severity: 'error', params: { name: 'db' } }]);
  });

  it.each([
    [['data-db-0', 'data-db-12', 'data-other-0'], [{ field: 'name', code: 'oldVolumes', severity: 'warning', params: { claims: 2, first: 'data-db-0' } }]],
    [['data-db-0-copy', 'data-db-eu-0', 'logs-db-0', 'data-db-'], []],
  ])('warns of volumes that an earlier ring of the name has left: %j', (claims, expected) => {
    expect(validate(valid, { claims })).toEqual(expected);
  });

  it.each([['', 'required'], ['Prod', 'invalidNamespace'], ['-a', 'invalidNamespace'], ['a'.repeat(64), 'tooLong']])('refuses the namespace "%s"', (namespace, code) => expect(found({ namespace })).toEqual([`namespace ${ code }`]));

  it.each([[0], [-1], [1.5], [1001], [NaN], [Infinity]])('refuses %d nodes', (nodes) => {
    expect(validate({ ...valid, nodes })).toEqual([{ field: 'nodes', code: 'invalidNodes', severity: 'error', params: { min: 1, max: 1000 } }]);
  });

  it('warns of rings that cannot lose a node, and of more nodes than there is room for', () => {
    const one = validate({ ...valid, nodes: 1 });

    expect(one).toEqual([{ field: 'nodes', code: 'singleNode', severity: 'warning', params: {} }]);
    expect(isAcceptable(one)).toBe(true);
    expect(found({ nodes: 2 })).toEqual(['nodes twoNodes']);
    expect(found({ nodes: 3 }, { hosts: [{ cpu: 4, memory: 8e9 }] })).toEqual(['nodes moreNodesThanHosts']);
  });

  it.each<[string, Surroundings, string | undefined, string[]]>([
    ['not known', {}, undefined, []],
    ['none at all', { storageClasses: [] }, undefined, ['storage.className noStorageClass']],
    ['no default', { storageClasses: ['a'] }, undefined, ['storage.className noDefaultStorageClass']],
    ['one chosen', { storageClasses: ['a'] }, 'a', []],
    ['chosen one gone', { storageClasses: ['a'] }, 'b', ['storage.className storageClassGone']],
    ['chosen one gone, none left', { storageClasses: [] }, 'b', ['storage.className storageClassGone']],
  ])('looks at the storage classes: %s', (_, known, className, expected) => expect(found({ storage: { className, size: '1Gi' } }, known)).toEqual(expected));

  it.each([
    ['', 'required'], ['10 Gi', 'invalidQuantity'], ['10GB', 'invalidQuantity'], ['ten', 'invalidQuantity'], ['0', 'notPositive'], ['-5Gi', 'notPositive'], ['1', 'tooSmall'], ['1G', 'tooSmall'], ['1023Mi', 'tooSmall'],
  ])('refuses the size and the memory "%s"', (text, code) => {
    expect(found({ storage: { size: text }, resources: { cpu: '1', memory: text } })).toEqual([`storage.size ${ code }`, `resources.memory ${ code }`]);
  });

  it('refuses CPU that starves a node, and warns of requests that fit nowhere', () => {
    const hosts = [{ cpu: 1, memory: 2 * 1024 ** 3 }, { cpu: 2, memory: 1024 ** 3 }, { cpu: 1, memory: 1024 ** 3 }];

    expect(found({ resources: { cpu: '50m', memory: '4Gi' } })).toEqual(['resources.cpu tooSmall']);
    expect(found({ resources: { cpu: '2', memory: '2Gi' } }, { hosts })).toEqual([]);
    expect(found({ resources: { cpu: '3', memory: '4Gi' } }, { hosts })).toEqual(['resources.cpu exceedsHosts', 'resources.memory exceedsHosts']);
  });

  it('refuses names that would break configuration files or labels', () => {
    expect(found({ clusterName: 'a/b' })).toEqual(['clusterName invalidClusterName']);
    expect(found({ clusterName: 'It\'s' })).toEqual(['clusterName invalidClusterName']);
    expect(found({ clusterName: 'a: b # c' })).toEqual(['clusterName invalidClusterName']);
    expect(found({ clusterName: 'Test Cluster 1.0_x' })).toEqual([]);
    expect(found({ datacenter: 'dc 1', rack: '' })).toEqual(['datacenter invalidTopologyName', 'rack required']);
    expect(found({ datacenter: 'x'.repeat(64) })).toEqual(['datacenter tooLong']);
  });

  it('reports all fields at once, one message each', () => {
    const messages = found({ name: '', namespace: '', nodes: 0, image: '', datacenter: '', rack: '', storage: { size: '' }, resources: { cpu: '', memory: '' } });

    expect(messages).toHaveLength(9);
    expect(new Set(messages.map((message) => message.split(' ')[0])).size).toBe(9);
  });

  it('never throws, and what it accepts composes into YAML without an undefined value', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-z]{1,8}$/), fc.constantFrom('10Gi', '4Gi', '2', 'cassandra:5.0'));

    fc.assert(fc.property(fc.record({
      name: text, namespace: text, nodes: fc.oneof(fc.integer(), fc.double(), fc.constant(3)), image: text, datacenter: text, rack: text,
      storage: fc.record({ size: text }), resources: fc.record({ cpu: text, memory: text }),
    }), (spec) => {
      if (isAcceptable(validate(spec))) {
        expect(toYaml(compose(spec))).not.toMatch(/undefined|NaN/);
      }
    }), { numRuns: 2000 });
  });
});

describe('isImageReference', () => {
  it.each(['cassandra', 'cassandra:5.0', 'library/cassandra', 'docker.io/library/cassandra:5.0', 'localhost/cassandra', 'localhost:5000/a/b-c/d__e:x', 'reg.example.com:443/a.b/c@sha256:'.concat('0'.repeat(64)), '[2001:db8::1]:5000/cassandra:5', `a:1@sha256:${ 'f'.repeat(64) }`])(
    'takes %s', (text) => expect(isImageReference(text)).toBe(true),
  );

  it.each(['', ' ', 'Cassandra', 'cassandra:', 'cassandra:5.0 ', 'a b', 'a//b', '/a', 'a/', 'a:b:c', 'a@', 'a@sha256:12', 'a@sha256:1@sha256:2', 'a___b', '-a', 'a:-b', 'https://reg/a', `${ 'a'.repeat(400) }`])(
    'refuses "%s"', (text) => expect(isImageReference(text)).toBe(false),
  );
});
