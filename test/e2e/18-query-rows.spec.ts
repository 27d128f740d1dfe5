// What the console shows, writes and exports, held against what cqlsh has written and reads; and results that are larger than the screen.
import { expect, test } from '@playwright/test';

import { createTypes, insertTypes, selectTypes, typesOf } from './support/cql-types';
import { exportedNumbers, fill, FILLED, heapOf, jsonRows, MIB, numbersOf, readCsv, saveAsDownloads, saveOnDisk } from './support/query';
import { ask, consoleOf, makeQueryRing, NAMESPACE, NODES, POD, wordsIn } from './support/query-ring';

const ROWS = 100_000;

/**
 * To keep the rows of the big table, as three views of bytes and an array for each, takes 27 MiB at the least (tried in Chromium
 * 156). Less than half of that is room enough for the pages that are under way.
 */
const MOST_FLAT = 12 * MIB;
/** At which a result ends by itself (`RESULT_LIMITS`): what the console promises to take at the most. */
const MOST_RESULT = 64 * MIB;
/** A table of three columns that is half as high as the window, with some to spare. */
const MOST_CELLS = 150;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async() => {
  test.setTimeout(400_000);
  await makeQueryRing();
  await ask(wordsIn('stock'));
});

test('every type: what cqlsh has written is shown as it is, and what is shown can be written', async({ page }) => {
  const cql = consoleOf(page);
  const cases = typesOf(5);

  await ask(createTypes('stock', cases) + insertTypes('stock', 'cqlsh', cases, cases.map(({ literal }) => literal)));
  await ask('CREATE TABLE stock.counters (id text PRIMARY KEY, n counter)');
  await cql.open(NODES);
  const shown = await (await cql.run(selectTypes('stock', 'cqlsh', cases))).result().firstRow();

  expect(shown).toEqual(cases.map(({ name, type, told = type, kind, shown: text }) => ({ name, type: told, kind, text })));

  await cql.setReadOnly(false);
  await cql.run(insertTypes('stock', 'console', cases, cases.map(({ kind, literal }, index) => kind === 'nested' ? shown[index]?.text ?? '' : literal)));
  await cql.run(`UPDATE stock.counters SET n = n + 9007199254740993 WHERE id = 'a';`);
  const [theirs] = await jsonRows(NAMESPACE, POD, selectTypes('stock', 'cqlsh', cases, true));
  const [ours] = await jsonRows(NAMESPACE, POD, selectTypes('stock', 'console', cases, true));

  expect(Object.keys(JSON.parse(theirs ?? '{}') as object)).toHaveLength(cases.length);
  expect(ours).toBe(theirs);
  expect(await ask('SELECT n FROM stock.counters')).toContain('9007199254740993');
  await (await cql.run('SELECT n FROM stock.counters;')).result().expectRows([['9007199254740993']]);
});

test('exports have what cqlsh\'s COPY and SELECT JSON have; what is loaded is sorted and filtered', async({ page }) => {
  const cql = consoleOf(page);
  const byId = <Row extends readonly unknown[]>(rows: readonly Row[]) => rows.toSorted(([one], [other]) => String(one).localeCompare(String(other)));
  const inOrder = (rows: unknown) => (rows as { id: number }[]).toSorted((one, other) => one.id - other.id);

  await saveAsDownloads(page);
  await cql.open(NODES);
  const result = (await cql.run('SELECT id, n, price, word FROM stock.words;')).result();
  const copied = readCsv(await ask(`COPY stock.words (id, n, price, word) TO STDOUT WITH HEADER = TRUE AND ESCAPE = '"' AND NULL = '<null>' AND NUMPROCESSES = 1`), '<null>').filter(({ length }) => length === 4);

  expect(copied).toHaveLength(6);
  expect(byId(readCsv(await result.download('csv')))).toEqual(byId(copied));
  const sheet = await result.download('spreadsheet');

  expect(sheet.startsWith('\ufeff')).toBe(true);
  expect(sheet).toContain(`,'=1+1`);
  const json = await result.download('json');
  const theirs = await jsonRows(NAMESPACE, POD, 'SELECT JSON id, n, price, word FROM stock.words');

  expect(inOrder(JSON.parse(json))).toEqual(inOrder(theirs.map((row) => JSON.parse(row) as unknown)));
  const ids = async() => (await result.rows()).map(([id]) => id);

  await result.grid.getByTestId('cassandra-cql-column').filter({ hasText: /^\s*n/ }).click();
  await expect.poll(async() => (await ids()).filter((id) => id !== '4')).toEqual(['2', '3', '5', '1']);
  await result.filter.fill('漢');
  await expect.poll(ids).toEqual(['5']);
});

test('100,000 rows: exported without being kept, paged to the end, and given back', async({ page }) => {
  test.setTimeout(300_000);
  const cql = consoleOf(page);

  await ask(`CREATE TABLE stock.big ${ FILLED }`);
  await fill(NAMESPACE, POD, 'stock.big', ROWS);
  await saveOnDisk(page);
  await cql.open(NODES);
  const heap = await heapOf(page);
  const some = (await cql.run('SELECT * FROM stock.big;')).result();
  const before = await heap();
  const more: number[] = [];

  await some.startExport('csv');
  await expect(some.exported).toHaveAttribute('data-state', /busy|done/);
  while (await some.exported.getAttribute('data-state') === 'busy') {
    more.push(await heap() - before);
  }
  await expect(some.exported).toHaveAttribute('data-state', 'done');
  expect(await exportedNumbers(page)).toEqual(numbersOf(ROWS));
  expect(more.length).toBeGreaterThan(3); // so that it was looked at in between
  expect(Math.max(...more)).toBeLessThan(MOST_FLAT);
  await expect(some.count).toHaveText('100 rows so far');

  const all = (await cql.run('PAGING 5000; SELECT * FROM stock.big;')).result(1);

  await expect(all.count).toHaveText('5,000 rows so far');
  await all.loadAll.click();
  await expect.poll(() => all.loaded(), { timeout: 90_000 }).toBe(ROWS);
  await expect(all.loadStop).toHaveCount(0);
  await all.grid.focus();
  await page.keyboard.press('ControlOrMeta+End');
  await expect(all.grid.locator(`[role="row"][aria-rowindex="${ ROWS + 1 }"]`)).toBeVisible();
  expect(await all.grid.getByRole('gridcell').count()).toBeLessThan(MOST_CELLS);
  expect(await heap() - before).toBeLessThan(MOST_RESULT);
  await page.getByTestId('cassandra-cql-clear').click();
  await expect(cql.runs).toHaveCount(0);
  await expect.poll(async() => await heap() - before).toBeLessThan(MOST_FLAT);
});

test('paging is stopped in the middle, and goes on from there', async({ page }) => {
  const cql = consoleOf(page);

  await cql.open(NODES);
  const result = (await cql.run('PAGING 20; SELECT * FROM stock.big;')).result(1);

  await result.loadAll.click();
  await expect.poll(() => result.loaded()).toBeGreaterThan(100);
  await result.loadStop.click();
  await expect(result.more).toBeVisible();
  const loaded = await result.loaded();

  expect(loaded).toBeLessThan(ROWS);
  await result.more.click();
  await expect.poll(() => result.loaded()).toBe(loaded + 20);
});
