/** What a person decides about a ring. Everything else follows from it in `compose`. */
export interface ClusterSpec {
  /** Names the Service, the PodDisruptionBudget and, with one rack, the StatefulSet. */
  name: string;
  namespace: string;
  /** Image reference; any image that keeps the contract of the official one. */
  image: string;
  /** Names of Secrets with registry credentials. */
  pullSecrets: string[];
  /** The ring's name inside Cassandra, fixed after first boot; the same as `name` if left out. */
  clusterName?: string;
  /** Fixed after first boot. */
  datacenter: string;
  /** At least one. Each becomes a StatefulSet of its own. */
  racks: RackSpec[];
  /** How many nodes are seeds: the first of each rack in turn. Fixed after creation, since a changed list restarts every node. */
  seeds: number;
  /** Whether two nodes may share a Kubernetes node: never, if there is no other way, or as the scheduler likes. */
  antiAffinity: 'required' | 'preferred' | 'off';
  storage: StorageSpec;
  resources: ResourcesSpec;
  configuration: ConfigurationSpec;
  /** Logins are required if there is one. */
  authentication?: AuthenticationSpec;
  tls: { client?: ClientTlsSpec; internode?: TlsSpec };
  /** A Service for clients besides the headless one. */
  clientService?: ClientServiceSpec;
  networkPolicy?: NetworkPolicySpec;
}

export interface RackSpec {
  /** Fixed after first boot. */
  name: string;
  /** The zone (`topology.kubernetes.io/zone`) that its nodes are pinned to; any if left out. */
  zone?: string;
  nodes: number;
}

export interface StorageSpec {
  /** Kubernetes quantity, of each node's data volume. */
  size: string;
  source: StorageSource;
  /** A volume of its own for the commit log, on each node. */
  commitLog?: {
    /** Kubernetes quantity. */
    size: string;
    /** The class of the data volume if left out; needed with static volumes. */
    className?: string;
  };
  /** What becomes of the claims, and so of the data, when the StatefulSet goes or is scaled down. */
  retention: { whenDeleted: Retention; whenScaled: Retention };
}

export type Retention = 'Retain' | 'Delete';

/** Where volumes come from. */
export type StorageSource =
  /** An existing StorageClass; the default one if left out. */
  | { kind: 'class'; className?: string }
  | { kind: 'newClass'; storageClass: NewStorageClass }
  /** PersistentVolumes that are made with the ring: one per node, in the order of `podNames`. */
  | { kind: 'static'; type: StaticType; driver?: string; fsType?: string; volumes: StaticVolume[] }
  /** PersistentVolumes that exist: their names, one per node, in the order of `podNames`; all of the same class. */
  | { kind: 'chosen'; className: string; volumes: string[] };

export interface NewStorageClass {
  name: string;
  provisioner: string;
  parameters: Record<string, string>;
  reclaimPolicy: Retention;
  bindingMode: 'WaitForFirstConsumer' | 'Immediate';
  allowExpansion: boolean;
  mountOptions: string[];
  /** Zones that volumes may be made in; any if empty. */
  zones: string[];
}

export type StaticType = 'local' | 'hostPath' | 'nfs' | 'csi';

/** One static volume; which of the fields matter depends on the type. */
export interface StaticVolume {
  /** local, hostPath (needed); nfs, csi (where the volume can only be used on one Kubernetes node): `kubernetes.io/hostname`. */
  host?: string;
  /** local, hostPath: directory on the host. nfs: exported path. */
  path?: string;
  /** nfs: host name or address. */
  server?: string;
  /** csi: the driver's name of the volume. */
  handle?: string;
}

export interface ResourcesSpec {
  /** Kubernetes quantity, requested per node. */
  cpu: string;
  /** Kubernetes quantity. No limit if left out, which is better: throttling stalls gossip and makes nodes look down. */
  cpuLimit?: string;
  /** Kubernetes quantity per node: the limit, and what is requested unless `memoryRequest` says less. */
  memory: string;
  memoryRequest?: string;
  /** Sizes of the Java heap in MiB; computed from the memory limit if left out. */
  heap?: { max: number; young: number };
}

export interface ConfigurationSpec {
  /** Tokens per node, fixed after first boot. */
  numTokens: number;
  /** Class name of the snitch. */
  snitch: string;
  /** Settings of cassandra.yaml by key, as YAML reads them. */
  settings: Record<string, SettingValue>;
  /** Options of the Java VM, such as `-Dcassandra.x=y` or `-XX:+UseG1GC`. */
  jvmOptions: string[];
}

export type SettingValue = string | number | boolean | null | SettingValue[] | { [key: string]: SettingValue };

export interface AuthenticationSpec {
  /** Name of the Secret with `username` and `password` of the superuser. */
  secret: string;
  /** What to put into the Secret; it exists already if left out. */
  create?: { username: string; password: string };
}

export interface TlsSpec {
  /** Name of a Secret with PEM texts `tls.crt`, `tls.key` and `ca.crt`, as cert-manager writes them. */
  secret: string;
}

export interface ClientTlsSpec extends TlsSpec {
  /** Clients must show a certificate that `ca.crt` signed. */
  requireClientCertificate: boolean;
  /** Clients without TLS are let in too. */
  optional: boolean;
}

export interface ClientServiceSpec {
  type: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  annotations: Record<string, string>;
}

export interface NetworkPolicySpec {
  /** Namespaces whose pods may connect by CQL; the ring's own need not be among them to reach itself. */
  namespaces: string[];
}

export const DEFAULT_IMAGE = 'cassandra:5.0';
export const DEFAULT_SNITCH = 'GossipingPropertyFileSnitch';
/** What Cassandra 4.0 and later come with. */
export const DEFAULT_TOKENS = 16;

/** What is proposed for a new ring: three nodes, so that a quorum outlives the loss of one. */
export function defaultSpec(name = '', namespace = 'default'): ClusterSpec {
  return {
    name,
    namespace,
    image:         DEFAULT_IMAGE,
    pullSecrets:   [],
    datacenter:    'dc1',
    racks:         [{ name: 'rack1', nodes: 3 }],
    seeds:         2,
    antiAffinity:  'required',
    storage:       { size: '10Gi', source: { kind: 'class' }, retention: { whenDeleted: 'Retain', whenScaled: 'Retain' } },
    resources:     { cpu: '500m', memory: '4Gi' },
    configuration: { numTokens: DEFAULT_TOKENS, snitch: DEFAULT_SNITCH, settings: {}, jvmOptions: [] },
    tls:           {},
  };
}
