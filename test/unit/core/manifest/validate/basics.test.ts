import { describe, expect, it } from 'vitest';

import type { Surroundings } from '../../../../../pkg/cassandra/core/manifest';
import { found, hostsIn, told, valid } from './found';

const nodes = (count: number) => ({ racks: [{ name: 'rack1', nodes: count }] });

describe('the name', () => {
  it.each(['Db', '1db', '-db', 'db-', 'db_1', 'd.b', 'dé', 'db\n', ' db'])('may not be "%s"', (name) => expect(found({ name })).toEqual(['name invalidName']));

  it('has up to 52 characters, so that the label with the revision fits', () => {
    expect(found({ name: 'a'.repeat(52) })).toEqual([]);
    expect(told({ ...valid, name: 'a'.repeat(53) })).toEqual([{ field: 'name', code: 'tooLong', severity: 'error', params: { max: 52, length: 53 } }]);
  });
});

describe('the namespace', () => {
  it.each([['', 'required'], ['Prod', 'invalidNamespace'], ['-a', 'invalidNamespace'], ['a'.repeat(64), 'tooLong']])('may not be "%s"', (namespace, code) => expect(found({ namespace })).toEqual([`namespace ${ code }`]));

  it.each<[string, Surroundings, string[]]>([
    ['is there', { namespaces: [{ name: 'prod', terminating: false }] }, []],
    ['is being deleted', { namespaces: [{ name: 'prod', terminating: true }] }, ['namespace namespaceTerminating']],
    ['is not there', { namespaces: [] }, ['namespace namespaceMissing']],
    ['is to be made', { namespaces: [], newNamespace: true }, []],
    ['is to be made and there already', { namespaces: [{ name: 'prod', terminating: false }], newNamespace: true }, ['namespace namespaceExists']],
    ['is to be made while the old one is being deleted', { namespaces: [{ name: 'prod', terminating: true }], newNamespace: true }, ['namespace namespaceTerminating']],
    ['is not known', { newNamespace: true }, []],
  ])('%s', (_, known, expected) => expect(found({}, known)).toEqual(expected));
});

describe('the image', () => {
  it.each([
    ['cassandra:5.0', []],
    ['reg.example.com/cassandra:4.1.10-jdk11', []],
    ['cassandra:4', []],
    ['', ['image required']],
    ['Cassandra:5', ['image invalidImage']],
    ['cassandra:3.11.19', ['image releaseEnded']],
    ['cassandra:3', ['image releaseEnded']],
    ['cassandra:4.0', ['image (releaseEnding)']],
    ['cassandra', ['image (floatingTag)']],
    ['reg.example.com/cassandra:latest', ['image (floatingTag)']],
    [`cassandra@sha256:${ '0'.repeat(64) }`, []],
    ['cassandra:6.0-alpha2', ['image (unknownVersion)']],
    ['reg.example.com/our-cassandra:13', []],
  ])('"%s"', (image, expected) => expect(found({ image })).toEqual(expected));
});

describe('pull secrets', () => {
  const secrets = [{ name: 'registry', keys: ['.dockerconfigjson'] }, { name: 'old', keys: ['.dockercfg'] }, { name: 'other', keys: ['password'] }];

  it.each([
    [['registry', 'old'], { secrets }, []],
    [['unknown'], {}, []],
    [['gone'], { secrets }, ['pullSecrets secretMissing']],
    [['registry', 'other'], { secrets }, ['pullSecrets secretKeys']],
    [['No'], {}, ['pullSecrets invalidObjectName']],
    // A new namespace has none, whatever is known of another.
    [['registry'], { secrets, newNamespace: true }, ['pullSecrets secretMissing']],
  ])('%j', (pullSecrets, known, expected) => expect(found({ pullSecrets }, known)).toEqual(expected));
});

describe('the number of nodes', () => {
  it.each([0, -1, 1.5, 1001, NaN, Infinity])('is not %d', (count) => {
    expect(told({ ...valid, ...nodes(count) }).filter(({ field }) => field === 'nodes')).toEqual([{ field: 'nodes', code: 'invalidNumber', severity: 'error', params: { min: 1, max: 1000 } }]);
  });

  it.each([
    [1, ['nodes (singleNode)']],
    [2, ['nodes (twoNodes)']],
    [3, []],
  ])('%d', (count, expected) => expect(found({ ...nodes(count), seeds: 1 }).filter((finding) => finding.startsWith('nodes'))).toEqual(expected));

  it('has room: no two share a host, unless they may', () => {
    expect(found({}, { hosts: hostsIn(['a', 'a']) })).toEqual(['nodes (moreNodesThanHosts)']);
    expect(found({ antiAffinity: 'preferred' }, { hosts: hostsIn(['a', 'a']) })).toEqual(['antiAffinity (sharedHosts)']);
    expect(found({}, { hosts: hostsIn(['a', 'a', 'a']) })).toEqual([]);
  });
});

describe('names inside Cassandra', () => {
  it.each([
    [{ clusterName: 'a/b' }, ['clusterName invalidClusterName']],
    [{ clusterName: 'It\'s' }, ['clusterName invalidClusterName']],
    [{ clusterName: 'a: b # c' }, ['clusterName invalidClusterName']],
    [{ clusterName: '' }, ['clusterName required']],
    [{ clusterName: 'Test Cluster 1.0_x' }, []],
    [{ datacenter: 'dc 1' }, ['datacenter invalidTopologyName']],
    [{ datacenter: 'x'.repeat(64) }, ['datacenter tooLong']],
  ])('%j', (change, expected) => expect(found(change)).toEqual(expected));
});
