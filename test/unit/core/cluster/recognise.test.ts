import { describe, expect, it } from 'vitest';

import { cassandraVersion, imageKind, parseImage } from '../../../../pkg/cassandra/core/cluster/image';
import { ANNOTATION_CASSANDRA } from '../../../../pkg/cassandra/core/cluster/labels';
import { recognise } from '../../../../pkg/cassandra/core/cluster/recognise';
import { foreignStatefulSet, ownStatefulSet } from './objects';

const codes = (...args: Parameters<typeof foreignStatefulSet>) => {
  const { isCassandra, container, evidence } = recognise(foreignStatefulSet(...args));

  return [isCassandra, container, ...evidence.map(({ code }) => code)];
};

describe('recognise', () => {
  it('knows what we made, whatever its image', () => {
    const made = ownStatefulSet();

    made.spec!.template.spec!.containers[0]!.image = 'registry.local/base:7';
    expect(recognise(made)).toMatchObject({ isCassandra: true, container: 'cassandra' });
    expect(recognise(made).evidence.map(({ code }) => code)).toContain('managed');
  });

  it.each([
    'cassandra', 'cassandra:5.0', 'docker.io/library/cassandra:4.1.10', 'registry.local:5000/team/cassandra@sha256:0', 'gcr.io/google-samples/cassandra:v13',
    'bitnami/cassandra:5.0.5-debian-12-r3', 'docker.io/bitnamilegacy/cassandra:4', 'k8ssandra/cass-management-api:4.1.5-ubi8', 'datastax/dse-server:6.8.25', 'datastax/dse-mgmtapi-6_8:6.8.40',
  ])('knows %s by its image alone', (image) => expect(codes('db', image)).toEqual([true, 'db', 'image']));

  it('takes two weak pieces of evidence of different kinds, and names them', () => {
    expect(codes('db', 'acme/db:1', { ports: [9042, 7000] })).toEqual([true, 'db', 'cqlPort', 'internodePort']);
    expect(codes('db', 'acme/our-cassandra:1', { labels: { app: 'cassandra' } })).toEqual([true, 'db', 'similarImage', 'label']);
    expect(codes('db', 'acme/db:1', { env: ['CASSANDRA_SEEDS'], labels: { 'helm.sh/chart': 'cassandra-12.3.13' } })).toEqual([true, 'db', 'environment', 'label']);
  });

  it('does not take one weak piece, nor two of one kind', () => {
    expect(codes('db', 'acme/db:1', { ports: [9042] })).toEqual([false, undefined, 'cqlPort']);
    expect(codes('db', 'acme/db:1', { ports: [7000, 7001] })).toEqual([false, undefined, 'internodePort']);
    expect(codes('db', 'acme/db:1', { labels: { app: 'cassandra', 'app.kubernetes.io/name': 'cassandra' } })).toEqual([false, undefined, 'label']);
    expect(codes('db', 'acme/db:1', { env: ['CASSANDRA_SEEDS', 'CASSANDRA_DC'] })).toEqual([false, undefined, 'environment']);
  });

  it.each(['scylladb/scylla:6.2', 'thelastpickle/cassandra-reaper:3', 'bitnami/cassandra-exporter:2', 'k8ssandra/medusa:0.20', 'ipushc/cassandra-web', 'k8ssandra/cass-operator:1'])('does not take %s, whatever else it shows', (image) => {
    expect(codes('db', image, { ports: [9042, 7000], env: ['CASSANDRA_SEEDS'], labels: { app: 'cassandra' } })[0]).toBe(false);
  });

  it('does not take an application that uses Cassandra', () => {
    expect(codes('app', 'acme/shop:1', { env: ['CASSANDRA_HOST', 'CASSANDRA_PORT', 'CASSANDRA_USER', 'CASSANDRA_CONTACT_POINTS'], ports: [8080] })).toEqual([false, undefined]);
  });

  it('knows a cass-operator datacenter', () => {
    expect(codes('dc1', 'acme/db:1', { labels: { 'cassandra.datastax.com/datacenter': 'dc1' } })).toEqual([true, 'db', 'operator']);
  });

  it('survives a StatefulSet with nothing in it', () => expect(recognise({})).toEqual({ isCassandra: false, evidence: [] }));
});

describe('what a person declared', () => {
  const declared = (value: string | undefined, ...args: Parameters<typeof foreignStatefulSet>) => {
    const set = foreignStatefulSet(...args);

    return recognise({ ...set, metadata: { ...set.metadata, ...(value === undefined ? {} : { annotations: { [ANNOTATION_CASSANDRA]: value } }) } });
  };

  it('makes anything Cassandra, and stands first among the evidence', () => {
    expect(declared('true', 'db', 'acme/db:1')).toEqual({
      isCassandra: true, declared: true, container: 'db', evidence: [{ code: 'declared', strength: 'strong', detail: 'cassandra-for-rancher/cassandra=true' }],
    });
    expect(declared('true', 'db', 'acme/db:1', { ports: [9042] }).evidence.map(({ code }) => code)).toEqual(['declared', 'cqlPort']);
  });

  it('makes Cassandra of its relatives, and of what looks like a tool', () => {
    expect(declared('true', 'db', 'scylladb/scylla:6.2', { ports: [9042] })).toMatchObject({ isCassandra: true, container: 'db', relative: 'scylladb/scylla:6.2' });
    expect(declared('true', 'db', 'acme/cassandra-web:1')).toMatchObject({ isCassandra: true, container: 'sidecar' });
  });

  it('makes nothing Cassandra, whatever the evidence, which is still told', () => {
    expect(declared('false', 'db', 'cassandra:5.0')).toEqual({ isCassandra: false, declared: false, evidence: [{ code: 'image', strength: 'strong', detail: 'cassandra:5.0' }] });
  });

  it.each(['', 'yes', 'True', undefined])('counts only if it is true or false: %s', (value) => {
    expect(declared(value, 'db', 'cassandra:5.0')).toMatchObject({ isCassandra: true });
    expect(declared(value, 'db', 'nginx')).not.toHaveProperty('declared');
  });

  it('is nothing to nodetool where there is no container', () => {
    expect(recognise({ metadata: { annotations: { [ANNOTATION_CASSANDRA]: 'true' } } })).not.toHaveProperty('container');
  });
});

describe('image references', () => {
  it('are taken apart', () => {
    expect(parseImage('registry.local:5000/team/cassandra:5.0@sha256:ab')).toEqual({ repository: 'registry.local:5000/team/cassandra', name: 'cassandra', tag: '5.0', digest: 'sha256:ab' });
    expect(parseImage('registry.local:5000/cassandra')).toEqual({ repository: 'registry.local:5000/cassandra', name: 'cassandra' });
    expect(parseImage('')).toEqual({ repository: '', name: '' });
  });

  it.each([
    ['cassandra:5.0', '5.0'], ['cassandra:5', '5'], ['cassandra:5.0.9', '5.0.9'], ['cassandra:4.1.10-jammy', '4.1.10'], ['bitnami/cassandra:5.0.5-debian-12-r3', '5.0.5'], ['cassandra:6.0-alpha2', '6.0-alpha2'],
    ['cassandra:latest', undefined], ['cassandra', undefined], ['gcr.io/google-samples/cassandra:v13', '3.11.2'], ['gcr.io/google-samples/cassandra:v99', undefined], ['cassandra:20240101', undefined], ['cassandra:1.2.3.4', undefined], ['datastax/dse-server:6.8.25', undefined], ['acme/our-cassandra:3.2', undefined],
  ])('%s is version %s', (image, version) => expect(cassandraVersion(image)).toBe(version));

  it('tell tools, look-alikes and strangers apart', () => {
    expect(['acme/cassandra-5', 'acme/cassandra-backup', 'acme/webdb', 'scylladb/scylla:6.2', 'scylladb/scylla-operator', 'yugabytedb/yugabyte'].map(imageKind))
      .toEqual(['similar', 'tool', 'unknown', 'relative', 'tool', 'relative']);
  });
});
