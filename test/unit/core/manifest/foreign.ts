import { parseObjects } from '../../../../pkg/cassandra/core/manifest/text';
import type { AnyObject } from '../../../../pkg/cassandra/core/object/object';

function objects(text: string): AnyObject[] {
  const read = parseObjects(text);

  if ('error' in read) {
    throw new Error(JSON.stringify(read.error));
  }

  return read.objects;
}

/** As the tutorials of Kubernetes do it: headless Service, one StatefulSet, an image with scripts of its own. */
export const TUTORIAL = objects(`
apiVersion: v1
kind: Service
metadata: { name: cassandra, labels: { app: cassandra } }
spec:
  clusterIP: None
  ports: [{ port: 9042 }]
  selector: { app: cassandra }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: cassandra, labels: { app: cassandra } }
spec:
  serviceName: cassandra
  replicas: 3
  selector: { matchLabels: { app: cassandra } }
  template:
    metadata: { labels: { app: cassandra } }
    spec:
      terminationGracePeriodSeconds: 1800
      containers:
        - name: cassandra
          image: gcr.io/google-samples/cassandra:v13
          ports: [{ containerPort: 7000, name: intra-node }, { containerPort: 9042, name: cql }]
          resources: { limits: { cpu: 500m, memory: 1Gi }, requests: { cpu: 500m, memory: 1Gi } }
          lifecycle: { preStop: { exec: { command: [/bin/sh, -c, nodetool drain] } } }
          env:
            - { name: MAX_HEAP_SIZE, value: 512M }
            - { name: HEAP_NEWSIZE, value: 100M }
            - { name: CASSANDRA_SEEDS, value: cassandra-0.cassandra.default.svc.cluster.local }
            - { name: CASSANDRA_CLUSTER_NAME, value: K8Demo }
            - { name: CASSANDRA_DC, value: DC1 }
            - { name: CASSANDRA_RACK, value: Rack1 }
          readinessProbe: { exec: { command: [/bin/bash, -c, /ready-probe.sh] } }
          volumeMounts: [{ name: cassandra-data, mountPath: /cassandra_data }]
  volumeClaimTemplates:
    - metadata: { name: cassandra-data }
      spec: { accessModes: [ReadWriteOnce], storageClassName: fast, resources: { requests: { storage: 100Gi } } }
`);

/** What a release of the best-known chart has in common with many: its own image, nodetool in the probes. */
export const CHART = objects(`
apiVersion: v1
kind: Service
metadata: { name: rel-cassandra-headless, namespace: data }
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  ports: [{ name: cql, port: 9042, targetPort: cql }]
  selector: { app.kubernetes.io/instance: rel, app.kubernetes.io/name: cassandra }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: rel-cassandra, namespace: data }
spec: { maxUnavailable: 1, selector: { matchLabels: { app.kubernetes.io/instance: rel, app.kubernetes.io/name: cassandra } } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: rel-cassandra, namespace: data, labels: { app.kubernetes.io/managed-by: Helm, app.kubernetes.io/name: cassandra } }
spec:
  serviceName: rel-cassandra-headless
  podManagementPolicy: OrderedReady
  replicas: 4
  selector: { matchLabels: { app.kubernetes.io/instance: rel, app.kubernetes.io/name: cassandra } }
  template:
    metadata: { labels: { app.kubernetes.io/instance: rel, app.kubernetes.io/name: cassandra, helm.sh/chart: cassandra-12.3.13 } }
    spec:
      affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { topologyKey: kubernetes.io/hostname } }] } }
      imagePullSecrets: [{ name: registry }]
      containers:
        - name: cassandra
          image: docker.io/bitnami/cassandra:4.1.5-debian-12-r3
          ports: [{ containerPort: 7000, name: intra }, { containerPort: 9042, name: cql }]
          securityContext: { readOnlyRootFilesystem: true }
          resources: { limits: { cpu: 2, memory: 4Gi }, requests: { cpu: 1, memory: 2Gi } }
          lifecycle: { preStop: { exec: { command: [bash, -ec, nodetool decommission] } } }
          env:
            - { name: CASSANDRA_CLUSTER_NAME, value: cassandra }
            - { name: CASSANDRA_SEEDS, value: 'rel-cassandra-0.rel-cassandra-headless.data.svc.cluster.local' }
            - { name: CASSANDRA_PASSWORD, valueFrom: { secretKeyRef: { name: rel-cassandra, key: cassandra-password } } }
            - { name: CASSANDRA_ENDPOINT_SNITCH, value: SimpleSnitch }
            - { name: CASSANDRA_NUM_TOKENS, value: '256' }
            - { name: CASSANDRA_DATACENTER, value: dc-1 }
            - { name: CASSANDRA_RACK, value: rack-1 }
            - { name: MAX_HEAP_SIZE, value: 1000M }
            - { name: HEAP_NEWSIZE, value: 200M }
          livenessProbe: { exec: { command: [/bin/bash, -ec, 'nodetool info | grep "Native Transport active: true"'] }, initialDelaySeconds: 60, periodSeconds: 30 }
          readinessProbe: { exec: { command: [/bin/bash, -ec, 'nodetool status | grep -E "^UN\\\\s+\${POD_IP}"'] } }
          volumeMounts: [{ name: data, mountPath: /bitnami/cassandra }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 8Gi } } }
`);
