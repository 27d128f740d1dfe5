// The create form, each way of it on the real thing: every node UN, and a write and a read at QUORUM answered.
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';

import { Cassandra } from './support/cassandra';
import { makeCertificate, tlsSecret } from './support/certificates';
import { cqlsh, quorum, until } from './support/cql';
import { CreateForm } from './support/form';
import { apply, kubectl } from './support/lab';
import { loginAs } from './support/users';

/** Namespaces of these tests, others each time, since one takes minutes to go. All admit only pods of the Pod Security level `restricted`. */
const run = Date.now().toString(36);
const namespace = (name: string): string => `create-${ name }-${ run }`;

async function begin(page: Page, name: string, nodes: number, before = ''): Promise<{ cassandra: Cassandra; form: CreateForm; ns: string }> {
  const ns = namespace(name);

  await apply(`
apiVersion: v1
kind: Namespace
metadata: { name: ${ ns }, labels: { pod-security.kubernetes.io/enforce: restricted } }
${ before && `---\n${ before }` }`);
  await loginAs(page, 'admin');
  const cassandra = new Cassandra(page);
  const form = new CreateForm(page);

  await cassandra.openCreate();
  await cassandra.chooseNamespace(ns);
  await form.fill('Name', name);
  await form.fill('Nodes', String(nodes));
  // Three nodes of half a gigabyte of heap share the lab with what else runs there.
  await form.open('Resources');
  await form.fill('CPU request', '100m');
  await form.fill('Memory', '1Gi');

  return { cassandra, form, ns };
}

async function create(page: Page, cassandra: Cassandra, name: string, nodes: number): Promise<void> {
  await cassandra.submit.click();
  await expect(page).toHaveURL(new RegExp(`clusters/${ namespace(name) }/${ name }`), { timeout: 60_000 });
  await cassandra.expectUN(nodes, 300_000);
}

const get = async(ns: string, ...what: string[]) => JSON.parse(await kubectl('get', '-n', ns, ...what, '-o', 'json'));

test.describe.configure({ timeout: 480_000 });

test.afterEach(async() => {
  // Not waited for: Kubernetes looks again only after half of the pods' grace period, when they are long gone.
  await kubectl('delete', 'namespace', '-l', 'pod-security.kubernetes.io/enforce=restricted', '--wait=false');
});

test('three racks on three zones', async({ page }) => {
  const { cassandra, form, ns } = await begin(page, 'racks', 3);

  await form.open('Topology');
  await form.choose('One rack for each zone');
  await create(page, cassandra, 'racks', 3);

  const sets: { items: { metadata: { name: string }; spec: { replicas: number } }[] } = await get(ns, 'statefulset');

  expect(sets.items.map(({ metadata, spec }) => [metadata.name, spec.replicas])).toEqual([['racks-a', 1], ['racks-b', 1], ['racks-c', 1]]);
  for (const rack of ['a', 'b', 'c']) {
    await expect(cassandra.ringRows.filter({ hasText: `racks-${ rack }-0` })).toContainText(new RegExp(`\\b${ rack }\\b`));
  }
  const pods: { items: { spec: { nodeName: string }; status: { containerStatuses: { restartCount: number }[] } }[] } = await get(ns, 'pods');

  // None had to be started again because another was joining.
  expect(pods.items.map(({ status }) => status.containerStatuses[0]?.restartCount)).toEqual([0, 0, 0]);
  await quorum(ns, 'racks-a-0', 3);

  // A change restarts one rack after another: at no time is more than one node away.
  await cassandra.act('edit');
  await form.open('Resources');
  await form.fill('CPU request', '110m');
  await page.getByTestId('cassandra-save').click();
  await page.getByTestId('cassandra-save').click();
  let away = 0;

  await until(async() => {
    const racks: { items: { status: { readyReplicas?: number; updateRevision?: string; currentRevision?: string } }[] } = await get(ns, 'statefulset');

    away = Math.max(away, racks.items.filter(({ status }) => !status.readyReplicas).length);
    expect(racks.items.every(({ status }) => status.readyReplicas && status.updateRevision === status.currentRevision)).toBe(true);
    await expect(page).toHaveURL(new RegExp(`clusters/${ ns }/racks(#|$)`), { timeout: 100 });
  }, 240_000);
  expect(away).toBe(1);
});

test('a new StorageClass', async({ page }) => {
  const { cassandra, form, ns } = await begin(page, 'class', 1);

  await form.open('Storage');
  await form.choose('New storage class');
  await form.fill('Name of the storage class', 'create-class-data');
  await form.fill('Provisioner', 'rancher.io/local-path');
  try {
    await create(page, cassandra, 'class', 1);
    const made = JSON.parse(await kubectl('get', 'storageclass', 'create-class-data', '-o', 'json'));

    expect(made).toMatchObject({ provisioner: 'rancher.io/local-path', reclaimPolicy: 'Retain', volumeBindingMode: 'WaitForFirstConsumer' });
    expect((await get(ns, 'pvc', 'data-class-0')).spec.storageClassName).toBe('create-class-data');
    await quorum(ns, 'class-0', 1);
  } finally {
    await kubectl('delete', 'storageclass', 'create-class-data', '--ignore-not-found');
  }
});

test('static volumes, each node on the one that was typed for it', async({ page }) => {
  const { cassandra, form, ns } = await begin(page, 'disks', 3);

  await form.open('Storage');
  await form.fill('Storage size', '1Gi');
  await form.choose('Volumes made here');
  await page.getByRole('button', { name: 'Give each node a host' }).click();
  await page.getByRole('group', { name: 'disks-0', exact: true }).getByLabel('Path').fill('/mnt/disks/disk1');
  await page.getByRole('button', { name: 'Fill down the first path' }).click();
  try {
    await create(page, cassandra, 'disks', 3);
    const claims: { items: { metadata: { name: string }; spec: { volumeName: string } }[] } = await get(ns, 'pvc');

    expect(claims.items.map(({ metadata, spec }) => [metadata.name, spec.volumeName])).toEqual([0, 1, 2].map((ordinal) => [`data-disks-${ ordinal }`, `${ ns }-data-disks-${ ordinal }`]));
    await quorum(ns, 'disks-0', 3);
  } finally {
    await kubectl('delete', 'pv', '-l', 'app.kubernetes.io/instance=disks', '--wait=false');
  }
});

test('a volume that exists, and another for the commit log', async({ page }) => {
  const { cassandra, form, ns } = await begin(page, 'chosen', 1, `
apiVersion: v1
kind: PersistentVolume
metadata: { name: chosen-${ run }, labels: { test: chosen } }
spec:
  capacity: { storage: 2Gi }
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Retain
  storageClassName: chosen
  local: { path: /mnt/disks/disk2 }
  nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: kubernetes.io/hostname, operator: In, values: [node1] }] }] } }
`);

  try {
    await form.open('Storage');
    await form.fill('Storage size', '1Gi');
    await form.choose('Existing volumes');
    await page.getByRole('button', { name: 'Choose for all' }).click();
    await form.check('Keep the commit log on a volume of its own');
    await form.fill('Size of the commit log volume', '1Gi');
    await create(page, cassandra, 'chosen', 1);
    expect((await get(ns, 'pvc', 'data-chosen-0')).spec.volumeName).toBe(`chosen-${ run }`);
    expect((await get(ns, 'pvc', 'commitlog-chosen-0')).spec.storageClassName).toBe('local-path');
    expect(await kubectl('exec', '-n', ns, 'chosen-0', '-c', 'cassandra', '--', 'sh', '-c', 'ls /var/lib/cassandra/commitlog')).toContain('CommitLog-');
    await quorum(ns, 'chosen-0', 1);
  } finally {
    await kubectl('delete', 'pv', '-l', 'test=chosen', '--wait=false');
  }
});

test('logins: the default one is refused, the new one accepted, on every node', async({ page }) => {
  const { cassandra, form, ns } = await begin(page, 'logins', 3);

  await form.open('Configuration');
  await form.check('Require a login');
  await page.getByLabel('Password', { exact: true }).fill('correct horse \'battery\' staple');
  await create(page, cassandra, 'logins', 3);
  await kubectl('wait', '-n', ns, '--for=condition=complete', 'job/logins-auth', '--timeout=180s');

  for (const node of [0, 1, 2]) {
    const host = `logins-${ node }.logins`;

    await expect(cqlsh(ns, 'logins-0', 'SELECT now() FROM system.local', '-u', 'cassandra', '-p', 'cassandra', host)).rejects.toThrow(/AuthenticationFailed|Bad credentials|not permitted to log in/);
    await cqlsh(ns, 'logins-0', 'LIST ROLES', '-u', 'admin', '-p', 'correct horse \'battery\' staple', host);
  }
  const replication = await cqlsh(ns, 'logins-0', 'SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = \'system_auth\'', '-u', 'admin', '-p', 'correct horse \'battery\' staple');

  expect(replication).toMatch(/'dc1': '3'/);
  await quorum(ns, 'logins-0', 3, '-u', 'admin', '-p', 'correct horse \'battery\' staple');
  // The password is in the Secret and nowhere else.
  const all = await kubectl('get', 'statefulset,pod,job,configmap,event', '-n', ns, '-o', 'yaml');

  expect(all).not.toContain('battery');
  expect(await kubectl('logs', '-n', ns, 'job/logins-auth')).not.toContain('battery');
});

test('a setting of cassandra.yaml, and one that no version knows', async({ page }) => {
  const { cassandra, form, ns } = await begin(page, 'settings', 1);

  await form.open('Configuration');
  await form.addSettings('concurrent_reads: 17\nno_such_setting: 1\n');
  await expect(page.getByText('Cassandra 5.0 has no setting no_such_setting and would not start')).toBeVisible();
  await cassandra.submit.click();
  await expect(page).toHaveURL(/create/);
  await page.getByRole('button', { name: 'Remove: no_such_setting' }).click();
  await create(page, cassandra, 'settings', 1);
  expect(await cqlsh(ns, 'settings-0', 'SELECT value FROM system_views.settings WHERE name = \'concurrent_reads\'')).toMatch(/\b17\b/);
  await quorum(ns, 'settings-0', 1);
});

test('TLS on the client port, with a key as cert-manager writes it', async({ page }) => {
  const certificate = await makeCertificate(await mkdtemp(join(tmpdir(), 'cassandra-tls-')));
  const { cassandra, form, ns } = await begin(page, 'tls', 1, tlsSecret(namespace('tls'), 'tls-certificate', certificate));

  await form.open('Configuration');
  await form.check('Encrypt connections of clients');
  await form.select('Secret for TLS of clients', 'tls-certificate');
  await create(page, cassandra, 'tls', 1);
  await expect(cqlsh(ns, 'tls-0', 'SELECT now() FROM system.local')).rejects.toThrow(/connect|Connection/);
  await quorum(ns, 'tls-0', 1, '--ssl');
});

test('Cassandra 4.1', async({ page }) => {
  const { cassandra, form, ns } = await begin(page, 'older', 1);

  await form.open('Basics');
  await form.select('Cassandra version', /^4\.1/);
  await create(page, cassandra, 'older', 1);
  expect(await cqlsh(ns, 'older-0', 'SELECT release_version FROM system.local')).toMatch(/4\.1\./);
  await quorum(ns, 'older-0', 1);
});

test('the downloaded YAML, applied with kubectl in another namespace, gives the same cluster', async({ page }) => {
  const { cassandra, form, ns } = await begin(page, 'yaml', 1);
  const other = namespace('yaml-other');

  await form.open('Review');
  const downloading = page.waitForEvent('download');

  await page.getByTestId('cassandra-yaml').getByRole('button', { name: 'Download' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');

  await apply(`apiVersion: v1\nkind: Namespace\nmetadata: { name: ${ other }, labels: { pod-security.kubernetes.io/enforce: restricted } }`);
  await apply(text.replaceAll(`namespace: ${ ns }`, `namespace: ${ other }`));
  await cassandra.openCluster(other, 'yaml');
  await cassandra.expectUN(1, 240_000);
  await quorum(other, 'yaml-0', 1);
});

test('YAML edited as text: what the form knows goes into it, the rest is kept', async({ page }) => {
  const { cassandra, form, ns } = await begin(page, 'text', 1);

  await form.open('Review');
  await form.editYaml((text) => text.replace('replicas: 1', 'replicas: 1\n  minReadySeconds: 2').replace('value: text\n', 'value: Text Cluster\n'));
  await form.open('Basics');
  await expect(page.getByLabel('Cassandra cluster name')).toHaveValue('Text Cluster');
  await form.fill('Datacenter', 'west');
  await form.open('Review');
  expect(await form.yaml()).toContain('minReadySeconds: 2');
  await create(page, cassandra, 'text', 1);
  expect((await get(ns, 'statefulset', 'text')).spec.minReadySeconds).toBe(2);
  expect(await cqlsh(ns, 'text-0', 'SELECT cluster_name, data_center FROM system.local')).toMatch(/Text Cluster \|\s+west/);
});

test('text that is no YAML, and YAML that is no cluster', async({ page }) => {
  const { cassandra, form } = await begin(page, 'wrong', 1);

  await form.open('Review');
  await form.editYaml((text) => text.replace('spec:\n', 'spec: [\n'));
  await expect(page.getByTestId('cassandra-yaml-error')).toContainText(/[Ll]ine \d+.*column \d+/);
  await cassandra.submit.click();
  await expect(page).toHaveURL(/create/);
  await page.getByTestId('cassandra-yaml-error').getByRole('button').click();
  await form.editYaml((text) => text.replace('publishNotReadyAddresses: true', 'publishNotReadyAddresses: false'));
  await expect(page.getByTestId('cassandra-rules')).toContainText('publishNotReadyAddresses');
});

test('the API server goes away in the middle: nothing is made twice, and it goes on from there', async({ page }) => {
  const { cassandra, ns } = await begin(page, 'broken', 1);
  let cut = true;

  await page.route(/statefulsets\/broken.*fieldManager/, (route) => cut && !route.request().url().includes('dryRun') ? route.abort('connectionreset') : route.continue());
  await cassandra.submit.click();
  await expect(page.getByTestId('cassandra-apply-failure')).toContainText('StatefulSet broken');
  const service = (await get(ns, 'service', 'broken')).metadata.uid;

  cut = false;
  await page.getByTestId('cassandra-resume').click();
  await expect(page).toHaveURL(new RegExp(`clusters/${ ns }/broken`));
  await cassandra.expectUN(1, 240_000);
  expect((await get(ns, 'service', 'broken')).metadata.uid).toBe(service);
});

test('an image that does not exist is said on the cluster page while it waits', async({ page }) => {
  const { cassandra, form } = await begin(page, 'image', 1);

  await form.open('Basics');
  await form.select('Cassandra version', /[Oo]ther|[Aa]nother/);
  await form.fill('Image', 'cassandra:5.0.99');
  await cassandra.submit.click();
  await expect(page.getByTestId('cassandra-provisioning')).toContainText('cassandra:5.0.99', { timeout: 60_000 });
  await until(async() => {
    await expect(page.getByTestId('cassandra-provisioning')).toContainText(/[Ii]mage/);
  }, 60_000);
});

test('the default ring takes one field and two clicks', async({ page }) => {
  const cassandra = new Cassandra(page);

  await loginAs(page, 'admin');
  await cassandra.openList();
  try {
    // Each of these is one act of a person; nothing else is done.
    await cassandra.create.first().click();
    await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
    await page.keyboard.type('clicks');
    await cassandra.submit.click();
    await expect(page).toHaveURL(/clusters\/default\/clicks/);
  } finally {
    // The tests that follow need the room.
    await kubectl('delete', 'statefulset,service,pdb,pvc', '-n', 'default', '-l', 'app.kubernetes.io/instance=clicks');
  }
});
