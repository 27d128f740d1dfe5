import type { Node, Service } from 'kubernetes-types/core/v1';
import { describe, expect, it } from 'vitest';

import type { Cluster } from '../../../../pkg/cassandra/core/cluster/cluster';
import { connectionOf, snippetTarget, type ConnectionSources } from '../../../../pkg/cassandra/core/connect/connection';
import { contactPoints } from '../../../../pkg/cassandra/core/connect/contact-points';
import { localDatacenter } from '../../../../pkg/cassandra/core/connect/local-datacenter';
import { loginOf } from '../../../../pkg/cassandra/core/connect/login';
import { clientTlsOf } from '../../../../pkg/cassandra/core/connect/tls';
import { defaultSpec } from '../../../../pkg/cassandra/core/manifest/spec';
import { node, pod, ring } from '../cluster/objects';
import { foreign, made, settings } from './rings';

const service = (name: string, spec: Service['spec'], status: Service['status'] = {}): Service => ({ metadata: { name, namespace: 'prod' }, spec: { selector: { app: 'ring' }, ...spec }, status });
const headless = (name: string): Service => service(name, { clusterIP: 'None', ports: [{ port: 7000 }] });
const host = (name: string, ready: string, ...addresses: [string, string][]): Node => ({ metadata: { name }, status: { conditions: [{ type: 'Ready', status: ready }], addresses: addresses.map(([type, address]) => ({ type, address })) } });

describe('contact points', () => {
  it('of a ring that we made are its headless Service, first, its client Service, and the nodes by name', () => {
    const { cluster, services } = made({ racks: [{ name: 'a', nodes: 1 }, { name: 'b', nodes: 1 }], clientService: { type: 'ClusterIP', annotations: {} } });

    expect(contactPoints(cluster, services.reverse(), [], [])).toStrictEqual({
      port:    9042,
      inside:  [{ service: 'db', headless: true, host: 'db.prod.svc', port: 9042 }, { service: 'db-client', headless: false, host: 'db-client.prod.svc', port: 9042 }],
      nodes:   [{ pod: 'db-a-0', host: 'db-a-0.db.prod.svc' }, { pod: 'db-b-0', host: 'db-b-0.db.prod.svc' }],
      outside: [],
    });
  });

  it('have the port that the settings say', () => {
    const { cluster, services, configMaps } = made(settings({ native_transport_port: 19042 }));

    expect(contactPoints(cluster, services, configMaps, [])).toMatchObject({ port: 19042, inside: [{ port: 19042 }] });
  });

  it('have the container\'s port of a telling name, and the Service\'s own', () => {
    const cluster = foreign('bitnami/cassandra:5.0', [], (set) => {
      set.spec!.template.spec!.containers[1]!.ports = [{ name: 'intra', containerPort: 7000 }, { name: 'cql', containerPort: 9142 }];
    });

    expect(contactPoints(cluster, [service('front', { ports: [{ port: 9042, targetPort: 'cql' }] })], [], []).inside).toStrictEqual([{ service: 'front', headless: false, host: 'front.prod.svc', port: 9042 }]);
  });

  it.each<[string, Service]>([
    ['leads to other pods', service('x', { selector: { app: 'other' }, ports: [{ port: 9042 }] })],
    ['selects nothing', service('x', { selector: {}, ports: [{ port: 9042 }] })],
    ['has no port for CQL', service('x', { ports: [{ port: 9500 }] })],
    ['is a name elsewhere', service('x', { type: 'ExternalName', ports: [{ port: 9042 }] })],
    ['is in another namespace', { ...headless('ring'), metadata: { name: 'ring', namespace: 'test' } }],
  ])('are not of a Service that %s', (_, other) => {
    expect(contactPoints(foreign('cassandra:5.0'), [other], [], [])).toMatchObject({ inside: [], nodes: [], outside: [] });
  });

  it('are names of nodes only behind the StatefulSet\'s own Service, and only if that is headless', () => {
    const cluster = foreign('cassandra:5.0');

    expect(contactPoints(cluster, [headless('another')], [], [])).toMatchObject({ inside: [{ service: 'another' }], nodes: [] });
    expect(contactPoints(cluster, [service('ring', { clusterIP: '10.1.1.1', ports: [{ port: 9042 }] })], [], []).nodes).toStrictEqual([]);
    expect(contactPoints(cluster, [headless('another'), headless('ring')], [], [])).toMatchObject({ inside: [{ service: 'ring' }, { service: 'another' }], nodes: [{ pod: 'ring-0' }, { pod: 'ring-1' }] });
  });

  it('from outside are load balancers, and node ports on the Kubernetes nodes that are ready', () => {
    const balancer = service('lb', { type: 'LoadBalancer', ports: [{ port: 9042, nodePort: 31000 }] }, { loadBalancer: { ingress: [{ hostname: 'lb.example.com' }, { ip: '192.0.2.1' }] } });
    const nodePort = service('np', { type: 'NodePort', ports: [{ port: 9042, nodePort: 31001 }] });
    const hosts = [host('a', 'True', ['InternalIP', '10.0.0.1'], ['ExternalIP', '192.0.2.9']), host('b', 'False', ['InternalIP', '10.0.0.2']), host('c', 'True', ['Hostname', 'c'], ['InternalIP', '10.0.0.3'])];

    expect(contactPoints(foreign('cassandra:5.0'), [balancer, nodePort], [], hosts).outside).toStrictEqual([
      { service: 'lb', kind: 'LoadBalancer', hosts: ['lb.example.com', '192.0.2.1'], port: 9042 },
      { service: 'np', kind: 'NodePort', hosts: ['192.0.2.9', '10.0.0.3'], port: 31001 },
    ]);
  });
});

describe('the local datacenter', () => {
  const gossiping = { name: 'CASSANDRA_ENDPOINT_SNITCH', value: 'GossipingPropertyFileSnitch' };
  const dc = { name: 'CASSANDRA_DC', value: 'eu' };
  const rack = { name: 'CASSANDRA_RACK', value: 'r1' };
  const unread = (cluster: Cluster) => localDatacenter(cluster, [], [], undefined);

  it('is where the ring has the nodes of this cluster, whatever the manifest says', () => {
    const value = { notes: [], datacenters: [{ name: 'far', nodes: [node('10.9.9.9')] }, { name: 'eu', nodes: [node('10.0.0.1')] }] };
    const pods = [pod('ring-0', { ip: '10.0.0.1' })];

    expect(localDatacenter(foreign('cassandra:5.0', [dc, gossiping]), pods, [], { value, text: '', pod: 'ring-0', at: 1 })).toStrictEqual({ name: 'eu', source: 'ring', others: [] });
    expect(localDatacenter(foreign('cassandra:5.0', [{ ...dc, value: 'us' }]), pods, [], { value, text: '', pod: 'ring-0', at: 1 })).toStrictEqual({ name: 'eu', source: 'ring', others: [], ignored: 'us' });
  });

  it('is that of most nodes, if they are in several', () => {
    const value = { notes: [], datacenters: [{ name: 'a', nodes: [node('10.0.0.1')] }, { name: 'b', nodes: [node('10.0.0.2'), node('10.0.0.3')] }] };
    const pods = [1, 2, 3].map((last) => pod(`ring-${ last }`, { ip: `10.0.0.${ last }` }));

    expect(localDatacenter(foreign('cassandra:5.0'), pods, [], { value, text: '', pod: 'ring-1', at: 1 })).toStrictEqual({ name: 'b', source: 'ring', others: ['a'] });
  });

  it('is the manifest\'s for a ring that we made', () => {
    expect(unread(made().cluster)).toStrictEqual({ name: 'dc1', source: 'manifest', others: [] });
  });

  it.each<[string, Cluster, object]>([
    ['the official image without a snitch', foreign('cassandra:5.0', [dc]), { name: 'datacenter1', source: 'snitch', others: [], ignored: 'eu' }],
    ['the simple snitch by its whole name', foreign('bitnami/cassandra:5.0', [{ ...gossiping, value: 'org.apache.cassandra.locator.SimpleSnitch' }]), { name: 'datacenter1', source: 'snitch', others: [] }],
    ['the example\'s image with datacenter and rack', foreign('gcr.io/google-samples/cassandra:v13', [dc, rack]), { name: 'eu', source: 'manifest', others: [] }],
    ['the example\'s image with the datacenter alone', foreign('gcr.io/google-samples/cassandra:v13', [dc]), { name: 'datacenter1', source: 'snitch', others: [], ignored: 'eu' }],
    ['an image that nothing is known of', foreign('example.com/my-cassandra:1'), { name: undefined, source: 'unknown', others: [] }],
  ])('of %s', (_, cluster, expected) => {
    expect(unread(cluster)).toStrictEqual(expected);
  });
});

describe('logins', () => {
  const password = { name: 'CASSANDRA_PASSWORD', valueFrom: { secretKeyRef: { name: 'ring', key: 'cassandra-password' } } };

  it('of a ring that we made are in the Secret that it names', () => {
    expect(loginOf(made({ authentication: { secret: 'db-superuser' } }).cluster, [])).toStrictEqual({ wanted: 'yes', secret: { name: 'db-superuser', username: { key: 'username' }, password: 'password' } });
  });

  it.each([
    [{}, 'no'], [{ concurrent_reads: 8 }, 'no'], [{ authenticator: 'AllowAllAuthenticator' }, 'no'], [{ authenticator: 'PasswordAuthenticator' }, 'yes'],
  ] as const)('follow from the settings %j: %s', (values, wanted) => {
    const { cluster, configMaps } = made(settings(values));

    expect(loginOf(cluster, configMaps)).toStrictEqual({ wanted });
  });

  it('are not known while the settings cannot be read, nor of other people\'s rings', () => {
    expect(loginOf(made(settings({ concurrent_reads: 8 })).cluster, [])).toStrictEqual({ wanted: 'unknown' });
    expect(loginOf(foreign('cassandra:5.0', [password]), [])).toStrictEqual({ wanted: 'unknown' });
  });

  it('of Bitnami\'s image are in a variable or a file, unless it is open', () => {
    const byFile = foreign('docker.io/bitnamilegacy/cassandra:5.0.5', [{ name: 'CASSANDRA_PASSWORD_FILE', value: '/opt/secrets/cassandra-password' }, { name: 'CASSANDRA_USER', value: 'admin' }], (set) => {
      set.spec!.template.spec!.containers[1]!.volumeMounts = [{ name: 'files', mountPath: '/opt/secrets/' }];
      set.spec!.template.spec!.volumes = [{ name: 'files', secret: { secretName: 'ring-cassandra' } }];
    });

    expect(loginOf(foreign('bitnami/cassandra:5.0', [password]), [])).toStrictEqual({ wanted: 'yes', secret: { name: 'ring', username: { value: 'cassandra' }, password: 'cassandra-password' } });
    expect(loginOf(byFile, [])).toStrictEqual({ wanted: 'yes', secret: { name: 'ring-cassandra', username: { value: 'admin' }, password: 'cassandra-password' } });
    expect(loginOf(foreign('bitnami/cassandra:5.0'), [])).toStrictEqual({ wanted: 'yes' });
    expect(loginOf(foreign('bitnami/cassandra:5.0', [password, { name: 'CASSANDRA_AUTHENTICATOR', value: 'AllowAllAuthenticator' }]), [])).toStrictEqual({ wanted: 'no' });
  });
});

describe('TLS', () => {
  const tls = { client: { secret: 'db-tls', requireClientCertificate: true, optional: false } };
  const known = { secret: 'db-tls', inPod: { ca: '/keys/client-ca.pem', keyAndCertificate: '/keys/client.pem' } };

  it('of a ring that we made is as its settings say, and its CA in the Secret', () => {
    const { cluster, configMaps } = made({ tls });

    expect(clientTlsOf(cluster, configMaps)).toStrictEqual({ wanted: 'yes', optional: false, clientCertificate: true, ...known });
    expect(clientTlsOf(cluster, [])).toStrictEqual({ wanted: 'yes', optional: false, clientCertificate: false, ...known });
    expect(clientTlsOf(made().cluster, [])).toMatchObject({ wanted: 'no' });
  });

  it('between nodes is none for clients', () => {
    const { cluster, configMaps } = made({ tls: { internode: { secret: 'db-tls' } } });

    expect(clientTlsOf(cluster, configMaps)).toStrictEqual({ wanted: 'no', optional: false, clientCertificate: false });
  });

  it('of other rings is known of Bitnami\'s only', () => {
    const encrypted = [{ name: 'CASSANDRA_CLIENT_ENCRYPTION', value: 'true' }];

    expect(clientTlsOf(foreign('cassandra:5.0', encrypted), []).wanted).toBe('unknown');
    expect(clientTlsOf(foreign('bitnami/cassandra:5.0', encrypted), [])).toStrictEqual({ wanted: 'yes', optional: false, clientCertificate: false });
    expect(clientTlsOf(foreign('bitnami/cassandra:5.0'), []).wanted).toBe('no');
  });
});

describe('what snippets are made of', () => {
  const targetOf = (sources: ConnectionSources, assume = { login: false, tls: false }) => snippetTarget(sources, connectionOf(sources), assume);

  it('is the best contact point, and a node that is ready', () => {
    const sources = { ...made({ authentication: { secret: 's' } }), pods: [pod('db-0', { ready: false }), pod('db-1')] };

    expect(targetOf(sources)).toStrictEqual({
      namespace: 'prod', host: 'db.prod.svc', port: 9042, datacenter: 'dc1', node: { pod: 'db-1', container: 'cassandra', image: defaultSpec().image, host: 'db-1.db.prod.svc' },
      login:     { secret: { name: 's', username: { key: 'username' }, password: 'password' } },
    });
  });

  it('is nothing without a Service, or without a datacenter', () => {
    expect(targetOf({ cluster: made().cluster, pods: [], services: [] })).toBeUndefined();
    expect(targetOf({ cluster: foreign('example.com/my-cassandra:1'), pods: [], services: [headless('ring')] })).toBeUndefined();
  });

  it('has what a person says where the manifest says nothing, and only there', () => {
    const assume = { login: true, tls: true };

    expect(targetOf({ cluster: foreign('cassandra:5.0'), pods: [], services: [headless('ring')], ring: { value: ring(), text: '', pod: 'ring-0', at: 1 } }, assume)).toMatchObject({ login: {}, tls: { clientCertificate: false } });
    expect(targetOf({ ...made(), pods: [] }, assume)).not.toMatchObject({ login: {} });
  });
});
