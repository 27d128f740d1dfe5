import { defaultSpec } from '../../../pkg/cassandra/core/manifest';
import type { ClusterSpec } from '../../../pkg/cassandra/core/manifest/spec';

const small = defaultSpec('db', 'prod');
const zones = [{ name: 'a', zone: 'eu-west-1a', nodes: 2 }, { name: 'b', zone: 'eu-west-1b', nodes: 2 }, { name: 'c', zone: 'eu-west-1c', nodes: 1 }];

/** Rings of many kinds, whose objects stand beside this file as people would write them. */
export const SPECS: Readonly<Record<string, ClusterSpec>> = {
  default: small,

  'one-node': {
    ...defaultSpec('dev', 'default'),
    racks:        [{ name: 'rack1', nodes: 1 }],
    seeds:        1,
    antiAffinity: 'off',
    resources:    { cpu: '100m', memory: '1Gi' },
  },

  'three-racks-three-zones': { ...defaultSpec('orders', 'databases'), clusterName: 'Orders 2026', datacenter: 'eu-west-1', racks: zones, seeds: 3 },

  'new-storage-class': {
    ...small,
    storage: {
      ...small.storage,
      size:   '500Gi',
      source: {
        kind:         'newClass',
        storageClass: {
          name: 'cassandra-gp3', provisioner: 'ebs.csi.aws.com', parameters: { type: 'gp3', iops: '6000', 'csi.storage.k8s.io/fstype': 'xfs' },
          reclaimPolicy: 'Retain', bindingMode: 'WaitForFirstConsumer', allowExpansion: true, mountOptions: ['noatime'], zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
        },
      },
    },
  },

  'static-local-volumes': {
    ...small,
    storage: { ...small.storage, size: '1.5Ti', source: { kind: 'static', type: 'local', volumes: ['worker-1', 'worker-2', 'worker-3'].map((host) => ({ host, path: '/mnt/nvme0/cassandra' })) } },
  },

  'chosen-volumes-commit-log': {
    ...small,
    storage: { ...small.storage, size: '1Ti', source: { kind: 'chosen', className: 'local-disks', volumes: ['disk-17', 'disk-4', 'disk-9'] }, commitLog: { size: '50Gi', className: 'fast' } },
  },

  authentication: { ...small, authentication: { secret: 'db-superuser', create: { username: 'admin', password: 'it\'s $ecret: "quite"' } } },

  'settings-and-jvm': {
    ...small,
    configuration: {
      ...small.configuration,
      numTokens:  8,
      settings:   { concurrent_writes: 64, compaction_throughput: '128MiB/s', hinted_handoff_enabled: true, audit_logging_options: { enabled: true, logger: [{ class_name: 'BinAuditLogger' }] } },
      jvmOptions: ['-XX:MaxGCPauseMillis=200', '-Dcassandra.max_queued_native_transport_requests=4096'],
    },
  },

  'tls-client-and-internode': {
    ...small,
    image: 'cassandra:4.1',
    tls:   { client: { secret: 'db-tls', requireClientCertificate: false, optional: false }, internode: { secret: 'db-internode-tls' } },
  },

  everything: {
    name:          'orders',
    namespace:     'databases',
    image:         'registry.local:5000/library/cassandra:5.0.9',
    pullSecrets:   ['registry-login'],
    clusterName:   'Orders 2026',
    datacenter:    'eu-west-1',
    racks:         zones,
    seeds:         3,
    antiAffinity:  'preferred',
    storage:       {
      size:      '2Ti',
      source:    { kind: 'static', type: 'csi', driver: 'ebs.csi.aws.com', fsType: 'xfs', volumes: ['0a1', '0a2', '0b1', '0b2', '0c1'].map((id) => ({ handle: `vol-${ id }` })) },
      commitLog: { size: '100Gi', className: 'gp3' },
      retention: { whenDeleted: 'Retain', whenScaled: 'Delete' },
    },
    resources:      { cpu: '4', cpuLimit: '8', memory: '32Gi', memoryRequest: '28Gi', heap: { max: 12288, young: 1024 } },
    configuration:  { numTokens: 16, snitch: 'GossipingPropertyFileSnitch', settings: { auto_snapshot: false }, jvmOptions: ['-XX:+AlwaysPreTouch'] },
    authentication: { secret: 'orders-login' },
    tls:            { client: { secret: 'orders-tls', requireClientCertificate: true, optional: true }, internode: { secret: 'orders-tls' } },
    clientService:  { type: 'LoadBalancer', annotations: { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal' } },
    networkPolicy:  { namespaces: ['shop', 'billing'] },
  },
};
