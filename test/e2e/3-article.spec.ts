// The way of the Kubernetes tutorials: a headless Service and a StatefulSet applied with kubectl, none of it ours.
import { expect, test } from '@playwright/test';

import { Cassandra, nodetoolStatus } from './support/cassandra';
import { apply, kubectl } from './support/lab';
import { loginAs } from './support/users';

const manifest = `
apiVersion: v1
kind: Namespace
metadata: { name: article }
---
apiVersion: v1
kind: Service
metadata: { name: cassandra, namespace: article, labels: { app: cassandra } }
spec:
  clusterIP: None
  ports: [{ port: 9042 }]
  selector: { app: cassandra }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: cassandra, namespace: article, labels: { app: cassandra } }
spec:
  serviceName: cassandra
  replicas: 1
  selector: { matchLabels: { app: cassandra } }
  template:
    metadata: { labels: { app: cassandra } }
    spec:
      terminationGracePeriodSeconds: 30
      containers:
        - name: cassandra
          image: cassandra:4.1
          ports:
            - { containerPort: 7000, name: intra-node }
            - { containerPort: 7199, name: jmx }
            - { containerPort: 9042, name: cql }
          resources: { requests: { cpu: 100m, memory: 512Mi }, limits: { memory: 1Gi } }
          env:
            - { name: MAX_HEAP_SIZE, value: 320M }
            - { name: HEAP_NEWSIZE, value: 80M }
            - { name: CASSANDRA_CLUSTER_NAME, value: K8Demo }
            - { name: CASSANDRA_DC, value: DC1-K8Demo }
            - { name: CASSANDRA_RACK, value: Rack1-K8Demo }
            - { name: CASSANDRA_ENDPOINT_SNITCH, value: GossipingPropertyFileSnitch }
          readinessProbe: { tcpSocket: { port: 9042 }, periodSeconds: 2 }
          volumeMounts: [{ name: cassandra-data, mountPath: /var/lib/cassandra }]
  volumeClaimTemplates:
    - metadata: { name: cassandra-data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;

test.beforeAll(() => apply(manifest));
test.afterAll(() => kubectl('delete', 'namespace', 'article', '--wait=false'));

test('it shows up with its ring', async({ page }) => {
  test.setTimeout(240_000);
  const cassandra = new Cassandra(page);

  await loginAs(page, 'admin');
  await cassandra.openList();
  const row = cassandra.list.getByRole('row').filter({ hasText: 'article' });

  await expect(row).toContainText('4.1');
  await row.getByRole('link', { name: 'cassandra', exact: true }).click();
  await expect(page).toHaveURL(/clusters\/article\/cassandra/);
  await cassandra.expectUN(1, 180_000);
  await expect(cassandra.ring).toContainText('DC1-K8Demo');
  await expect(cassandra.ringRows.first()).toContainText('Rack1-K8Demo');

  const [, hostId] = /([0-9a-f-]{36})/.exec(await nodetoolStatus('article', 'cassandra-0')) ?? [];

  await expect(cassandra.ringRows.first()).toContainText(hostId!);
});
