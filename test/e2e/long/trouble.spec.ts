// What happens to a ring while it is scaled: a pod that is killed while it streams, full disks, a number that somebody else writes.
import { expect, test } from '@playwright/test';

import { watchRing, type RingWatch } from '../support/invariants';
import { kubectl } from '../support/lab';
import { expectWhole, startLoad, type Load } from '../support/load';
import { addressOf, claimsOf, expectRing, expectSeen, throttle } from '../support/nodes';
import { Operations } from '../support/operations';
import { fillDisk, makeSet } from '../support/ring';

const run = Date.now().toString(36);
const NAMESPACE = `trouble-${ run }`;
const NAME = `trouble${ run }`;
const podAt = (ordinal: number): string => `${ NAME }-${ ordinal }`;
const STAYING = [podAt(0), podAt(1)];
const NEWEST = podAt(3);
/** For one node, and for what is in its way. */
const REST_MS = 600_000;

let load: Load;
let watch: RingWatch | undefined;

test.describe.configure({ mode: 'serial', timeout: 1_200_000 });

test.beforeAll(async() => {
  test.setTimeout(900_000);
  await makeSet(NAMESPACE, NAME, 4);
  load = await startLoad(NAMESPACE, { contactPoints: STAYING.map((pod) => `${ pod }.${ NAME }`) });
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
test.afterAll(() => kubectl('delete', 'namespace', NAMESPACE, '--wait=false', '--ignore-not-found'));

test('the pod that leaves is killed while it streams: it comes back, and leaves once more', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME);

  await operations.open();
  await operations.cassandra.expectUN(4, 60_000);
  await throttle(NAMESPACE, [NEWEST], 1);
  // Nobody knows whether it was cleaned up since it was scaled, for it was made with four.
  await operations.begin('scale', { nodes: 3, claims: 'delete', consents: ['cleanupDone'] });
  await operations.expectStep('leaving', 120_000);
  await expectSeen(NAMESPACE, podAt(0), await addressOf(NAMESPACE, NEWEST), 'leaving');
  await expect(page.getByTestId('cassandra-operation-stream')).toBeVisible({ timeout: 60_000 });
  await kubectl('delete', 'pod', NEWEST, '-n', NAMESPACE, '--grace-period=0', '--force');
  // The others may see it down for a while, which stands in the way of everything.
  await operations.waitDone({ timeout: REST_MS, mayBlock: true });
  await expectRing(NAMESPACE, podAt(0), 3);
  expect(await claimsOf(NAMESPACE, NAME)).toHaveLength(3);
  await expectWhole(load);
});

test('somebody else scales while a node joins: it stops, says so, and goes on when that is taken back', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME);

  await operations.open();
  await operations.cassandra.expectUN(3, 60_000);
  await throttle(NAMESPACE, [0, 1, 2].map(podAt), 1);
  await operations.begin('scale', { nodes: 4, cleanup: false, consents: [] });
  await operations.expectStep(/^(podStarting|joining)$/, 120_000);
  await kubectl('scale', 'statefulset', NAME, '-n', NAMESPACE, '--replicas=6');
  await operations.expectState('blocked', 60_000);
  await operations.expectStep('scaledBehind');
  await expect(operations.panel).toContainText('6');
  // Kubernetes makes no other pod as long as this one is not ready.
  await kubectl('scale', 'statefulset', NAME, '-n', NAMESPACE, '--replicas=4');
  await throttle(NAMESPACE, [0, 1, 2].map(podAt), 0);
  await operations.waitDone({ timeout: REST_MS, mayBlock: true });
  await expectRing(NAMESPACE, podAt(0), 4);
  expect(await claimsOf(NAMESPACE, NAME)).toHaveLength(4);
});

test('the disk of one that is streamed to is full: Cassandra says why the decommission failed, and it is tried again', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME);

  await operations.open();
  await operations.cassandra.expectUN(4, 60_000);
  const makeRoom = fillDisk(podAt(2), 'load');

  await operations.begin('scale', { nodes: 3, claims: 'delete', consents: ['cleanupDone'] });
  await operations.expectStep('decommissionFailed', 180_000);
  await operations.expectState('blocked');
  await expect(operations.panel).toContainText(/stream/i);
  // It takes part as before, though to the others it is still about to leave.
  await expectSeen(NAMESPACE, podAt(0), await addressOf(NAMESPACE, NEWEST), 'leaving');
  makeRoom();
  await operations.retry();
  await operations.waitDone({ timeout: REST_MS, mayBlock: true });
  await expectRing(NAMESPACE, podAt(0), 3);
  expect(await claimsOf(NAMESPACE, NAME)).toHaveLength(3);
  await expectWhole(load);
});

test('the disk of the one that joins is full: it says so, and goes on when there is room', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME);

  await operations.open();
  await operations.cassandra.expectUN(3, 60_000);
  await throttle(NAMESPACE, [0, 1, 2].map(podAt), 1);
  await operations.begin('scale', { nodes: 4, cleanup: false, consents: [] });
  await operations.expectStep('joining', 120_000);
  fillDisk(NEWEST, 'load');
  await operations.expectStep('joinFailed', 180_000);
  await operations.expectState('blocked');
  // The mount goes with the container.
  await kubectl('delete', 'pod', NEWEST, '-n', NAMESPACE, '--grace-period=0', '--force');
  await throttle(NAMESPACE, [0, 1, 2].map(podAt), 0);
  await operations.waitDone({ timeout: REST_MS, mayBlock: true });
  await expectRing(NAMESPACE, podAt(0), 4);
  await expectWhole(load);
});

test('no row is lost, and no read has failed', async() => {
  await expectWhole(load);
  await load.stop();
});
