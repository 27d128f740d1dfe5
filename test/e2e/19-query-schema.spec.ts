// The schema browser and the live ring, held against what cqlsh and nodetool say in a pod; and pictures of all that there is of CQL.
import { expect, test } from '@playwright/test';

import { nodetool } from '../../pkg/cassandra/core/nodetool/command';
import { parseStatus } from '../../pkg/cassandra/core/nodetool/status';
import { Cassandra } from './support/cassandra';
import { createTypes, insertTypes, selectTypes, typesOf } from './support/cql-types';
import { CreateForm } from './support/form';
import { flat } from './support/query';
import { ask, consoleOf, inPod, makeQueryRing, NAME, NAMESPACE, NODES, POD, podAt, removeQueryRing, wordsIn } from './support/query-ring';
import { Screens } from './support/screens';
import { loginAs } from './support/users';

/** What both of them round to. */
const MOST_DIFFERENCE = 0.1001;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async() => {
  test.setTimeout(400_000);
  const cases = typesOf(5);

  await makeQueryRing();
  await ask(wordsIn('store') + createTypes('store', cases) + insertTypes('store', 'cqlsh', cases, cases.map(({ literal }) => literal)));
  await ask(['lone', 'thin'].map((keyspace) => `
    CREATE KEYSPACE ${ keyspace } WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 1};
    CREATE TABLE ${ keyspace }.one (id int PRIMARY KEY);
    INSERT INTO ${ keyspace }.one (id) VALUES (1);`).join(''));
});
test.afterAll(removeQueryRing);

test('keyspaces and tables with their definitions, and the way into the console', async({ page }) => {
  const cql = consoleOf(page);
  const tree = page.getByTestId('cassandra-schema-tree');
  const search = page.getByTestId('cassandra-schema-search');
  const item = page.getByTestId('cassandra-schema-item');
  const columns = item.getByTestId('cassandra-schema-columns');
  const definition = item.getByTestId('cassandra-definition').locator('pre');
  const choose = (name: string) => tree.getByRole('treeitem', { name, exact: true }).click();

  await loginAs(page, 'admin');
  await cql.show('Schema');
  await choose('store');
  await expect(item.getByTestId('cassandra-replication-meaning')).toContainText(`dc1: ${ NODES } copies on ${ NODES } nodes.`);
  await choose('words');
  await expect(item).toHaveAttribute('data-kind', 'table');
  await expect(columns.getByRole('row')).toContainText([/Column.*Type/, /id.*int.*partition key 1/, /n.*bigint/, /price.*decimal/, /word.*text/]);
  await expect(definition).toContainText('CREATE TABLE store.words');
  expect(flat(await definition.innerText())).toBe(flat(await ask('DESCRIBE TABLE store.words')));

  await search.fill('every_t');
  await expect(tree.getByRole('treeitem', { name: 'words', exact: true })).toHaveCount(0);
  await choose('every_type');
  await expect(columns).toContainText('vector<float, 3>');
  await search.fill('');
  await choose('words');
  await page.getByTestId('cassandra-schema-console').click();
  await expect(page.getByTestId('cassandra-cql-editor')).toBeVisible();
  await expect.poll(() => cql.text()).toBe('SELECT * FROM store.words LIMIT 100;');
});

test('replication is changed by typing the keyspace\'s name, and the repair that is due is said', async({ page }) => {
  test.setTimeout(180_000);
  const cql = consoleOf(page);
  const dialog = page.getByTestId('cassandra-replication');
  const submit = dialog.getByTestId('cassandra-replication-submit');
  const name = dialog.getByTestId('cassandra-replication-name').locator('input');
  const aftermath = page.getByTestId('cassandra-aftermath');

  await loginAs(page, 'admin');
  await cql.show('Schema');
  await page.getByTestId('cassandra-schema-tree').getByRole('treeitem', { name: 'lone', exact: true }).click();
  await expect(page.getByTestId('cassandra-schema-item').locator('[data-concern="singleCopy"]')).toBeVisible();
  await page.getByTestId('cassandra-replication-change').click();
  await dialog.getByTestId('cassandra-copies-dc1').locator('input').fill(String(NODES));
  await expect(dialog.getByTestId('cassandra-replication-statement')).toContainText('ALTER KEYSPACE lone');
  await expect(dialog.locator('[data-action="repair"]').first()).toContainText('lone');
  await name.fill('alone');
  await expect(submit).toBeDisabled();
  await name.fill('lone');
  await submit.click();
  const due = aftermath.locator('[data-action="repair"] code').first();

  await expect(due).toHaveText(/^nodetool repair -full .*lone$/);
  expect(await ask('DESCRIBE KEYSPACE lone')).toContain(`'dc1': '${ NODES }'`);
  const args = (await due.innerText()).split(' ').slice(1);

  // It can be done as it is said.
  for (const ordinal of [0, 1]) {
    await inPod(podAt(ordinal), ...nodetool(...args));
  }
  expect(await ask(`SELECT status FROM system_distributed.repair_history WHERE keyspace_name = 'lone' AND columnfamily_name = 'one'`)).toContain('SUCCESS');
  await page.getByTestId('cassandra-aftermath-dismiss').click();
  await expect(aftermath).toHaveCount(0);
});

test('the ring is live by CQL, and says what nodetool says', async({ page }) => {
  const cassandra = new Cassandra(page);
  const origin = page.getByTestId('cassandra-ring-origin');
  const at = origin.locator('time');

  await loginAs(page, 'admin');
  await cassandra.openCluster(NAMESPACE, NAME);
  await expect(origin).toHaveAttribute('data-source', 'gossip', { timeout: 60_000 });
  await expect(origin).toContainText(/Live, as the node in pod \S+-[01] hears it,\s*(now|\d+ seconds? ago)/);
  await cassandra.expectUN(NODES, 60_000);
  const before = await at.getAttribute('datetime');

  expect(before).not.toBeNull();
  await expect(at).not.toHaveAttribute('datetime', before!);
  // With one copy, each node owns another part of it.
  await new CreateForm(page).select('Ownership of keyspace', 'thin');
  await expect(page.getByTestId('cassandra-ring-live')).toContainText('Owns by the replication of thin.');
  const nodes = parseStatus(await inPod(POD, ...nodetool('status', 'thin'))).datacenters.flatMap((datacenter) => datacenter.nodes);

  expect(nodes.map(({ up, state }) => [up, state])).toEqual(Array(NODES).fill([true, 'normal']));
  for (const { address, hostId, owns, rack, tokens } of nodes) {
    const row = cassandra.ringRows.filter({ hasText: hostId });

    for (const fact of [address, rack, String(tokens)]) {
      await expect(row).toContainText(fact);
    }
    expect(Math.abs(Number.parseFloat(await row.locator('td').nth(4).innerText()) - 100 * owns!)).toBeLessThanOrEqual(MOST_DIFFERENCE);
  }
  await page.getByTestId('cassandra-ring-source-nodetool').click();
  await expect(origin).toHaveAttribute('data-source', 'nodetool', { timeout: 60_000 });
  await cassandra.expectUN(NODES, 60_000);

  await consoleOf(page).openTab('Nodes');
  await page.getByTestId('cassandra-pod-open').first().click();
  await page.getByTestId('cassandra-charts-open').click();
  await expect(page.locator('[data-chart="connections"]')).toContainText(/Connections of clients\s*[1-9]/);
  await page.getByTestId('cassandra-charts-clients').click();
  await expect(page.getByTestId('cassandra-charts-report')).toContainText('Node.js Driver');
});

test('pictures of console, schema, live ring and charts', async({ page }) => {
  test.setTimeout(180_000);
  const cql = consoleOf(page);
  const screens = new Screens(page);
  const tree = page.getByTestId('cassandra-schema-tree');

  await cql.open(NODES);
  await screens.shoot('cql-console');
  const rows = await cql.run('SELECT * FROM store.words; SELECT * FORM store.words;', 'failed');

  await expect(rows.result().grid.getByTestId('cassandra-cql-row')).toHaveCount(5);
  await screens.shoot('cql-results');
  await (await cql.run(selectTypes('store', 'cqlsh', typesOf(5)))).result().grid.press('Enter');
  await page.getByTestId('cassandra-cql-cell').scrollIntoViewIfNeeded();
  await screens.shoot('cql-cell');
  await cql.run('CONSISTENCY ALL; TRACING ON;');
  await cql.run('SELECT * FROM store.words WHERE id = 1;');
  await expect(page.getByTestId('cassandra-cql-trace-node')).toHaveCount(NODES);
  await page.getByTestId('cassandra-cql-trace-event').first().scrollIntoViewIfNeeded();
  await screens.shoot('cql-trace');
  await cql.setReadOnly(false);
  await cql.submit('DROP KEYSPACE store;');
  await expect(cql.consent).toBeVisible();
  await screens.shoot('cql-consent');
  await cql.consent.getByRole('button', { name: 'Cancel' }).click();
  await cql.openHistory();
  await screens.shoot('cql-history');

  await cql.openTab('Schema');
  await tree.getByRole('treeitem', { name: 'store', exact: true }).click();
  await expect(page.getByTestId('cassandra-replication-meaning')).toBeVisible();
  await screens.shoot('schema-keyspace');
  await page.getByTestId('cassandra-replication-change').click();
  await page.getByTestId('cassandra-copies-dc1').locator('input').fill('1');
  await expect(page.getByTestId('cassandra-replication-statement')).toBeVisible();
  await screens.shoot('schema-replication');
  await page.getByTestId('cassandra-replication').getByRole('button', { name: 'Cancel' }).click();
  await tree.getByRole('treeitem', { name: 'words', exact: true }).click();
  await expect(page.getByTestId('cassandra-definition').locator('pre')).toBeVisible();
  await screens.shoot('schema-table');

  await cql.openTab('Ring');
  await expect(page.getByTestId('cassandra-ring-origin')).toHaveAttribute('data-source', 'gossip', { timeout: 60_000 });
  await screens.shoot('ring-live');
  await cql.openTab('Nodes');
  await page.getByTestId('cassandra-pod-open').first().click();
  await page.getByTestId('cassandra-charts-open').click();
  await expect(page.locator('[data-chart="connections"]')).toBeVisible();
  await page.getByTestId('cassandra-node-charts').scrollIntoViewIfNeeded();
  await screens.shoot('charts');
  screens.expectQuiet();
});
