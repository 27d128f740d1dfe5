import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1';

import { compose } from '../../../../pkg/cassandra/core/manifest/compose';
import { defaultSpec } from '../../../../pkg/cassandra/core/manifest/spec';
import type { NodeStatus, RingStatus } from '../../../../pkg/cassandra/core/nodetool/status';

const NOON = Date.parse('2026-11-23T12:00:00Z');

/** So many seconds after the StatefulSets of these tests were made. */
export const after = (seconds: number) => new Date(NOON + seconds * 1000).toISOString();

/** The StatefulSet of a default cluster, as the API server gives it back. */
export function ownStatefulSet(name = 'db', status: StatefulSet['status'] = { replicas: 3, readyReplicas: 3 }, metadata: StatefulSet['metadata'] = {}): StatefulSet {
  const made = compose(defaultSpec(name, 'prod')).find((object): object is StatefulSet => object.kind === 'StatefulSet')!;

  return {
    ...made,
    metadata: { ...made.metadata, generation: 1, creationTimestamp: after(0), ...metadata },
    status:   { observedGeneration: metadata.generation ?? 1, currentRevision: 'r1', updateRevision: 'r1', ...status },
  };
}

export function foreignStatefulSet(name: string, image: string, extra: { ports?: number[]; env?: string[]; labels?: Record<string, string> } = {}): StatefulSet {
  return {
    metadata: { name, namespace: 'prod', labels: extra.labels },
    spec:     {
      serviceName: name,
      selector:    {},
      template:    {
        spec: {
          containers: [
            { name: 'sidecar', image: 'bitnami/cassandra-exporter:2', ports: [{ containerPort: 9042 }, { containerPort: 7000 }] },
            { name: 'db', image, ports: extra.ports?.map((containerPort) => ({ containerPort })), env: extra.env?.map((variable) => ({ name: variable, value: 'x' })) },
          ],
        },
      },
    },
  };
}

export function pod(name: string, options: { ip?: string; ready?: boolean; at?: number; readyAt?: number; going?: boolean; phase?: string; node?: string } = {}): Pod {
  const { ip, ready = true, at = 0, readyAt = at, going = false, phase = 'Running', node = 'node-1' } = options;
  const owner = name.replace(/-\d+$/, '');

  return {
    metadata: {
      name, namespace: 'prod', creationTimestamp: after(at), ...(going ? { deletionTimestamp: after(at) } : {}),
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: owner, uid: owner, controller: true }],
    },
    spec: {
      nodeName:   node,
      containers: [{ name: 'cassandra', volumeMounts: [{ name: 'commitlog', mountPath: '/var/lib/cassandra/commitlog' }, { name: 'data', mountPath: '/var/lib/cassandra' }] }],
      volumes:    ['commitlog', 'data'].map((volume) => ({ name: volume, persistentVolumeClaim: { claimName: `${ volume }-${ name }` } })),
    },
    status: {
      phase, startTime: after(at), podIP: ip, podIPs: ip ? [{ ip }] : [], conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: after(readyAt) }],
      containerStatuses: [{ name: 'cassandra', image: 'i', imageID: 'i', ready, restartCount: 2 }],
    },
  };
}

export function claim(name: string): PersistentVolumeClaim {
  return { metadata: { name, namespace: 'prod' }, spec: { storageClassName: 'fast', resources: { requests: { storage: '1Gi' } } }, status: { phase: 'Bound', capacity: { storage: '2Gi' } } };
}

export function node(address: string, rest: Partial<NodeStatus> = {}): NodeStatus {
  return { up: true, state: 'normal', address, load: 1, tokens: 16, owns: 1, effective: true, hostId: `id-${ address }`, rack: 'rack1', ...rest };
}

export const ring = (...nodes: NodeStatus[]): RingStatus => ({ datacenters: [{ name: 'dc1', nodes }], notes: ['a note'] });
