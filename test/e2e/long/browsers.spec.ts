// The browser that drives is closed in the middle, and somebody else's goes on: the operator, who has no right outside of this namespace.
import { type Browser, expect, test } from '@playwright/test';

import { watchRing, type RingWatch } from '../support/invariants';
import { kubectl } from '../support/lab';
import { expectWhole, startLoad, type Load } from '../support/load';
import { addressOf, claimsOf, expectRing, expectSeen, replicasOf, throttle } from '../support/nodes';
import { Operations } from '../support/operations';
import { makeSet } from '../support/ring';
import type { Login } from '../support/users';

const run = Date.now().toString(36);
/** The operator's own. */
const NAMESPACE = 'databases';
const NAME = `hands${ run }`;
const LOAD = `load-${ run }`;
const podAt = (ordinal: number): string => `${ NAME }-${ ordinal }`;
const STAYING = [podAt(0), podAt(1)];
const NEWEST = podAt(3);
/** For what is left to do, when the first browser has gone: its Lease has to run out first, which `takeOver` waits for. */
const REST_MS = 300_000;
/** 25 MB take the better part of a minute. */
const SLOW = 2;

let load: Load | undefined;
let watch: RingWatch | undefined;

/** A browser of somebody's, with the page of the cluster in it; its clock may be wrong by some milliseconds. */
async function opened(browser: Browser, login: Login, wrongBy = 0): Promise<Operations> {
  const page = await (await browser.newContext()).newPage();
  const operations = new Operations(page, NAMESPACE, NAME);

  await page.addInitScript((by) => {
    const Right = Date;

    globalThis.Date = new Proxy(Right, {
      construct: (target, given) => Reflect.construct(target, given.length === 0 ? [Right.now() + by] : given),
      get:       (target, key) => key === 'now' ? () => Right.now() + by : Reflect.get(target, key),
    });
  }, wrongBy);

  await operations.open(login);

  return operations;
}

const DAY_MS = 24 * 3600 * 1000;

/** Takes the right to run commands in pods from the operator, who keeps all others, or gives it back. */
async function mayExec(may: boolean): Promise<void> {
  const change = (present: string, role: string, absent: string) => kubectl('create', 'rolebinding', present, '-n', NAMESPACE, `--clusterrole=${ role }`, '--user=u-operator')
    .then(() => kubectl('delete', 'rolebinding', absent, '-n', NAMESPACE));

  // One comes before the other goes, so that there is no moment without any.
  await (may ? change('lab-operator', 'admin', 'lab-operator-noexec') : change('lab-operator-noexec', 'lab-noexec', 'lab-operator'));
}

const close = (operations: Operations) => operations.page.context().close();

test.describe.configure({ mode: 'serial', timeout: 1_200_000 });

test.beforeAll(async() => {
  test.setTimeout(900_000);
  await makeSet(NAMESPACE, NAME, 3);
  load = await startLoad(NAMESPACE, { contactPoints: STAYING.map((pod) => `${ pod }.${ NAME }`) }, LOAD);
  await load.filled();
});
test.beforeEach(() => {
  watch = watchRing({ namespace: NAMESPACE, name: NAME, observers: STAYING });
});
test.afterEach(async() => {
  const last = watch;

  watch = undefined;
  await last?.stop();
});
test.afterAll(async() => {
  await load?.remove();
  await kubectl('delete', 'statefulset,service,pdb,pvc,lease', '-n', NAMESPACE, '-l', `app.kubernetes.io/instance=${ NAME }`);
});

test('closed while a node joins: the operator goes on, whose clock is a day ahead', async({ browser }) => {
  const admin = await opened(browser, 'admin');

  await throttle(NAMESPACE, [0, 1, 2].map(podAt), SLOW);
  await admin.cassandra.expectUN(3, 60_000);
  await admin.begin('scale', { nodes: 4, consents: [] });
  await admin.expectStep('joining', 120_000);
  await close(admin);

  const operator = await opened(browser, 'operator', DAY_MS);

  await operator.takeOver();
  await throttle(NAMESPACE, [0, 1, 2].map(podAt), 0);
  expect(await operator.waitDone({ timeout: REST_MS })).toMatchObject({ kind: 'scaleUp', targets: { [NAME]: 4 } });
  await expectRing(NAMESPACE, podAt(0), 4);
  await close(operator);
});

test('closed while a node leaves: the operator goes on, whose clock is a day late', async({ browser }) => {
  const admin = await opened(browser, 'admin');

  await throttle(NAMESPACE, [NEWEST], SLOW);
  await admin.cassandra.expectUN(4, 60_000);
  await admin.begin('scale', { nodes: 3, claims: 'delete', consents: [] });
  await admin.expectStep('leaving', 120_000);
  await expectSeen(NAMESPACE, podAt(0), await addressOf(NAMESPACE, NEWEST), 'leaving');
  await close(admin);

  const operator = await opened(browser, 'operator', -DAY_MS);

  await operator.takeOver();
  await throttle(NAMESPACE, [NEWEST], 0).catch(() => undefined); // it may have left meanwhile
  await operator.waitDone({ timeout: REST_MS });
  await expectRing(NAMESPACE, podAt(0), 3);
  expect(await claimsOf(NAMESPACE, NAME)).toHaveLength(3);
  await close(operator);
});

test('the operator scales up alone, with what may be known without rights of the whole cluster, and may not run commands for a while', async({ browser }) => {
  const operator = await opened(browser, 'operator');

  await operator.cassandra.expectUN(3, 60_000);
  // Which warnings there are depends on what may be read: that nodes may not be is one.
  await throttle(NAMESPACE, [0, 1, 2].map(podAt), SLOW);
  await operator.begin('scale', { nodes: 4, cleanup: false });
  await operator.expectStep('joining', 120_000);
  await mayExec(false);
  await operator.expectStep('execDenied', 120_000);
  await operator.expectState('blocked');
  await mayExec(true);
  await throttle(NAMESPACE, [0, 1, 2].map(podAt), 0);
  await operator.expectStep(/^(?!execDenied)/, 120_000);
  await operator.waitDone({ timeout: REST_MS });
  await expectRing(NAMESPACE, podAt(0), 4);
  expect((await operator.shownHistory())[0]).toBe('scaleUp complete');
  await close(operator);
});

test('closed when the node has left and before there is one less: the operator goes on, and a third one only looks', async({ browser }) => {
  const admin = await opened(browser, 'admin');
  let held = 0;

  // What takes a replica away never arrives.
  await admin.page.route(/\/statefulsets\//, (route) => {
    if (route.request().method() === 'PATCH' && /"replicas"/.test(route.request().postData() ?? '')) {
      held++;

      return;
    }

    return route.continue();
  });
  await admin.cassandra.expectUN(4, 60_000);
  const address = await addressOf(NAMESPACE, NEWEST);

  // The last scale up was not cleaned up after.
  await admin.begin('scale', { nodes: 3, claims: 'delete', consents: ['cleanupDone'] });
  await expectSeen(NAMESPACE, podAt(0), address, 'gone', REST_MS);
  await expect.poll(() => held, { timeout: 60_000 }).toBeGreaterThan(0);
  expect(await replicasOf(NAMESPACE, NAME)).toBe(4);
  await close(admin);

  const viewer = await opened(browser, 'viewer');
  const operator = await opened(browser, 'operator');

  await expect(viewer.panel).toHaveAttribute('data-kind', 'scaleDown');
  await operator.takeOver();
  await operator.waitDone({ timeout: REST_MS });
  await expect(viewer.panel).toHaveCount(0, { timeout: 30_000 });
  await expectRing(NAMESPACE, podAt(0), 3);
  expect(await replicasOf(NAMESPACE, NAME)).toBe(3);
  expect(await claimsOf(NAMESPACE, NAME)).toHaveLength(3);
  await close(operator);
  await close(viewer);
});

test('no row is lost, and no read has failed', async() => {
  await expectWhole(load!);
  await load!.stop();
});
