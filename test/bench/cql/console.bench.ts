// The console against cqlsh in a pod, and against the same driver without a browser and without Rancher in between. The ways take turns.
import { expect, test } from '@playwright/test';

import { CqlConsole } from '../../e2e/support/console';
import { lab } from '../../e2e/support/lab';
import { startLoad } from '../../e2e/support/load';
import { addressOf } from '../../e2e/support/nodes';
import { makeSet } from '../../e2e/support/ring';
import { median, table } from '../table';
import { allRows, direct, firstRow, labBinary, PAGE_ROWS, ROWS, timeInPod } from './ways';

const RUNS = Number(process.env.RUNS ?? 5);
const NAMESPACE = 'bench-cql';
const NAME = 'cqlbench';
const NODES = 3;
const POD = `${ NAME }-0`;
const STATEMENT = 'SELECT cluster_name FROM system.local';
const SELECT = `CONSISTENCY ONE;\nPAGING ${ PAGE_ROWS };\nSELECT * FROM load.rows;`;

const LIMIT = { soonerThanCqlsh: 5, longerThanDirect: 1.5 };

const measured: Record<'row' | 'connected' | 'cqlsh' | 'directRow' | 'select' | 'directSelect', number[]> = { row: [], connected: [], cqlsh: [], directRow: [], select: [], directSelect: [] };

const seconds = (all: readonly number[]): number[] => all.map((ms) => ms / 1000);

let hosts: string[] = [];

test.use({ trace: 'off' }); // it keeps copies of the page inside of the page

test.beforeAll(async() => {
  test.setTimeout(900_000);
  await lab('up');
  await labBinary();
  await makeSet(NAMESPACE, NAME, NODES);
  const load = await startLoad(NAMESPACE, { contactPoints: [`${ POD }.${ NAME }`], rows: ROWS });

  await load.filled();
  // It goes on to write; then there would be more rows, and something beside what is measured.
  await load.remove();
  hosts = await Promise.all(Array.from({ length: NODES }, (_, ordinal) => addressOf(NAMESPACE, `${ NAME }-${ ordinal }`)));
});

test.afterAll(async() => {
  await lab('reset');
  if (measured.row.length) {
    console.log(table({
      'press on Connect to connected, in the page': seconds(measured.connected), 'press on Connect to the first row, in the page': seconds(measured.row), '`cqlsh -e` of the same by exec': seconds(measured.cqlsh),
      'connect and first row, driver on direct TCP': seconds(measured.directRow),
      [`${ ROWS } rows, in the page`]: seconds(measured.select), [`${ ROWS } rows, driver on direct TCP`]: seconds(measured.directSelect),
    }));
  }
});

test('connect and first row', async({ page }) => {
  test.setTimeout(300_000);
  const cql = new CqlConsole(page, NAMESPACE, NAME);
  const row = page.getByTestId('cassandra-cql-row');

  await cql.open(NODES);
  await cql.run(STATEMENT);
  for (let run = 0; run < RUNS; run++) {
    await page.getByTestId('cassandra-cql-disconnect').filter({ visible: true }).click();
    await expect(page.getByTestId('cassandra-cql-gate-connect').filter({ visible: true })).toBeVisible();
    await expect(row).toHaveCount(0);
    const { connected, row: shown } = await firstRow(page);

    measured.connected.push(connected);
    measured.row.push(shown);
    measured.cqlsh.push(await timeInPod(NAMESPACE, POD, 'cqlsh', '-e', STATEMENT));
    measured.directRow.push(...await direct('first', hosts, 1));
  }
});

test(`${ ROWS } rows`, async({ page }) => {
  test.setTimeout(600_000);
  const cql = new CqlConsole(page, NAMESPACE, NAME);

  await cql.open(NODES);
  for (let run = 0; run <= RUNS; run++) {
    if (await page.getByTestId('cassandra-cql-clear').isVisible()) {
      await page.getByTestId('cassandra-cql-clear').click();
    }
    await cql.write(SELECT);
    const took = await allRows(page, ROWS);

    expect(await cql.newest.result(2).loaded()).toBe(ROWS);
    // The first one is for the compilers.
    if (run > 0) {
      measured.select.push(took);
      // So it is here.
      measured.directSelect.push((await direct('select', hosts, 2)).at(-1) ?? NaN);
    }
  }
});

test('sooner than cqlsh, and hardly longer than without Rancher and a browser', () => {
  const [row, cqlsh, select, without] = [measured.row, measured.cqlsh, measured.select, measured.directSelect].map(median);

  console.log(`first row ${ (cqlsh! / row!).toFixed(1) } times sooner than cqlsh; ${ ROWS } rows in ${ (select! / without!).toFixed(2) } times the time of direct TCP`);
  expect.soft(cqlsh! / row!).toBeGreaterThanOrEqual(LIMIT.soonerThanCqlsh);
  expect.soft(select! / without!).toBeLessThanOrEqual(LIMIT.longerThanDirect);
});
