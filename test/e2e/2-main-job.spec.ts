// The main job, as a person does it: log in, open the cluster, open Cassandra, Create, a name, Create, and a ring.
import { expect, type Page, test } from '@playwright/test';

import { Cassandra, nodetoolStatus } from './support/cassandra';
import { kubectl } from './support/lab';

const NAME = 'orders';
const NODES = 3;

/** Counts clicks and filled fields from now on. */
async function countEffort(page: Page): Promise<() => Promise<{ clicks: number; fields: number }>> {
  const effort = await page.evaluateHandle(() => {
    const counted = { clicks: 0, fields: new Set<EventTarget | null>() };

    document.addEventListener('click', ({ isTrusted }) => {
      counted.clicks += Number(isTrusted);
    }, true);
    document.addEventListener('input', ({ target }) => counted.fields.add(target), true);

    return counted;
  });

  return () => effort.evaluate(({ clicks, fields }) => ({ clicks, fields: fields.size }));
}

test('from the login to three nodes that are UN', async({ page }) => {
  test.setTimeout(400_000);
  const cassandra = new Cassandra(page);

  await cassandra.login('admin');
  await cassandra.openFromHome();
  const effort = await countEffort(page);

  await cassandra.create.first().click();
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.type(NAME);

  const created = Date.now();

  await cassandra.submit.click();
  expect(await effort()).toEqual({ clicks: 2, fields: 1 });
  await expect(page).toHaveURL(new RegExp(`/cassandra/clusters/default/${ NAME }`));
  await cassandra.expectUN(NODES, 300_000);
  console.log(`  from Create to ${ NODES } UN: ${ ((Date.now() - created) / 1000).toFixed(1) } s`);

  const truth = await nodetoolStatus('default', `${ NAME }-0`);
  const nodes = [...truth.matchAll(/^UN\s+(\S+).*?([0-9a-f-]{36})\s+(\S+)\s*$/gm)].map(([, address, hostId, rack]) => [address, hostId, rack]);

  expect(nodes).toHaveLength(NODES);
  for (const [address, hostId, rack] of nodes) {
    const row = cassandra.ringRows.filter({ hasText: hostId });

    await expect(row).toContainText(address!);
    await expect(row).toContainText(rack!);
    await expect(row).toContainText(new RegExp(`${ NAME }-[0-2]`));
    await expect(row).toContainText(/node[1-3]/);
  }
  await page.getByTestId('cassandra-ring-raw').click();
  await expect(cassandra.ring.locator('pre')).toContainText('Datacenter: dc1');
});

test('what was created is what an expert would sign', async() => {
  const sts = JSON.parse(await kubectl('get', 'sts', NAME, '-n', 'default', '-o', 'json', '--show-managed-fields'));
  const service = JSON.parse(await kubectl('get', 'service', NAME, '-n', 'default', '-o', 'json'));
  const pdb = JSON.parse(await kubectl('get', 'pdb', NAME, '-n', 'default', '-o', 'json'));
  const nodes = await kubectl('get', 'pods', '-n', 'default', '-l', `app.kubernetes.io/instance=${ NAME }`, '-o', 'jsonpath={.items[*].spec.nodeName}');

  expect(sts.spec.podManagementPolicy ?? 'OrderedReady').toBe('OrderedReady');
  expect(service.spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
  expect(pdb.spec.maxUnavailable).toBe(1);
  expect(pdb.status.disruptionsAllowed).toBe(1);
  expect(new Set(nodes.split(' ')).size).toBe(NODES);
  expect(sts.metadata.managedFields.map((one: { manager: string }) => one.manager)).toContain('cassandra-for-rancher');
});

test('the image keeps the contract of the official one', async() => {
  const inPod = (...command: string[]) => kubectl('exec', '-n', 'default', `${ NAME }-0`, '-c', 'cassandra', '--', ...command);

  expect((await inPod('id', '-u')).trim()).toBe('999');
  expect(await inPod('cqlsh', '-e', 'SELECT cluster_name, data_center, rack, release_version FROM system.local')).toMatch(new RegExp(`${ NAME } \\|\\s+dc1 \\|\\s+rack1 \\|\\s+5\\.0\\.`));
  expect(await inPod('sh', '-c', 'ls /etc/cassandra/cassandra.yaml && ls /var/lib/cassandra')).toMatch(/cassandra\.yaml[\s\S]*data/);
});

test('the list shows the cluster with its nodes', async({ page }) => {
  const cassandra = new Cassandra(page);

  await cassandra.login('admin');
  await cassandra.openList();
  await expect(cassandra.row(NAME)).toContainText('Running');
  await expect(cassandra.row(NAME)).toContainText('5.0');
  await cassandra.row(NAME).getByRole('link', { name: NAME, exact: true }).click();
  await cassandra.expectUN(NODES, 60_000);
});

test('a node that is lost is shown as down, and as up again', async({ page }) => {
  test.setTimeout(240_000);
  const cassandra = new Cassandra(page);

  await cassandra.login('admin');
  await cassandra.openCluster('default', NAME);
  await cassandra.expectUN(NODES, 60_000);
  await kubectl('delete', 'pod', `${ NAME }-2`, '-n', 'default', '--grace-period=0', '--force');
  await expect(async() => {
    await page.getByTestId('cassandra-ring-refresh').click({ timeout: 2_000 });
    expect(await cassandra.ringRows.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state')))).toContain('DN');
  }).toPass({ timeout: 60_000, intervals: [1_000] });
  await cassandra.expectUN(NODES, 150_000);
});
