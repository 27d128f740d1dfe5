// The clusters list with 500 clusters of 5,000 pods, against the shell's own list of StatefulSets in the same run: requests, bytes and time to the
// first row. Then an hour's worth of changes while the list is open, after which the browser must hold no more than before.
import { expect, test } from '@playwright/test';

import { kubectl, lab } from '../../e2e/support/lab';
import { loginAs } from '../../e2e/support/users';
import { median, table } from '../table';
import { makeFleet, setName, setReady } from './fleet';
import { heapAfterGC, untilFirstRow, visit, type Opening } from './measure';

const RUNS = Number(process.env.RUNS ?? 3);
const CLUSTERS = Number(process.env.CLUSTERS ?? 500);
const PODS_EACH = 10;
const NAMESPACE = 'bench-list';
const LIMIT = 1.2;

/** Every two seconds a pod loses its readiness and has it again: in an hour that happens to every cluster three or four times. */
const FLAPS = Number(process.env.FLAPS ?? 1_800);
const FLAPS_AT_ONCE = 10;
/** The first ones fill caches that are there to be filled. */
const WARM_UP = FLAPS / 6;
const HEAP_LIMIT = 1.05;

const LISTS = { ours: '/c/local/cassandra/clusters', shell: '/c/local/explorer/apps.statefulset' } as const;
/** By its address, or from another page of the same cluster. */
const WAYS = ['opened', 'visited'] as const;
const ELSEWHERE = '/c/local/explorer/configmap';
/** For what the page before has begun to end. */
const SETTLE_MS = 3_000;

type List = keyof typeof LISTS;

const measured: Record<List, Record<typeof WAYS[number], Opening[]>> = { ours: { opened: [], visited: [] }, shell: { opened: [], visited: [] } };

test.use({ trace: 'off' }); // a trace keeps copies of the page inside of the page

test.beforeAll(async({ browser }) => {
  test.setTimeout(1_200_000);
  await lab('up');
  await kubectl('create', 'namespace', NAMESPACE);
  const page = await browser.newPage();

  await loginAs(page, 'admin');
  await makeFleet(page.request, NAMESPACE, CLUSTERS, PODS_EACH);
  await page.close();
});

test.afterAll(async() => {
  await lab('reset');
  const rows = WAYS.flatMap((way) => (['ours', 'shell'] as const).map((list) => [`first row of ${ CLUSTERS }, list ${ way }, ${ list }`, measured[list][way].map(({ ms }) => ms / 1000)]));

  if (measured.shell.visited.length) {
    console.log(table(Object.fromEntries(rows)));
  }
});

test('first row', async({ browser }) => {
  for (let run = 1; run <= RUNS; run++) {
    for (const list of run % 2 ? ['ours', 'shell'] as const : ['shell', 'ours'] as const) {
      const page = await browser.newPage();

      await loginAs(page, 'admin');
      measured[list].opened.push(await untilFirstRow(page, () => page.goto(`/dashboard${ LISTS[list] }`)));
      await page.goto(`/dashboard${ ELSEWHERE }`);
      await expect(page.getByRole('heading', { name: 'ConfigMaps' })).toBeVisible();
      await page.waitForTimeout(SETTLE_MS);
      measured[list].visited.push(await untilFirstRow(page, () => visit(page, LISTS[list])));
      await page.close();
    }
  }
  for (const way of WAYS) {
    for (const what of ['requests', 'bytes'] as const) {
      const [ours = NaN, shell = NaN] = (['ours', 'shell'] as const).map((list) => median(measured[list][way].map((opening) => opening[what])));

      console.log(`${ what } to the first row, list ${ way }: ours ${ ours }, shell ${ shell }`);
      expect.soft(ours / shell, `${ what }, list ${ way }`).toBeLessThanOrEqual(LIMIT);
    }
  }
});

test('an hour of changes leaves nothing behind', async({ page }) => {
  test.setTimeout(1_800_000);
  const place = { request: page.request, namespace: NAMESPACE };
  let flapped = 0;

  async function flap(until: number): Promise<void> {
    await Promise.all(Array.from({ length: FLAPS_AT_ONCE }, async() => {
      while (flapped < until) {
        const number = flapped++;
        const pod = `${ setName(number % CLUSTERS) }-${ number % PODS_EACH }`;

        await setReady(place, pod, false);
        await page.waitForTimeout(300); // the controller counts both
        await setReady(place, pod, true);
      }
    }));
    await page.waitForTimeout(15_000);
  }

  await loginAs(page, 'admin');
  await page.goto(`/dashboard${ LISTS.ours }`);
  await expect(page.getByTestId('cassandra-list').locator('tr.main-row').first()).toBeVisible();
  await flap(WARM_UP);
  const before = await heapAfterGC(page);

  await flap(WARM_UP + FLAPS);
  const after = await heapAfterGC(page);

  console.log(`${ FLAPS } times a pod was not ready: heap ${ (before / 2 ** 20).toFixed(1) } MiB before, ${ (after / 2 ** 20).toFixed(1) } MiB after`);
  // It was live all the time: the last change is seen.
  await kubectl('scale', 'statefulset', setName(0), '-n', NAMESPACE, '--replicas=0');
  await expect(page.getByTestId('cassandra-list').locator('tr.main-row').filter({ hasText: setName(0) })).toContainText('0 of 0');
  expect(after / before).toBeLessThanOrEqual(HEAP_LIMIT);
});
