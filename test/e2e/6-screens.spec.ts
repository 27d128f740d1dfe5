// Every page in light and dark, for people to look at (test-results/screens), and what a person would stumble over:
// messages of the browser's console that are ours, and pages wider than the window.
import { expect, type Page, test } from '@playwright/test';

import { Cassandra } from './support/cassandra';
import { CreateForm } from './support/form';
import { loginAs } from './support/users';

const NAME = 'orders'; // made by the main job

/** What the dashboard itself and a Rancher without monitoring print on every page. */
const NOT_OURS = /rancher-monitoring|updates\.rancher\.io|selfuser|All of .* is not loaded yet|net::ERR_NAME_NOT_RESOLVED|dynamic content|Failed to load resource: the server responded with a status of 40[14]/;

const screens: [string, (cassandra: Cassandra, page: Page) => Promise<unknown>][] = [
  ['list', async(cassandra) => {
    await cassandra.openList();
    await expect(cassandra.row(NAME)).toContainText('Running');
  }],
  ['create', async(cassandra, page) => {
    await cassandra.openCreate();
    await page.getByLabel('Name', { exact: true }).fill('orders-eu');
  }],
  ...['Topology', 'Storage', 'Resources', 'Configuration', 'Networking', 'Review'].map((step): typeof screens[number] => [`create-${ step.toLowerCase() }`, async(_cassandra, page) => {
    await new CreateForm(page).open(step);
    await expect(page.getByRole('tabpanel', { name: step })).toBeVisible();
  }]),
  ['create-wrong', async(cassandra, page) => {
    await cassandra.openCreate();
    await page.getByLabel('Name', { exact: true }).fill('Orders EU');
    await page.getByLabel('Nodes', { exact: true }).fill('2');
    await new CreateForm(page).open('Resources');
    await page.getByLabel('Memory', { exact: true }).fill('256Mi');
    await cassandra.submit.click();
  }],
  ['ring', async(cassandra) => {
    await cassandra.openCluster('default', NAME);
    await cassandra.expectUN(3, 60_000);
  }],
  ['nodes', async(cassandra, page) => {
    await cassandra.openCluster('default', NAME);
    await page.getByRole('tab', { name: 'Nodes' }).click();
    await expect(page.getByRole('row').filter({ hasText: `${ NAME }-2` }).first()).toBeVisible();
  }],
];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the pages in ${ colorScheme }`, async({ page }) => {
    test.setTimeout(240_000);
    const said: string[] = [];

    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !NOT_OURS.test(`${ message.text() } ${ message.location().url }`)) {
        said.push(`${ message.type() }: ${ message.text() }`);
      }
    });
    page.on('pageerror', (error) => said.push(`exception: ${ error.message }`));
    await page.emulateMedia({ colorScheme });
    await loginAs(page, 'admin');
    const cassandra = new Cassandra(page);

    for (const [name, open] of screens) {
      await open(cassandra, page);
      await page.screenshot({ path: `test-results/screens/${ name }-${ colorScheme }.png` });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${ name } is wider than the window`).toBeLessThanOrEqual(0);
    }
    expect(said).toEqual([]);
  });
}
