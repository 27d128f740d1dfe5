/** What a person decides about a new ring. Everything else follows from it in {@link compose}. */
export interface ClusterSpec {
  /** Names the StatefulSet, the Service and the PodDisruptionBudget. */
  name: string;
  namespace: string;
  /** Number of Cassandra nodes. */
  nodes: number;
  /** Image reference; any image that keeps the contract of the official one. */
  image: string;
  /** The ring's name inside Cassandra, fixed after first boot; the same as `name` if left out. */
  clusterName?: string;
  /** Fixed after first boot. */
  datacenter: string;
  /** Fixed after first boot. */
  rack: string;
  storage: {
    /** The default StorageClass if left out. */
    className?: string;
    /** Kubernetes quantity, per node. */
    size: string;
  };
  resources: {
    /** Kubernetes quantity requested per node. There is no limit: throttling stalls gossip and makes nodes look down. */
    cpu: string;
    /** Kubernetes quantity, per node, both requested and the limit. */
    memory: string;
  };
}

export const DEFAULT_IMAGE = 'cassandra:5.0';

/** What is proposed for a new ring: three nodes, so that a quorum outlives the loss of one. */
export function defaultSpec(name = '', namespace = 'default'): ClusterSpec {
  return {
    name,
    namespace,
    nodes:      3,
    image:      DEFAULT_IMAGE,
    datacenter: 'dc1',
    rack:       'rack1',
    storage:    { size: '10Gi' },
    resources:  { cpu: '500m', memory: '4Gi' },
  };
}
