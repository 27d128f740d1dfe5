// What can be done with a cluster that is there: edit, clone, delete. One cluster goes through all of it.
import { expect, test } from '@playwright/test';

import { Cassandra } from './support/cassandra';
import { cqlsh } from './support/cql';
import { CreateForm } from './support/form';
import { apply, kubectl } from './support/lab';
import { loginAs } from './support/users';

// Another each time: a namespace takes minutes to go.
const NAMESPACE = `change-${ Date.now().toString(36) }`;
const NAME = 'ledger';

test.describe.configure({ mode: 'serial', timeout: 300_000 });

test.beforeAll(async() => {
  await apply(`apiVersion: v1\nkind: Namespace\nmetadata: { name: ${ NAMESPACE } }`);
});
test.afterAll(() => kubectl('delete', 'namespace', NAMESPACE, '--wait=false'));

test('a cluster with a setting, to be changed', async({ page }) => {
  const cassandra = new Cassandra(page);
  const form = new CreateForm(page);

  await loginAs(page, 'admin');
  await cassandra.openCreate();
  await cassandra.chooseNamespace(NAMESPACE);
  await form.fill('Name', NAME);
  await form.fill('Nodes', '1');
  await form.open('Resources');
  await form.fill('CPU request', '100m');
  await form.fill('Memory', '1Gi');
  await form.open('Configuration');
  await form.addSettings('concurrent_reads: 17');
  await cassandra.submit.click();
  await cassandra.expectUN(1, 200_000);
});

test('edit: what is fixed is locked with the reason, a change is a diff that says it restarts, and is taken up', async({ page }) => {
  const cassandra = new Cassandra(page);
  const form = new CreateForm(page);

  await loginAs(page, 'admin');
  await cassandra.openCluster(NAMESPACE, NAME);
  await cassandra.act('edit');
  await expect(page.getByLabel('Datacenter', { exact: true })).toBeDisabled();
  await expect(page.getByLabel('Datacenter', { exact: true })).toHaveValue('dc1');
  await expect(page.getByRole('group').filter({ has: page.getByLabel('Datacenter', { exact: true }) }).last()).toContainText(/first/);
  await form.open('Resources');
  await expect(page.getByLabel('Memory', { exact: true })).toHaveValue('1Gi');
  await form.open('Configuration');
  await page.getByLabel('Value: concurrent_reads').fill('18');
  await page.getByTestId('cassandra-save').click();
  const review = page.getByTestId('cassandra-edit-review');

  await expect(review.locator('[data-restarts=true]')).toBeVisible();
  await expect(review).toContainText('concurrent_reads: 17');
  await expect(review).toContainText('concurrent_reads: 18');
  await expect(review.locator('[data-action=update]')).toHaveText([/ConfigMap ledger-config/, /StatefulSet ledger/]);
  await page.getByTestId('cassandra-save').click();
  await expect(page).toHaveURL(new RegExp(`clusters/${ NAMESPACE }/${ NAME }(#|$)`), { timeout: 180_000 });
  await expect(async() => {
    expect(await cqlsh(NAMESPACE, `${ NAME }-0`, 'SELECT value FROM system_views.settings WHERE name = \'concurrent_reads\'')).toMatch(/\b18\b/);
  }).toPass({ timeout: 120_000, intervals: [2_000] });
});

test('clone: the form is filled from the cluster, without a name', async({ page }) => {
  const cassandra = new Cassandra(page);
  const form = new CreateForm(page);

  await loginAs(page, 'admin');
  await cassandra.openCluster(NAMESPACE, NAME);
  await cassandra.act('clone');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('');
  await expect(page.getByLabel('Nodes', { exact: true })).toHaveValue('1');
  await form.open('Configuration');
  await expect(page.getByLabel('Value: concurrent_reads')).toHaveValue('18');
  await form.open('Basics');
  await form.fill('Name', 'ledger-copy');
  await form.open('Review');
  expect(await form.yaml()).toContain('name: ledger-copy-config');
});

test('a cluster that somebody else made can be cloned, but neither edited nor deleted, and it says why', async({ page }) => {
  const cassandra = new Cassandra(page);

  await apply(`
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: theirs, namespace: ${ NAMESPACE } }
spec:
  serviceName: theirs
  replicas: 0
  selector: { matchLabels: { app: theirs } }
  template:
    metadata: { labels: { app: theirs } }
    spec: { containers: [{ name: cassandra, image: 'cassandra:4.1', env: [{ name: CASSANDRA_DC, value: east }] }] }
`);
  await loginAs(page, 'admin');
  await cassandra.openCluster(NAMESPACE, 'theirs');
  await cassandra.openActions();
  await expect(page.getByTestId('cassandra-action-edit')).toHaveAttribute('disabled');
  await expect(page.getByTestId('cassandra-action-edit')).toContainText(/not made|made by|kubectl/i);
  await expect(page.getByTestId('cassandra-action-delete')).toHaveAttribute('disabled');
  await page.getByTestId('cassandra-action-clone').click();
  await expect(page.getByLabel('Datacenter', { exact: true })).toHaveValue('east');
});

test('delete: it says what goes and what stays, asks for the name, and keeps the data', async({ page }) => {
  const cassandra = new Cassandra(page);
  const dialog = page.getByTestId('cassandra-delete');

  await loginAs(page, 'admin');
  await cassandra.openCluster(NAMESPACE, NAME);
  await cassandra.act('delete');
  await expect(dialog).toContainText(`StatefulSet ${ NAME }`);
  await expect(dialog).toContainText(`data-${ NAME }-0`);
  await expect(page.getByTestId('cassandra-delete-submit')).toBeDisabled();
  await dialog.getByLabel(`Type ${ NAME } to confirm`).fill(NAME);
  await page.getByTestId('cassandra-delete-submit').click();
  await expect(dialog).toHaveCount(0, { timeout: 120_000 });
  // The StatefulSet is there until its node has drained.
  await expect(async() => {
    expect(await kubectl('get', 'statefulset,service,pdb,configmap', '-n', NAMESPACE, '-l', `app.kubernetes.io/instance=${ NAME }`, '-o', 'name')).toBe('');
  }).toPass({ timeout: 60_000 });
  expect(await kubectl('get', 'pvc', '-n', NAMESPACE, '-o', 'name')).toContain(`data-${ NAME }-0`);
});

test('delete with the data, when told so', async({ page }) => {
  const cassandra = new Cassandra(page);
  const form = new CreateForm(page);
  const dialog = page.getByTestId('cassandra-delete');

  await loginAs(page, 'admin');
  await cassandra.openCreate();
  await cassandra.chooseNamespace(NAMESPACE);
  await form.fill('Name', NAME);
  await form.fill('Nodes', '1');
  // It would start on the volume that was kept, and says so.
  await expect(page.getByText(`data-${ NAME }-0`)).toBeVisible();
  await form.open('Resources');
  await form.fill('CPU request', '100m');
  await form.fill('Memory', '1Gi');
  await cassandra.submit.click();
  await cassandra.expectUN(1, 200_000);
  await cassandra.act('delete');
  await page.getByTestId('cassandra-delete-data').getByRole('checkbox').click();
  await dialog.getByLabel(`Type ${ NAME } to confirm`).fill(NAME);
  await page.getByTestId('cassandra-delete-submit').click();
  await expect(dialog).toHaveCount(0, { timeout: 120_000 });
  await expect(async() => {
    expect(await kubectl('get', 'pvc', '-n', NAMESPACE, '-o', 'name')).toBe('');
  }).toPass({ timeout: 60_000 });
});
