import fc from 'fast-check';

import { heapFor } from '../../../../pkg/cassandra/core/manifest';
import type { ClusterSpec, RackSpec, ResourcesSpec, SettingValue, StaticVolume, StorageSource, StorageSpec } from '../../../../pkg/cassandra/core/manifest/spec';
import { nodeCount, rackSuffix } from '../../../../pkg/cassandra/core/manifest/topology';

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
/** Names inside Cassandra, some of which YAML would read as something else. */
const topologyName = fc.oneof(fc.stringMatching(/^[A-Za-z0-9]([\w.-]{0,6}[A-Za-z0-9])?$/), fc.constantFrom('1', 'true', 'null', '1e3', '0x1', 'no'));
const bytes = fc.tuple(fc.integer({ min: 1, max: 900 }), fc.constantFrom('Gi', 'Ti', 'G')).map(([amount, unit]) => `${ amount }${ unit }`);
const retention = fc.constantFrom('Retain' as const, 'Delete' as const);
const path = fc.stringMatching(/^\/[a-z]{1,6}(\/[a-z0-9]{1,6})?$/);
const texts = fc.dictionary(label, fc.string({ maxLength: 6 }), { maxKeys: 2 });

const racks: fc.Arbitrary<RackSpec[]> = fc.uniqueArray(fc.record({ name: topologyName, nodes: fc.integer({ min: 1, max: 3 }), zone: label }, { requiredKeys: ['name', 'nodes'] }), {
  minLength: 1, maxLength: 4, selector: ({ name }) => rackSuffix(name),
});

function volumesFor(nodes: number): fc.Arbitrary<StorageSource> {
  const each = (volume: fc.Arbitrary<StaticVolume>) => fc.array(volume, { minLength: nodes, maxLength: nodes });
  const made = fc.constant('static' as const);

  return fc.oneof(
    fc.record({ kind: made, type: fc.constantFrom('local' as const, 'hostPath' as const), volumes: each(fc.record({ host: label, path })) }),
    fc.record({ kind: made, type: fc.constant('nfs' as const), volumes: each(fc.record({ server: label, path })) }),
    fc.record({ kind: made, type: fc.constant('csi' as const), driver: label, fsType: fc.constant('xfs'), volumes: each(fc.record({ handle: label, host: label }, { requiredKeys: ['handle'] })) }, { requiredKeys: ['kind', 'type', 'driver', 'volumes'] }),
    fc.record({ kind: fc.constant('chosen' as const), className: label, volumes: fc.array(label, { minLength: nodes, maxLength: nodes }) }),
  );
}

function storage(nodes: number): fc.Arbitrary<StorageSpec> {
  const storageClass = fc.record({
    name: label, provisioner: label, parameters: texts, reclaimPolicy: retention, bindingMode: fc.constantFrom('WaitForFirstConsumer' as const, 'Immediate' as const),
    allowExpansion: fc.boolean(), mountOptions: fc.uniqueArray(label, { maxLength: 2 }), zones: fc.uniqueArray(label, { maxLength: 2 }),
  });
  const source: fc.Arbitrary<StorageSource> = fc.oneof(
    fc.record({ kind: fc.constant('class' as const), className: label }, { requiredKeys: ['kind'] }),
    fc.record({ kind: fc.constant('newClass' as const), storageClass }),
    volumesFor(nodes),
  );
  // A class of its own is one that differs from the data's.
  const commitLog = fc.record({ size: bytes, className: label.map((name) => `log-${ name }`) }, { requiredKeys: ['size'] });

  return fc.record({ size: bytes, source, commitLog, retention: fc.record({ whenDeleted: retention, whenScaled: retention }) }, { requiredKeys: ['size', 'source', 'retention'] });
}

const resources: fc.Arbitrary<ResourcesSpec> = fc.record({
  cpu: fc.constantFrom('500m', '2', '8'), cpuLimit: fc.constantFrom('8', '16'),
  memory: fc.constantFrom('4Gi', '16Gi', '64Gi'), memoryRequest: fc.constantFrom('2Gi', '3Gi'),
  heap: fc.record({ max: fc.integer({ min: 600, max: 3000 }), young: fc.integer({ min: 101, max: 500 }) }),
}, { requiredKeys: ['cpu', 'memory'] }).filter(({ heap, cpu, memory }) => heap?.max !== heapFor({ cpu, memory }).max);

/** Settings that no switch of the form makes. */
const settings: fc.Arbitrary<Record<string, SettingValue>> = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,8}_[a-z]{1,8}$/),
  fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('yes', '128MiB/s', '2026-11-23', '0o17', 'null', '~'), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.dictionary(label, fc.string({ maxLength: 5 }), { minKeys: 1, maxKeys: 2 }), { minLength: 1, maxLength: 2 })),
  { maxKeys: 3 },
);

/**
 * Specs as the form makes them, in the form in which they are read back: nothing is said that would follow anyway,
 * such as a cluster name equal to the name.
 */
export const clusterSpec: fc.Arbitrary<ClusterSpec> = racks.chain((list) => fc.record({
  name:           label,
  namespace:      label,
  image:          fc.constantFrom('cassandra:5.0', 'registry.local:5000/library/cassandra:4.1.10', 'acme/our-db@sha256:00'),
  pullSecrets:    fc.uniqueArray(label, { maxLength: 2 }),
  clusterName:    fc.stringMatching(/^[A-Z][A-Za-z0-9 ]{0,8}[A-Za-z0-9]$/),
  datacenter:     topologyName,
  racks:          fc.constant(list),
  seeds:          fc.integer({ min: 1, max: Math.max(1, nodeCount({ racks: list }) - 1) }),
  antiAffinity:   fc.constantFrom('required' as const, 'preferred' as const, 'off' as const),
  storage:        storage(nodeCount({ racks: list })),
  resources,
  configuration:  fc.record({
    numTokens: fc.integer({ min: 1, max: 256 }), snitch: fc.constantFrom('GossipingPropertyFileSnitch', 'Ec2Snitch'), settings,
    jvmOptions: fc.array(fc.stringMatching(/^-[A-Za-z]{1,5}[=:+][\w.]{1,5}$/), { maxLength: 2 }),
  }),
  authentication: fc.record({ secret: label.map((name) => `${ name }-login`), create: fc.record({ username: label, password: fc.stringMatching(/^[!-~]{8,16}$/) }) }, { requiredKeys: ['secret'] }),
  tls:            fc.record({
    client:    fc.record({ secret: label, requireClientCertificate: fc.boolean(), optional: fc.boolean() }),
    internode: fc.record({ secret: label }),
  }, { requiredKeys: [] }),
  clientService: fc.record({ type: fc.constantFrom('ClusterIP' as const, 'NodePort' as const, 'LoadBalancer' as const), annotations: texts }),
  networkPolicy: fc.record({ namespaces: fc.uniqueArray(label, { maxLength: 3 }) }),
}, { requiredKeys: ['name', 'namespace', 'image', 'pullSecrets', 'datacenter', 'racks', 'seeds', 'antiAffinity', 'storage', 'resources', 'configuration', 'tls'] }));
