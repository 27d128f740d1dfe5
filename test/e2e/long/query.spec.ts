// The CQL console while nodes die, hang and come back, with many connections and with results that nobody would want: on a ring of three racks.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';

import { CqlConsole, type Result } from '../support/console';
import { cqlsh } from '../support/cql';
import { kubectl, lab } from '../support/lab';
import { exportedNumbers, fill, FILLED, numbersOf, python, saveOnDisk } from '../support/query';
import { kill, makeRing, processOf } from '../support/ring';

const run = Date.now().toString(36);
const NAMESPACE = `querylong-${ run }`;
const NAME = `querylong${ run }`;
const RACKS = ['a', 'b', 'c'] as const;
const podAt = (rack: typeof RACKS[number]): string => `${ NAME }-rack-${ rack }-0`;
const ROWS = 50_000;
const PAGES_AT_ONCE = 8;
const LARGE_BYTES = 10_000_000;
/** More than anybody has. Cassandra sets no limit, and says nothing against so many. */
const COLUMNS = 10_000;
/** In UTF-16 units, of a cell: more takes a browser too long to draw. */
const MOST_DRAWN = 256 * 1024;
const directory = process.env.LAB_DIR ?? '/var/lib/cassandra-lab';

const ask = (statements: string): Promise<string> => cqlsh(NAMESPACE, podAt('a'), statements);
const consoleOf = (page: Page): CqlConsole => new CqlConsole(page, NAMESPACE, NAME);

/** Loads to the end as a person does who asks again for what did not come; gives back what was said in between. */
async function loadToEnd(result: Result): Promise<string[]> {
  const said: string[] = [];

  await expect(async() => {
    if (await result.loadError.isVisible()) {
      said.push(await result.loadError.innerText({ timeout: 1_000 }));
    }
    if (await result.loadAll.isVisible()) {
      await result.loadAll.click({ timeout: 1_000 });
    }
    expect(await result.loaded()).toBe(ROWS);
  }).toPass({ timeout: 300_000, intervals: [1_000] });

  return said;
}

/** All rows are there, and each once. */
async function expectAllRows(page: Page, result: Result): Promise<void> {
  await expect(result.count).toHaveText('50,000 rows');
  await result.startExport('csv');
  await expect(result.exported).toHaveAttribute('data-state', 'done', { timeout: 120_000 });
  expect(await exportedNumbers(page)).toEqual(numbersOf(ROWS));
}

test.describe.configure({ mode: 'serial', timeout: 600_000 });

test.beforeAll(async() => {
  test.setTimeout(900_000);
  await makeRing(NAMESPACE, NAME, RACKS, 'preferred');
  await ask(`CREATE KEYSPACE long WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 3}; CREATE TABLE long.big ${ FILLED }`);
  await fill(NAMESPACE, podAt('a'), 'long.big', ROWS);
});
test.afterAll(() => kubectl('delete', 'namespace', NAMESPACE, '--wait=false', '--ignore-not-found'));

test('a pod is deleted while it is paged: the others go on, and no row is lost', async({ page }) => {
  const cql = consoleOf(page);

  await saveOnDisk(page);
  await cql.open(3);
  const result = (await cql.run('PAGING 100; SELECT * FROM long.big;')).result(1);

  await result.loadAll.click();
  await expect.poll(() => result.loaded()).toBeGreaterThan(1_000);
  await kubectl('delete', 'pod', podAt('b'), '-n', NAMESPACE, '--grace-period=0', '--force');
  for (const words of await loadToEnd(result)) {
    expect(words).toContain('The next rows did not come; those before stay.');
  }
  await expectAllRows(page, result);
  // It is connected to at its new address by itself.
  await kubectl('rollout', 'status', `statefulset/${ NAME }-rack-b`, '-n', NAMESPACE, '--timeout=300s');
  await cql.expectConnected(3);
});

test('the only node that is to be asked is killed with kill -9: it is said, and goes on from there when it is back', async({ page }) => {
  const cql = consoleOf(page);

  await saveOnDisk(page);
  await cql.open(3);
  await cql.choose('node', podAt('c'));
  const result = (await cql.run('PAGING 100; SELECT * FROM long.big;')).result(1);

  await result.loadAll.click();
  await expect.poll(() => result.loaded()).toBeGreaterThan(1_000);
  await kill(podAt('c'), 1);
  const said = await loadToEnd(result);

  expect(said.length).toBeGreaterThan(0);
  expect(said[0]).toContain('The next rows did not come; those before stay.');
  await expectAllRows(page, result);
});

test('a node hangs: it is suspected, then down, and the others answer meanwhile', async({ page }) => {
  const cql = consoleOf(page);
  const row = cql.cassandra.ringRows.filter({ hasText: podAt('c') });
  const origin = page.getByTestId('cassandra-ring-origin');
  const frozen = processOf(podAt('c'));

  expect(frozen).toBeDefined();
  await cql.open(3);
  await cql.openTab('Ring');
  await cql.cassandra.expectUN(3, 180_000);
  await expect(origin).toHaveAttribute('data-source', 'gossip');
  process.kill(frozen!, 'SIGSTOP');
  try {
    await expect(page.getByTestId('cassandra-ring-suspects')).toContainText(podAt('c'));
    await expect(row).toHaveAttribute('data-state', 'DN', { timeout: 60_000 });
    await cql.openTab();
    await cql.choose('node', podAt('a'));
    await (await cql.run('CONSISTENCY QUORUM; SELECT n FROM long.big WHERE part = 0 AND n = 7;')).result(1).expectRows([['7']]);
    // The node that is asked may take longer to see it.
    await expect(async() => {
      const all = await cql.run('CONSISTENCY ALL; SELECT n FROM long.big WHERE part = 0 AND n = 7;', 'failed');

      await expect(all.error(1)).toContainText('ALL needs 3 replicas, and 2 are alive.', { timeout: 1_000 });
    }).toPass({ timeout: 60_000 });
  } finally {
    process.kill(frozen!, 'SIGCONT');
  }
  await cql.openTab('Ring');
  await cql.cassandra.expectUN(3, 180_000);
});

test('eight pages at once: each gets all of its rows', async({ context }) => {
  const pages = await Promise.all(Array.from({ length: PAGES_AT_ONCE }, () => context.newPage()));
  const consoles = pages.map(consoleOf);

  for (const cql of consoles) {
    await cql.open(3);
    await cql.write('PAGING 1000; SELECT * FROM long.big;');
  }
  await Promise.all(consoles.map((cql) => cql.runButton.click()));
  await Promise.all(consoles.map(async(cql) => {
    const result = (await cql.ended('done', 120_000)).result(1);

    await loadToEnd(result);
    await expect(result.count).toHaveText('50,000 rows');
  }));
  for (const rack of RACKS) {
    const clients = await cqlsh(NAMESPACE, podAt(rack), 'SELECT driver_name FROM system_views.clients');

    expect(clients.match(/Node\.js Driver/g)?.length).toBeGreaterThanOrEqual(PAGES_AT_ONCE);
  }
});

test('a text and a blob of 10 MB: their beginning is shown, and all of them is downloaded', async({ page }) => {
  const cql = consoleOf(page);
  const panel = page.getByTestId('cassandra-cql-cell');

  await ask('CREATE TABLE long.large (id int PRIMARY KEY, body text, raw blob)');
  const hashes = (await python(NAMESPACE, podAt('a'), `
import hashlib
data = "".join("%09d " % n for n in range(${ LARGE_BYTES } // 10)).encode()
session.execute(session.prepare("INSERT INTO long.large (id, body) VALUES (1, ?)"), (data.decode(),))
session.execute(session.prepare("INSERT INTO long.large (id, raw) VALUES (2, ?)"), (data[::-1],))
print(hashlib.sha256(data).hexdigest())
print(hashlib.sha256(data[::-1]).hexdigest())`)).match(/[0-9a-f]{64}/g) ?? [];

  expect(hashes).toHaveLength(2);
  await cql.open(3);
  for (const [index, column] of ['body', 'raw'].entries()) {
    const result = (await cql.run(`SELECT ${ column } FROM long.large WHERE id = ${ index + 1 };`, 'done', 120_000)).result();

    await expect(result.grid.getByRole('gridcell')).toContainText('…');
    await result.grid.press('Enter');
    await expect(panel).toContainText('This is the beginning of');
    for (const more = panel.getByTestId('cassandra-cql-cell-more'); await more.isVisible();) {
      await more.click();
    }
    expect((await panel.locator('pre').textContent())?.length).toBeGreaterThan(MOST_DRAWN / 2);
    expect((await panel.locator('pre').textContent())?.length).toBeLessThanOrEqual(MOST_DRAWN + 3); // 0x and …
    expect(await hashOfDownload(page, panel.getByTestId('cassandra-cql-cell-download'))).toBe(hashes[index]);
  }
});

test('10,000 columns: the last one is a key away', async({ page }) => {
  const cql = consoleOf(page);

  await python(NAMESPACE, podAt('a'), `
session.cluster.max_schema_agreement_wait = 60
columns = ["c%05d" % n for n in range(${ COLUMNS })]
session.execute("CREATE TABLE long.wide (id int PRIMARY KEY, %s)" % ", ".join(column + " int" for column in columns))
session.execute("INSERT INTO long.wide (id, %s) VALUES (1, %s)" % (", ".join(columns), ", ".join(str(n) for n in range(${ COLUMNS }))))`);
  await cql.open(3);
  const { grid } = (await cql.run('SELECT * FROM long.wide;', 'done', 120_000)).result();

  await expect(grid).toHaveAttribute('aria-colcount', String(COLUMNS + 2));
  await grid.press('End');
  await expect(grid.getByRole('columnheader').last()).toContainText('c09999');
  await expect(grid.locator('.active[role="gridcell"]')).toHaveText('9999');
  expect(await grid.getByRole('gridcell').count()).toBeLessThan(100);
  // The page still does what it is asked for.
  await (await cql.run('SELECT c00007 FROM long.wide;')).result().expectRows([['7']]);
  await ask('DROP TABLE long.wide');
});

test('Rancher\'s session ends: that is said, and what was written is there after the next login', async({ page, context }) => {
  const cql = consoleOf(page);
  const kept = 'SELECT n FROM long.big LIMIT 7; -- not run yet';

  await cql.open(3);
  await cql.write(kept);
  await context.clearCookies();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Log in with Local User' })).toBeVisible();
  await cql.open(3);
  await expect.poll(() => cql.text()).toBe(kept);

  // Under a session that is open: what it has stays, and what it has not is refused and said.
  await context.clearCookies();
  await page.getByTestId('cassandra-cql-disconnect').click();
  await page.getByTestId('cassandra-cql-gate-connect').click();
  await expect(cql.failed.or(page.getByRole('button', { name: 'Log in with Local User' }))).toBeVisible({ timeout: 60_000 });
});

test('the API server is killed under a session: that is said, and the page goes on when there is one again', async({ page }) => {
  test.setTimeout(1_200_000);
  const cql = consoleOf(page);
  const reconnect = page.getByTestId('cassandra-cql-reconnect');
  const kept = 'SELECT n FROM long.big WHERE part = 0 AND n = 7;';

  await cql.open(3);
  await cql.write(kept);
  // It is all of the control plane, in one process.
  process.kill(Number(/\d+/.exec(readFileSync(join(directory, 'run/server.pid'), 'utf8'))?.[0]), 'SIGKILL');
  await expect(cql.status).toContainText('No node can be reached now.', { timeout: 60_000 });
  await cql.runButton.click();
  await expect((await cql.ended('failed', 90_000)).error()).toContainText('No node could be reached');
  expect(await cql.text()).toBe(kept);

  await lab('up');
  for (const rack of RACKS) {
    await kubectl('rollout', 'status', `statefulset/${ NAME }-rack-${ rack }`, '-n', NAMESPACE, '--timeout=400s');
  }
  await expect(async() => {
    if (await reconnect.isVisible()) {
      await reconnect.click({ timeout: 1_000 });
    }
    await expect(cql.status).toContainText('3 of 3 nodes connected', { timeout: 20_000 });
  }).toPass({ timeout: 300_000 });
  expect(await cql.text()).toBe(kept);
  await (await cql.run(kept)).result().expectRows([['7']]);
});

async function hashOfDownload(page: Page, button: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);

  return createHash('sha256').update(await readFile(await download.path())).digest('hex');
}
