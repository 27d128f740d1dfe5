import type { Container, EnvVar, Probe } from 'kubernetes-types/core/v1';

import { nodetool } from '../nodetool/command';
import { heapFor } from './heap';
import { PORTS, portList, type PortName } from './ports';
import type { ClusterSpec } from './spec';

export const CONTAINER = 'cassandra';
export const DATA_VOLUME = 'data';

/** The StatefulSet controller names a claim after the volume, the set and the pod's ordinal, which follows this. */
export const claimPrefix = (name: string): string => `${ DATA_VOLUME }-${ name }-`;

/** How many nodes are seeds, where there are enough. */
const SEEDS = 2;

/**
 * Succeeds while the JVM is there to accept a connection on JMX, which it does from before the commit log is replayed
 * until the process ends: also while it joins (for hours, maybe), after a drain, and after a decommission, when CQL,
 * gossip and internode messaging are all closed on purpose. Restarting a node in any of these states loses the
 * bootstrap or sends a decommissioned node into a crash loop. The kubelet cannot connect by itself, since JMX listens
 * on the loopback interface; bash can, at no more cost than a process.
 */
const JVM_IS_UP: Pick<Probe, 'exec'> = { exec: { command: ['bash', '-c', `exec 3<>/dev/tcp/localhost/${ PORTS.jmx }`] } };

/** Named ports, so that each number stands in one place. */
const onPort = (port: PortName): Pick<Probe, 'tcpSocket'> => ({ tcpSocket: { port } });

/** The container that runs Cassandra. */
export function container(spec: ClusterSpec): Container {
  const { image, resources: { cpu, memory } } = spec;

  return {
    name:            CONTAINER,
    image,
    ports:           portList().map(({ name, port }) => ({ name, containerPort: port })),
    env:             environment(spec),
    resources:       { requests: { cpu, memory }, limits: { memory } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    volumeMounts:    [{ name: DATA_VOLUME, mountPath: '/var/lib/cassandra' }],
    // Ten minutes to get a JVM going on a starved machine; what Cassandra does after that takes the time it takes.
    startupProbe:    { ...JVM_IS_UP, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 120 },
    // The native transport opens when the node has joined. A connection costs nothing, nodetool would start a JVM.
    readinessProbe:  { ...onPort('cql'), periodSeconds: 3, timeoutSeconds: 3, failureThreshold: 5 },
    livenessProbe:   { ...JVM_IS_UP, periodSeconds: 30, timeoutSeconds: 10, failureThreshold: 5 },
    // Drain, never decommission: a pod that goes may well come back.
    lifecycle:       { preStop: { exec: { command: nodetool('drain') } } },
  };
}

/**
 * Names the seeds: the first pods, on different Kubernetes nodes by anti-affinity, so that the loss of one leaves a
 * way into the ring. Never all nodes, since a seed does not stream data when it joins: at least one node must be able
 * to join as any other. The number does not grow with the ring, because a changed list restarts every node.
 *
 * Names are relative to the namespace, so that neither the namespace nor the DNS domain of Kubernetes is fixed.
 */
export function seeds({ name, nodes }: Pick<ClusterSpec, 'name' | 'nodes'>): string[] {
  const count = Math.max(1, Math.min(SEEDS, nodes - 1));

  return Array.from({ length: count }, (_, ordinal) => `${ name }-${ ordinal }.${ name }`);
}

/** Only what the official image's entrypoint and cassandra-env.sh know. */
function environment(spec: ClusterSpec): EnvVar[] {
  const heap = heapFor(spec.resources);

  return [
    { name: 'CASSANDRA_CLUSTER_NAME', value: spec.clusterName ?? spec.name },
    { name: 'CASSANDRA_DC', value: spec.datacenter },
    { name: 'CASSANDRA_RACK', value: spec.rack },
    // The image's default, SimpleSnitch, does not look at datacenter and rack at all.
    { name: 'CASSANDRA_ENDPOINT_SNITCH', value: 'GossipingPropertyFileSnitch' },
    { name: 'CASSANDRA_SEEDS', value: seeds(spec).join(',') },
    { name: 'MAX_HEAP_SIZE', value: `${ heap.max }M` },
    { name: 'HEAP_NEWSIZE', value: `${ heap.young }M` },
  ];
}
