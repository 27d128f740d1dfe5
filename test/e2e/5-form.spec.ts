// Bad input and trouble in the create form: said beside the field, before anything is sent, and nothing typed is lost.
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';

import { Cassandra } from './support/cassandra';
import { CreateForm } from './support/form';
import { apply, kubectl } from './support/lab';
import { loginAs } from './support/users';

/** What is said about a field. */
const messages = (page: Page, label: string, severity = ''): Locator => page.getByRole('group').filter({ has: page.getByLabel(label, { exact: true }) }).last()
  .locator(severity ? `[data-severity="${ severity }"]` : '[data-severity]');

/** Collects what the page asks Kubernetes to change. */
function writes(page: Page): string[] {
  const sent: string[] = [];

  page.on('request', (request) => {
    if (request.method() !== 'GET' && /\/apis?\//.test(request.url()) && !request.url().includes('selfsubjectaccessreviews')) {
      sent.push(`${ request.method() } ${ request.url() }`);
    }
  });

  return sent;
}

const bad: [string, string, string, RegExp][] = [
  ['Basics', 'Name', 'Orders', /Lower-case letters/],
  ['Basics', 'Name', '1orders', /starts with a letter/],
  ['Basics', 'Name', 'o'.repeat(53), /At most 52 characters/],
  ['Basics', 'Nodes', '0', /whole number/],
  ['Basics', 'Image', 'cassandra:5.0:1', /Not an image reference/],
  ['Basics', 'Datacenter', 'dc 1', /Letters, digits/],
  ['Topology', 'Rack', 'rack 1', /Letters, digits/],
  ['Topology', 'Number of seeds', '3', /whole number from 1 to 2/],
  ['Storage', 'Storage size', '10Gb', /Not a Kubernetes quantity/],
  ['Storage', 'Storage size', '0', /more than zero/],
  ['Storage', 'Storage size', '100Mi', /At least/],
  ['Resources', 'Memory', '256Mi', /At least/],
  ['Resources', 'CPU request', 'two', /Not a Kubernetes quantity/],
  ['Configuration', 'Tokens per node', '0', /whole number/],
];

test('bad input is said beside the field, before anything is sent', async({ page }) => {
  const cassandra = new Cassandra(page);
  const form = new CreateForm(page);

  await loginAs(page, 'admin');
  await cassandra.openCreate();
  const sent = writes(page);

  await page.getByLabel('Name', { exact: true }).fill('orders-form');
  await form.select('Cassandra version', 'Another image');
  for (const [step, label, value, expected] of bad) {
    await test.step(`${ label }: ${ value }`, async() => {
      await form.open(step);
      const field = page.getByLabel(label, { exact: true });
      const before = await field.inputValue();

      await field.fill(value);
      await field.blur();
      await expect(messages(page, label, 'error')).toContainText([expected]);
      await form.open('Review'); // the first thing that is wrong is brought back into sight
      await cassandra.submit.click();
      await expect(page.getByRole('alert')).toContainText(label);
      await expect(field).toBeFocused();
      await expect(field).toHaveValue(value);
      await field.fill(before);
      await expect(messages(page, label, 'error')).toHaveCount(0);
    });
  }
  expect(sent).toEqual([]);
});

test('volumes that an earlier cluster has left are named before they are used again', async({ page }) => {
  const cassandra = new Cassandra(page);

  await apply(`
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data-orders-form-0, namespace: default }
spec: { accessModes: [ReadWriteOnce], storageClassName: never, resources: { requests: { storage: 1Gi } } }
`);
  await loginAs(page, 'admin');
  await cassandra.openCreate();
  await page.getByLabel('Name', { exact: true }).fill('orders-form');
  await page.getByLabel('Name', { exact: true }).blur();
  await expect(messages(page, 'Name')).toContainText('data-orders-form-0');
  await kubectl('delete', 'pvc', 'data-orders-form-0', '-n', 'default');
});

test('an empty form says what is missing', async({ page }) => {
  const cassandra = new Cassandra(page);

  await loginAs(page, 'admin');
  await cassandra.openCreate();
  await cassandra.submit.click();
  await expect(messages(page, 'Name')).toContainText('This is required');
});

test('no StorageClass, and none that is the default', async({ page }) => {
  const cassandra = new Cassandra(page);
  const saved: { items: (Record<string, unknown> & { metadata: { name: string; annotations?: object } })[] } =
    JSON.parse(await kubectl('get', 'storageclass', '-o', 'json'));
  // What the API server added would be refused in an apply.
  const restored = saved.items.map(({ metadata: { name, annotations }, ...one }) => ({ ...one, metadata: { name, annotations } }));

  await loginAs(page, 'admin');
  try {
    await kubectl('annotate', 'storageclass', 'local-path', 'storageclass.kubernetes.io/is-default-class-');
    await cassandra.openCreate();
    await page.getByLabel('Name', { exact: true }).fill('orders-form');
    await cassandra.submit.click();
    await expect(page.getByText('There is no default storage class; choose one')).toBeVisible();

    await kubectl('delete', 'storageclass', '--all');
    await expect(page.getByText('This cluster has no storage class')).toBeVisible();
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('orders-form');
  } finally {
    await apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: restored }));
  }
});

test('what the API server refuses is shown with its object and reason, and nothing is left', async({ page }) => {
  const cassandra = new Cassandra(page);

  await apply(`
apiVersion: v1
kind: Namespace
metadata: { name: no-sets }
---
apiVersion: v1
kind: ResourceQuota
metadata: { name: no-sets, namespace: no-sets }
spec: { hard: { count/statefulsets.apps: "0" } }
`);
  await loginAs(page, 'admin');
  await cassandra.openCreate();
  await cassandra.chooseNamespace('no-sets');
  await page.getByLabel('Name', { exact: true }).fill('orders-form');
  await cassandra.submit.click();
  const failure = page.getByTestId('cassandra-apply-failure');

  await expect(failure).toContainText('StatefulSet orders-form');
  await expect(failure).toContainText('quota no-sets');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('orders-form');
  expect(await kubectl('get', 'service,pdb,statefulset', '-n', 'no-sets', '-o', 'name')).toBe('');
  await kubectl('delete', 'namespace', 'no-sets', '--wait=false');
});

test('operator creates in the one namespace that is theirs', async({ page }) => {
  test.setTimeout(240_000);
  const cassandra = new Cassandra(page);

  await loginAs(page, 'operator');
  await cassandra.openCreate();
  await cassandra.chooseNamespace('databases');
  await page.getByLabel('Name', { exact: true }).fill('team');
  await page.getByLabel('Nodes', { exact: true }).fill('1');
  await expect(messages(page, 'Nodes')).toContainText('every restart is an outage'); // a warning: it may be created all the same
  await new CreateForm(page).open('Resources');
  await page.getByLabel('Memory', { exact: true }).fill('1Gi');
  await cassandra.submit.click();
  await expect(page).toHaveURL(/clusters\/databases\/team/);
  await cassandra.expectUN(1, 180_000);
});

test('the YAML that is shown makes the same cluster with kubectl', async({ page }) => {
  const cassandra = new Cassandra(page);

  await loginAs(page, 'admin');
  await cassandra.openCreate();
  await page.getByLabel('Name', { exact: true }).fill('by-hand');
  await new CreateForm(page).open('Review');
  const downloaded = page.waitForEvent('download');

  await page.getByTestId('cassandra-yaml').getByRole('button', { name: 'Download' }).click();
  const text = await readFile(await (await downloaded).path(), 'utf8');

  expect(text).toContain('kind: StatefulSet');
  await apply(text, '--dry-run=server');
});

test('every step is reached without a mouse, and the summary follows what is typed', async({ page }) => {
  const cassandra = new Cassandra(page);
  const form = new CreateForm(page);
  const summary = page.getByTestId('cassandra-summary');

  await loginAs(page, 'admin');
  await cassandra.openCreate();
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.type('orders-form');
  await expect(summary).toContainText('orders-form-0, orders-form-1');
  await page.keyboard.press('Enter'); // creates nothing
  await page.getByRole('tab', { name: 'Basics' }).focus();
  for (const step of ['Topology', 'Storage', 'Resources', 'Configuration', 'Networking', 'Review']) {
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('tab', { name: step })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('tabpanel', { name: step })).toBeVisible();
  }

  await form.open('Basics');
  await page.getByLabel('Nodes', { exact: true }).fill('4');
  await page.getByRole('button', { name: 'Next: Topology' }).click();
  await form.choose('One rack for each zone');
  await expect(summary.getByRole('row')).toHaveText([/Rack/, /a\s*a\s*2/, /b\s*b\s*1/, /c\s*c\s*1/]);
  await expect(summary).toContainText('orders-form-a-0, orders-form-b-0, orders-form-c-0');
  await expect(summary).toContainText('4 × 10 GiB = 40 GiB');
  await expect(summary).toContainText('StatefulSet orders-form-c');
  // The lab has one Kubernetes node in each zone.
  await expect(page.getByText('Zone a has one Kubernetes node for 2 Cassandra nodes').first()).toBeVisible();
  await form.open('Review');
  await summary.getByRole('button', { name: 'Topology' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Topology' })).toBeVisible();
  await expect(page).toHaveURL(/create/);
});
