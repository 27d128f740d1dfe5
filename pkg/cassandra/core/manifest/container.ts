import type { Container, EnvVar, Probe } from 'kubernetes-types/core/v1';

import { nodetool } from '../nodetool/command';
import { heapFor } from './heap';
import { insideMounts } from './inside';
import { PORTS, portList, type PortName } from './ports';
import { requirements } from './resources';
import { SECURITY_CONTEXT } from './security';
import type { ClusterSpec } from './spec';
import { storageMounts } from './storage';
import { seedAddresses, type MemberSpec } from './topology';

export const CONTAINER = 'cassandra';

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
export function container(spec: ClusterSpec, member: MemberSpec): Container {
  return {
    name:            CONTAINER,
    image:           spec.image,
    ports:           portList().map(({ name, port }) => ({ name, containerPort: port })),
    env:             environment(spec, member),
    resources:       requirements(spec),
    securityContext: SECURITY_CONTEXT,
    volumeMounts:    [...storageMounts(spec), ...insideMounts(spec)],
    // Ten minutes to get a JVM going on a starved machine; what Cassandra does after that takes the time it takes.
    startupProbe:    { ...JVM_IS_UP, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 120 },
    // The native transport opens when the node has joined. A connection costs nothing, nodetool would start a JVM.
    readinessProbe:  { ...onPort('cql'), periodSeconds: 3, timeoutSeconds: 3, failureThreshold: 5 },
    livenessProbe:   { ...JVM_IS_UP, periodSeconds: 30, timeoutSeconds: 10, failureThreshold: 5 },
    // Drain, never decommission: a pod that goes may well come back.
    lifecycle:       { preStop: { exec: { command: nodetool('drain') } } },
  };
}

/** Only what the official image's entrypoint and cassandra-env.sh know. */
function environment(spec: ClusterSpec, { rack }: MemberSpec): EnvVar[] {
  const { configuration: { jvmOptions, numTokens, snitch } } = spec;
  const heap = spec.resources.heap ?? heapFor(spec.resources);

  return [
    { name: 'CASSANDRA_CLUSTER_NAME', value: spec.clusterName ?? spec.name },
    { name: 'CASSANDRA_DC', value: spec.datacenter },
    { name: 'CASSANDRA_RACK', value: rack.name },
    // Named always: the image's default, SimpleSnitch, does not look at datacenter and rack at all.
    { name: 'CASSANDRA_ENDPOINT_SNITCH', value: snitch },
    { name: 'CASSANDRA_NUM_TOKENS', value: String(numTokens) },
    { name: 'CASSANDRA_SEEDS', value: seedAddresses(spec).join(',') },
    // cassandra-env.sh wants both or neither, and by itself takes the Kubernetes node's memory for its own.
    { name: 'MAX_HEAP_SIZE', value: `${ heap.max }M` },
    { name: 'HEAP_NEWSIZE', value: `${ heap.young }M` },
    ...(jvmOptions.length > 0 ? [{ name: 'JVM_EXTRA_OPTS', value: jvmOptions.join(' ') }] : []),
  ];
}
