// What an open page costs the database: every nodetool is a JVM beside it. Five minutes of looking, then a minute of not looking.
import { expect, test } from '@playwright/test';

import { Cassandra } from '../../e2e/support/cassandra';
import { lab } from '../../e2e/support/lab';
import { makeRing } from '../../e2e/support/ring';
import { loginAs } from '../../e2e/support/users';
import { isNodetool, watchExecs } from '../execs';

const NAMESPACE = 'bench-nodetool';
const NAME = 'quiet';
const LOOKED_AT_MS = 5 * 60_000;
const HIDDEN_MS = 60_000;
/** One status a minute, the first, and one describecluster. */
const MOST = 7;

test.beforeAll(async() => {
  test.setTimeout(600_000);
  await lab('up');
  await makeRing(NAMESPACE, NAME, ['a', 'b', 'c']);
});
test.afterAll(() => lab('reset'));

test('at most one nodetool a minute, one at a time in a pod, and none while nobody looks', async({ page }) => {
  test.setTimeout(LOOKED_AT_MS + HIDDEN_MS + 120_000);
  const cassandra = new Cassandra(page);

  await loginAs(page, 'admin');
  const runs = watchExecs(page, isNodetool);

  await cassandra.openCluster(NAMESPACE, NAME);
  await cassandra.expectUN(3, 60_000);
  await page.waitForTimeout(LOOKED_AT_MS);
  const looking = runs.length;

  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  // One may have begun just before.
  await page.waitForTimeout(5_000);
  const before = runs.length;

  await page.waitForTimeout(HIDDEN_MS + 15_000);
  console.log(`\nnodetool runs in ${ LOOKED_AT_MS / 60_000 } min of an open page: ${ looking } (${ runs.map(({ command }) => command.at(-1)).join(', ') }); in ${ HIDDEN_MS / 60_000 } min of a hidden one: ${ runs.length - before }`);
  expect(looking).toBeGreaterThan(3); // so that the count means something
  expect(looking).toBeLessThanOrEqual(MOST);
  expect(runs.length - before).toBe(0);
  for (const [index, run] of runs.entries()) {
    expect(runs.slice(0, index).filter(({ pod, to }) => pod === run.pod && to > run.from)).toEqual([]);
  }
});
