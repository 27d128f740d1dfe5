// What is Cassandra and what is not, told by manifests alone; a person who says otherwise; and Rancher's own pages.
import { expect, type Locator, type Page, test } from '@playwright/test';

import { Cassandra } from './support/cassandra';
import { makeForeignRings, removeForeignRings } from './support/foreign';
import { kubectl } from './support/lab';
import { loginAs } from './support/users';

const NAMESPACE = 'recognition';

test.beforeAll(() => makeForeignRings(NAMESPACE));
test.afterAll(() => removeForeignRings(NAMESPACE));

/** The tab "Cassandra" on Rancher's page of a StatefulSet. */
async function openTab(page: Page, name: string): Promise<Locator> {
  await page.goto(`/dashboard/c/local/explorer/apps.statefulset/${ NAMESPACE }/${ name }`);
  await page.getByRole('tab', { name: 'Cassandra', exact: true }).click();

  return page.getByTestId('cassandra-statefulset');
}

const annotation = (name: string) => kubectl('get', 'statefulset', name, '-n', NAMESPACE, '-o', 'jsonpath={.metadata.annotations.cassandra-for-rancher/cassandra}/{.metadata.generation}');

/** The clusters of these tests, as the list that is open names them. */
async function listed(page: Page): Promise<string[]> {
  await page.getByPlaceholder('Filter').fill(NAMESPACE);
  const rows = new Cassandra(page).list.getByRole('row').filter({ hasText: NAMESPACE });

  return (await rows.getByRole('link').allTextContents()).map((text) => text.trim()).filter(Boolean).sort();
}

const FOUND = ['article', 'demo', 'example', 'hand-a', 'legacy', 'official', 'shop-cassandra'];

test('rings that others made are listed, each once, and nothing else is', async({ page }) => {
  await loginAs(page, 'admin');
  await new Cassandra(page).openList();
  await expect.poll(() => listed(page)).toEqual(FOUND);
});

test('an operator\'s ring names its owner, and is not changed here', async({ page }) => {
  const cassandra = new Cassandra(page);

  await loginAs(page, 'admin');
  const owner = page.getByTestId('cassandra-origin').getByRole('link', { name: 'CassandraDatacenter dc1' });

  // Rancher hears of a new kind after a while; until then there is no page to link to.
  await expect(async() => {
    await cassandra.openCluster(NAMESPACE, 'demo');
    await expect(owner).toHaveAttribute('href', new RegExp(`cassandra\\.datastax\\.com\\.cassandradatacenter/${ NAMESPACE }/dc1$`), { timeout: 10_000 });
  }).toPass({ timeout: 60_000 });
  await cassandra.openActions();
  await expect(page.getByTestId('cassandra-action-edit')).toContainText('CassandraDatacenter dc1');
});

test('a person says that it is Cassandra, and takes it back', async({ page }) => {
  const cassandra = new Cassandra(page);

  await loginAs(page, 'admin');
  const tab = await openTab(page, 'web');

  await expect(tab).toHaveText(/^\s*This StatefulSet is not Cassandra\.\s*It is Cassandra\s*$/);
  await tab.getByRole('button', { name: 'It is Cassandra' }).click();
  await expect(tab).toContainText('declared this StatefulSet to be Cassandra');
  // Nothing but the annotation is changed, so that no pod restarts.
  expect(await annotation('web')).toBe('true/1');
  await tab.getByTestId('cassandra-statefulset-open').click();
  await expect(page).toHaveURL(new RegExp(`/cassandra/clusters/${ NAMESPACE }/web(#.*)?$`));

  await cassandra.openActions();
  await page.getByTestId('cassandra-action-declare').click();
  await expect(page).toHaveURL(/\/cassandra\/clusters$/);
  await expect.poll(() => listed(page)).toEqual(FOUND);
  expect(await annotation('web')).toBe('/1');
});

test('a person says that it is not Cassandra, and takes it back', async({ page }) => {
  const cassandra = new Cassandra(page);

  await loginAs(page, 'admin');
  await cassandra.openCluster(NAMESPACE, 'legacy');
  await cassandra.openActions();
  await page.getByTestId('cassandra-action-declare').click();
  await expect.poll(() => listed(page)).toEqual(FOUND.filter((name) => name !== 'legacy'));
  expect(await annotation('legacy')).toBe('false/1');

  const tab = await openTab(page, 'legacy');

  await expect(tab).toContainText('declared this StatefulSet not to be Cassandra');
  await tab.getByTestId('cassandra-declare-button').click();
  await expect(tab.getByTestId('cassandra-ring')).toBeVisible();
  expect(await annotation('legacy')).toBe('/1');
});

test('a relative says that it is one', async({ page }) => {
  await loginAs(page, 'admin');
  await expect(await openTab(page, 'scylla')).toContainText('scylladb/scylla:6.2.3 is another database');
});

test('who may not change a StatefulSet may not say what it is, and is told so', async({ page }) => {
  await loginAs(page, 'viewer');
  const tab = await openTab(page, 'web');

  await expect(tab.getByRole('button', { name: 'It is Cassandra' })).toBeDisabled();
  await expect(tab).toContainText('You may not patch statefulsets');
});

test('the tab shows the ring of the cluster that a StatefulSet is a rack of', async({ page }) => {
  await loginAs(page, 'admin');
  const tab = await openTab(page, 'demo-dc1-r2-sts');

  await expect(tab.locator('[data-verdict]')).toHaveAttribute('data-verdict', 'stopped');
  await expect(tab.getByTestId('cassandra-ring')).toBeVisible();
  await tab.getByTestId('cassandra-statefulset-open').click();
  await expect(page).toHaveURL(new RegExp(`/cassandra/clusters/${ NAMESPACE }/demo(#.*)?$`));
});

test('a tab that nobody opens asks for nothing', async({ page }) => {
  const asked: string[] = [];

  page.on('request', (request) => asked.push(request.url()));
  await loginAs(page, 'admin');
  await page.goto(`/dashboard/c/local/explorer/apps.statefulset/${ NAMESPACE }/article`);
  await expect(page.getByRole('tab', { name: 'Cassandra', exact: true })).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(asked.filter((url) => /selfsubjectaccessreviews|persistentvolumeclaims|\/exec/.test(url))).toEqual([]);
});

test('the list of StatefulSets leads to the cluster, from rings only', async({ page }) => {
  const action = page.getByRole('menuitem', { name: 'Open in Cassandra' });

  async function openMenu(name: string): Promise<void> {
    await page.goto(`/dashboard/c/local/explorer/apps.statefulset?q=${ name }`);
    await page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) }).getByRole('button').last().click();
    await expect(page.getByRole('menuitem', { name: 'Edit YAML' })).toBeVisible();
  }

  await loginAs(page, 'admin');
  await openMenu('orders-api');
  await expect(action).toHaveCount(0);
  await openMenu('article');
  await action.click();
  await expect(page).toHaveURL(new RegExp(`/cassandra/clusters/${ NAMESPACE }/article(#.*)?$`));
});

test('the dashboard of the cluster counts rings and names what is wrong', async({ page }) => {
  // One that has been changed since it was made is no longer in the making.
  await kubectl('scale', 'statefulset', 'official', '-n', NAMESPACE, '--replicas=1');
  await loginAs(page, 'admin');
  await page.goto('/dashboard/c/local/explorer');
  const card = page.getByTestId('cassandra-card');

  await expect(card.locator('[data-verdict=stopped]').first()).toBeVisible();
  await expect(card.getByRole('listitem').filter({ hasText: NAMESPACE })).toContainText('Unavailable', { timeout: 60_000 });
  await card.getByRole('link', { name: 'official', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/cassandra/clusters/${ NAMESPACE }/official(#.*)?$`));
});
