/** The tutorial "Deploying Cassandra with a StatefulSet" of kubernetes.io: a headless Service and three nodes. */
export const ARTICLE = `
apiVersion: v1
kind: Service
metadata: { name: cassandra, namespace: default, labels: { app: cassandra } }
spec:
  clusterIP: None
  ports: [{ port: 9042 }]
  selector: { app: cassandra }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: cassandra, namespace: default, labels: { app: cassandra } }
spec:
  serviceName: cassandra
  replicas: 3
  podManagementPolicy: OrderedReady
  selector: { matchLabels: { app: cassandra } }
  template:
    metadata: { labels: { app: cassandra } }
    spec:
      terminationGracePeriodSeconds: 500
      containers:
        - name: cassandra
          image: gcr.io/google-samples/cassandra:v13
          ports: [{ containerPort: 7000, name: intra-node }, { containerPort: 7199, name: jmx }, { containerPort: 9042, name: cql }]
          resources: { limits: { cpu: 500m, memory: 1Gi }, requests: { cpu: 500m, memory: 1Gi } }
          securityContext: { capabilities: { add: [IPC_LOCK] } }
          lifecycle: { preStop: { exec: { command: [/bin/sh, -c, nodetool drain] } } }
          env:
            - { name: MAX_HEAP_SIZE, value: 512M }
            - { name: HEAP_NEWSIZE, value: 100M }
            - { name: CASSANDRA_SEEDS, value: cassandra-0.cassandra.default.svc.cluster.local }
            - { name: CASSANDRA_CLUSTER_NAME, value: K8Demo }
            - { name: CASSANDRA_DC, value: DC1-K8Demo }
            - { name: CASSANDRA_RACK, value: Rack1-K8Demo }
            - { name: POD_IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }
          readinessProbe: { exec: { command: [/bin/bash, -c, /ready-probe.sh] }, initialDelaySeconds: 15, timeoutSeconds: 5 }
          volumeMounts: [{ name: cassandra-data, mountPath: /cassandra_data }]
  volumeClaimTemplates:
    - metadata: { name: cassandra-data }
      spec: { accessModes: [ReadWriteOnce], storageClassName: fast, resources: { requests: { storage: 1Gi } } }
`;

/** The same in the repository kubernetes/examples: an older image, no time to stop, and nodes that join without data. */
export const EXAMPLE = ARTICLE
  .replace('cassandra:v13', 'cassandra:v12')
  .replace('      terminationGracePeriodSeconds: 500\n', '')
  .replace('nodetool drain', '"PID=$(pidof java) && kill $PID && while ps -p $PID > /dev/null; do sleep 1; done"')
  .replace('          env:\n', '          env:\n            - { name: CASSANDRA_AUTO_BOOTSTRAP, value: "false" }\n');

/** Bitnami's chart 12 as it renders with three replicas and otherwise its own values. */
export const BITNAMI = `
apiVersion: v1
kind: Service
metadata: { name: db-cassandra-headless, namespace: data }
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  ports: [{ name: intra, port: 7000, targetPort: intra }, { name: cql, port: 9042, targetPort: cql }]
  selector: { app.kubernetes.io/instance: db, app.kubernetes.io/name: cassandra }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: db-cassandra, namespace: data }
spec: { maxUnavailable: 1, selector: { matchLabels: { app.kubernetes.io/instance: db, app.kubernetes.io/name: cassandra } } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db-cassandra, namespace: data, labels: { app.kubernetes.io/instance: db, app.kubernetes.io/managed-by: Helm, app.kubernetes.io/name: cassandra, helm.sh/chart: cassandra-12.3.13 } }
spec:
  serviceName: db-cassandra-headless
  podManagementPolicy: OrderedReady
  replicas: 3
  updateStrategy: { type: RollingUpdate }
  selector: { matchLabels: { app.kubernetes.io/instance: db, app.kubernetes.io/name: cassandra } }
  template:
    metadata: { labels: { app.kubernetes.io/instance: db, app.kubernetes.io/managed-by: Helm, app.kubernetes.io/name: cassandra, helm.sh/chart: cassandra-12.3.13 } }
    spec:
      affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { topologyKey: kubernetes.io/hostname } }] } }
      securityContext: { fsGroup: 1001, fsGroupChangePolicy: Always }
      containers:
        - name: cassandra
          image: docker.io/bitnamilegacy/cassandra:5.0.5-debian-12-r3
          command: [bash, -ec, 'if [[ $POD_NAME =~ (.*)-0$ ]]; then export CASSANDRA_PASSWORD_SEEDER=yes; fi; /opt/bitnami/scripts/cassandra/entrypoint.sh /opt/bitnami/scripts/cassandra/run.sh']
          ports: [{ containerPort: 7000, name: intra }, { containerPort: 7001, name: tls }, { containerPort: 7199, name: jmx }, { containerPort: 9042, name: cql }]
          securityContext: { readOnlyRootFilesystem: true, runAsNonRoot: true, runAsUser: 1001 }
          resources: { limits: { cpu: 1500m, memory: 3Gi }, requests: { cpu: 1, memory: 2Gi } }
          env:
            - name: CASSANDRA_CLUSTER_NAME
              value: cassandra
            - name: CASSANDRA_SEEDS
              value: db-cassandra-0.db-cassandra-headless.data.svc.cluster.local
            - name: CASSANDRA_PASSWORD
              valueFrom: { secretKeyRef: { name: db-cassandra, key: cassandra-password } }
            - name: CASSANDRA_USER
              value: cassandra
            - name: CASSANDRA_NUM_TOKENS
              value: '256'
            - name: CASSANDRA_DATACENTER
              value: dc1
            - name: CASSANDRA_ENDPOINT_SNITCH
              value: SimpleSnitch
            - name: CASSANDRA_RACK
              value: rack1
            - name: MAX_HEAP_SIZE
              value: 768M
            - name: HEAP_NEWSIZE
              value: 200M
          lifecycle: { preStop: { exec: { command: [bash, -ec, nodetool drain] } } }
          livenessProbe: { exec: { command: [/bin/bash, -ec, 'nodetool info | grep "Native Transport active: true"'] }, initialDelaySeconds: 60, periodSeconds: 30, timeoutSeconds: 30, failureThreshold: 5 }
          readinessProbe: { exec: { command: [/bin/bash, -ec, 'nodetool status | grep -E "^UN\\\\s+\${POD_IP}"'] }, initialDelaySeconds: 60, periodSeconds: 10, timeoutSeconds: 30, failureThreshold: 5 }
          volumeMounts: [{ name: data, mountPath: /bitnami/cassandra }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 8Gi } } }
`;

/** The official image with what people know from docker: the name of the service as seed, and nothing else. */
export const BY_HAND = `
apiVersion: v1
kind: Service
metadata: { name: cassandra, namespace: shop }
spec: { clusterIP: 10.43.17.4, ports: [{ port: 9042 }], selector: { app: cassandra } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: cassandra, namespace: shop }
spec:
  serviceName: cassandra
  replicas: 3
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: cassandra } }
  template:
    metadata: { labels: { app: cassandra } }
    spec:
      containers:
        - name: cassandra
          image: cassandra:5.0
          resources: { limits: { memory: 4Gi } }
          env: [{ name: CASSANDRA_SEEDS, value: cassandra }, { name: CASSANDRA_DC, value: eu }]
`;

/** A rack of cass-operator: seeds and configuration come from elsewhere, and its operator starts the nodes in turn. */
export const OPERATOR = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: demo-dc1-default-sts, namespace: k8ssandra, labels: { cassandra.datastax.com/cluster: demo, cassandra.datastax.com/datacenter: dc1, cassandra.datastax.com/rack: default } }
spec:
  serviceName: demo-dc1-all-pods-service
  replicas: 3
  podManagementPolicy: Parallel
  selector: { matchLabels: { cassandra.datastax.com/cluster: demo, cassandra.datastax.com/datacenter: dc1, cassandra.datastax.com/rack: default } }
  template:
    metadata: { labels: { cassandra.datastax.com/cluster: demo, cassandra.datastax.com/datacenter: dc1, cassandra.datastax.com/rack: default } }
    spec:
      terminationGracePeriodSeconds: 120
      containers:
        - name: cassandra
          image: cr.k8ssandra.io/k8ssandra/cass-management-api:4.0.17-ubi
          livenessProbe: { httpGet: { port: 8080, path: /api/v0/probes/liveness }, initialDelaySeconds: 15, periodSeconds: 15 }
          readinessProbe: { httpGet: { port: 8080, path: /api/v0/probes/readiness }, initialDelaySeconds: 20 }
          volumeMounts: [{ name: server-data, mountPath: /var/lib/cassandra }]
  volumeClaimTemplates: [{ metadata: { name: server-data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 5Gi } } } }]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: dc1-pdb, namespace: k8ssandra }
spec: { minAvailable: 2, selector: { matchLabels: { cassandra.datastax.com/datacenter: dc1 } } }
status: { currentHealthy: 3, desiredHealthy: 2, disruptionsAllowed: 1, expectedPods: 3 }
`;
