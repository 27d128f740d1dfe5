import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';

import { clusterSelector } from '../../../../../pkg/cassandra/core/cluster/labels';
import { compose, defaultSpec, type ClusterSpec } from '../../../../../pkg/cassandra/core/manifest';
import { authJob, authJobLabels, configMap, initContainers, insideMounts, insideVolumes, readInside, superuserSecret, templateAnnotations } from '../../../../../pkg/cassandra/core/manifest/inside';
import { hash } from '../../../../../pkg/cassandra/core/manifest/inside/hash';
import { SECURITY_CONTEXT } from '../../../../../pkg/cassandra/core/manifest/security';
import { members } from '../../../../../pkg/cassandra/core/manifest/topology';
import { clusterSpec } from '../arbitrary';

const spec = (change: Partial<ClusterSpec> = {}): ClusterSpec => ({ ...defaultSpec('db', 'prod'), ...change });
const AUTHENTICATION = { authentication: { secret: 'db-login', create: { username: 'admin', password: 'p\'w' } } };
const TLS: Partial<ClusterSpec> = { tls: { client: { secret: 'c', requireClientCertificate: true, optional: false }, internode: { secret: 'i' } } };
const settings = (change: Partial<ClusterSpec>) => load(configMap(spec(change))!.data!['cassandra.yaml']!);

describe('the inside of a pod', () => {
  it('is nothing where nothing is asked for', () => {
    const plain = spec();

    expect([configMap(plain), superuserSecret(plain), authJob(plain)]).toEqual([undefined, undefined, undefined]);
    expect([initContainers(plain, members(plain)[0]!), insideVolumes(plain), insideMounts(plain)]).toEqual([[], [], []]);
    expect(templateAnnotations(plain)).toEqual({});
  });

  it('is what form and person ask for, and of the same setting what the form does', () => {
    const configuration = { ...spec().configuration, settings: { concurrent_reads: 64, authenticator: 'AllowAllAuthenticator' } };

    expect(settings({ ...AUTHENTICATION, configuration })).toEqual({ concurrent_reads: 64, authenticator: 'PasswordAuthenticator', authorizer: 'CassandraAuthorizer' });
    expect(settings({ tls: { internode: { secret: 'i' } } })).toHaveProperty('server_encryption_options.require_client_auth', true);
    expect(settings(TLS)).toHaveProperty('client_encryption_options.require_client_auth', true);
  });

  it('restarts the nodes when a setting changes, not when only a name does', () => {
    const one = templateAnnotations(spec(AUTHENTICATION));

    expect(templateAnnotations(spec({ ...AUTHENTICATION, datacenter: 'dc2' }))).toEqual(one);
    expect(templateAnnotations(spec({ ...AUTHENTICATION, ...TLS }))).not.toEqual(one);
  });

  // Test vectors of draft-eastlake-fnv.
  it.each([['', '811c9dc5'], ['a', 'e40c292c'], ['foobar', 'bf9cf968']])('hashes %j as FNV-1a does', (text, expected) => expect(hash(text)).toBe(expected));

  it('fits together: whatever is mounted is there, and nothing may do more than `restricted` lets it', () => {
    fc.assert(fc.property(clusterSpec, (any) => {
      for (const member of members(any)) {
        const before = initContainers(any, member);
        const volumes = [...insideVolumes(any).map(({ name }) => name), 'data'];

        for (const mount of [...before.flatMap(({ volumeMounts = [] }) => volumeMounts), ...insideMounts(any)]) {
          expect(volumes).toContain(mount.name);
        }
        expect(before.every(({ securityContext }) => securityContext === SECURITY_CONTEXT)).toBe(true);
        // Kubernetes would make one of two dollars.
        expect(before.flatMap(({ command = [] }) => command).join(' ')).not.toContain('$$');
      }
    }), { numRuns: 50 });
  });

  it('is read back as it was', () => {
    fc.assert(fc.property(clusterSpec, (any) => {
      const { authentication, tls, configuration } = any;

      expect(readInside(compose(any))).toEqual({ ...(authentication && { authentication }), tls, settings: configuration.settings });
    }));
  });

  it('is off in objects that say nothing of it', () => expect(readInside([])).toEqual({ tls: {}, settings: {} }));
});

describe('the Job that sets up logins', () => {
  const { template } = authJob(spec({ ...AUTHENTICATION, ...TLS, resources: { cpu: '1', cpuLimit: '2', memory: '4Gi' } }))!.spec!;

  it('is no pod of the ring', () => {
    for (const labels of [template.metadata!.labels!, authJobLabels('db')]) {
      expect(Object.entries(clusterSelector('db')).every(([key, value]) => labels[key] === value)).toBe(false);
    }
    expect(template.metadata?.labels).toMatchObject(authJobLabels('db'));
  });

  it('has passwords in files only', () => {
    const text = JSON.stringify(template);

    expect(text).not.toContain('p\'w');
    expect(template.spec?.containers[0]).not.toHaveProperty('env');
    expect(template.spec?.volumes).toEqual([
      { name: 'superuser', secret: { secretName: 'db-login' } },
      { name: 'home', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
      { name: 'client-tls', secret: { secretName: 'c' } },
    ]);
    expect(superuserSecret(spec(AUTHENTICATION))?.stringData).toEqual({ username: 'admin', password: 'p\'w' });
  });

  it.each([[1, '1'], [2, '2'], [3, '3'], [9, '3']])('gives logins of %d nodes %s replicas, as they have from the start', (nodes, replicas) => {
    const ring = spec({ ...AUTHENTICATION, racks: [{ name: 'r', nodes }] });

    expect(authJob(ring)?.spec?.template.spec?.containers[0]?.args?.slice(0, 4)).toEqual(['db', '9042', String(nodes), replicas]);
    expect(configMap(ring)?.data?.['jvm-server.options']).toBe(`-Dcassandra.system_auth.default_rf=${ replicas }\n`);
  });
});
