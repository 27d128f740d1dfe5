// One ring under load goes all the ways that operations have: 3 → 5 → 4 → 3 nodes, a restart of each, fewer nodes than copies, none, and back.
import { expect, test } from '@playwright/test';

import { cqlsh } from '../support/cql';
import { watchRing, type RingWatch } from '../support/invariants';
import { kubectl } from '../support/lab';
import { expectWhole, startLoad, type Load } from '../support/load';
import { claimsOf, expectRing, replicasOf } from '../support/nodes';
import { Operations } from '../support/operations';
import { kill, makeSet } from '../support/ring';

const run = Date.now().toString(36);
const NAMESPACE = `path-${ run }`;
const NAME = `path${ run }`;
const podAt = (ordinal: number): string => `${ NAME }-${ ordinal }`;
const STAYING = [podAt(0), podAt(1)];
/** Of one node, with all that is looked at. */
const JOIN_MS = 240_000;
const LEAVE_MS = 240_000;

let load: Load;
let watch: RingWatch | undefined;

const watched = (mostDown?: number) => {
  watch = watchRing({ namespace: NAMESPACE, name: NAME, observers: STAYING, mostDown });
};
const uids = async() => (await kubectl('get', 'pods', '-n', NAMESPACE, '-l', `app.kubernetes.io/instance=${ NAME }`, '-o', 'jsonpath={range .items[*]}{.metadata.name}={.metadata.uid}{"\\n"}{end}')).trim().split('\n').sort();

test.describe.configure({ mode: 'serial', timeout: 1_200_000 });

test.beforeAll(async() => {
  test.setTimeout(900_000);
  await makeSet(NAMESPACE, NAME, 3);
  load = await startLoad(NAMESPACE, { contactPoints: STAYING.map((pod) => `${ pod }.${ NAME }`) });
  await load.filled();
  await expectWhole(load);
});
test.afterEach(async() => {
  const last = watch;

  watch = undefined;
  await last?.stop();
});
test.afterAll(() => kubectl('delete', 'namespace', NAMESPACE, '--wait=false', '--ignore-not-found'));

test('3 → 5: one joins after the other, then the others are cleaned up', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME);

  await operations.open();
  await operations.cassandra.expectUN(3, 60_000);
  watched();
  await operations.begin('scale', { nodes: 5, consents: [] });
  await operations.waitDone({ timeout: 2 * JOIN_MS + 120_000 });
  await expectRing(NAMESPACE, podAt(0), 5);
  await operations.cassandra.expectUN(5, 60_000);
  await expectWhole(load);
});

test('5 → 4: the claim is kept, and marked', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME);

  await operations.open();
  watched();
  await operations.begin('scale', { nodes: 4, claims: 'keep', consents: [] });
  await operations.waitDone({ timeout: LEAVE_MS });
  await expectRing(NAMESPACE, podAt(0), 4);
  expect(await claimsOf(NAMESPACE, NAME)).toContain(`data-${ podAt(4) }`);
  expect(await kubectl('get', 'pvc', `data-${ podAt(4) }`, '-n', NAMESPACE, '-o', 'jsonpath={.metadata.annotations.cassandra-for-rancher/left-by-decommission}')).toMatch(/^\d{4}-/);
  await expectWhole(load);
});

test('a claim that was kept is in the way of a node at its place, until it is deleted as advised', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME);
  const claim = `data-${ podAt(4) }`;

  await operations.open();
  await operations.openDialog('scale');
  await operations.typeNodes('5');
  await operations.expectBlocked('orphanedClaims');
  await expect(operations.check('orphanedClaims')).toContainText(claim);
  const [advice = ''] = await operations.check('orphanedClaims').locator('code').filter({ hasText: 'kubectl' }).allInnerTexts();

  expect(advice.trim()).toBe(`kubectl delete pvc ${ claim }`);
  await kubectl(...advice.trim().split(' ').slice(1), '-n', NAMESPACE);
  await page.getByTestId('cassandra-operate-again').click();
  await operations.consentToAll([]);
  await operations.closeDialog();
});

test('4 → 3: the claim goes with the node', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME);

  await operations.open();
  watched();
  await operations.begin('scale', { nodes: 3, claims: 'delete', consents: [] });
  await operations.waitDone({ timeout: LEAVE_MS });
  await expectRing(NAMESPACE, podAt(0), 3);
  expect(await claimsOf(NAMESPACE, NAME)).toEqual([0, 1, 2].map((ordinal) => `data-${ podAt(ordinal) }`));
  await expectWhole(load);
});

test('three copies of a table want three nodes', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME);

  await operations.open();
  await operations.openDialog('scale');
  await operations.typeNodes('2');
  await operations.expectBlocked('replication');
  await expect(operations.check('replication')).toContainText('load');
  await operations.closeDialog();
});

test('a node that is down is in the way, until it is back', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME);
  // Each time it is longer until it is started anew.
  const killing = kill(podAt(2), 4);

  await operations.open();
  await expect(async() => {
    await page.getByTestId('cassandra-ring-refresh').click({ timeout: 2_000 });
    expect(await operations.cassandra.ringRows.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state')))).toContain('DN');
  }).toPass({ timeout: 120_000, intervals: [1_000] });
  await operations.openDialog('scale');
  await operations.typeNodes('4');
  await operations.expectBlocked('nodesUp');
  await expect(operations.check('nodesUp')).toContainText(podAt(2));
  await killing;
  await operations.closeDialog();
  await operations.cassandra.expectUN(3, 240_000);
});

test('a restart of one node after the other', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME);
  const before = await uids();

  await operations.open();
  await operations.cassandra.expectUN(3, 60_000);
  watched(1);
  await operations.begin('restart', { consents: [] });
  await operations.waitDone({ timeout: 600_000 });
  const after = await uids();

  expect(after).toHaveLength(3);
  expect(after.filter((pod) => before.includes(pod))).toEqual([]);
  await expectRing(NAMESPACE, podAt(0), 3);
});

test('no row is lost, and no read has failed', async() => {
  await expectWhole(load);
  const { read, written, verified, tries } = await load.stop();

  console.log(`  ${ written } rows written and ${ read } read meanwhile, ${ verified } read back; tried once more: ${ JSON.stringify(tries) }`);
});

test('stopped and started again, with all that it had', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME);
  const claims = await claimsOf(NAMESPACE, NAME);

  await operations.open();
  await operations.cassandra.expectUN(3, 60_000);
  await operations.begin('stop', { consents: [] });
  await operations.waitDone({ timeout: 600_000 });
  expect(await replicasOf(NAMESPACE, NAME)).toBe(0);
  expect(await kubectl('get', 'pods', '-n', NAMESPACE, '-l', `app.kubernetes.io/instance=${ NAME }`, '-o', 'name')).toBe('');
  expect(await claimsOf(NAMESPACE, NAME)).toEqual(claims);

  await page.reload();
  await operations.openDialog('start');
  await expect(operations.field()).toHaveValue('3');
  await operations.consentToAll([]);
  await operations.submit.click();
  await operations.expectBegun();
  await operations.waitDone({ timeout: 600_000 });
  await operations.cassandra.expectUN(3, 120_000);
  await expectWhole(load);
});

test('without tables of users, the keyspaces of the system are asked about, and one node less is to be had', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME);

  await load.remove();
  await cqlsh(NAMESPACE, podAt(0), 'DROP KEYSPACE load');
  await operations.open();
  await operations.cassandra.expectUN(3, 60_000);
  watched();
  await operations.openDialog('scale');
  await operations.typeNodes('2');
  await expect.poll(() => operations.outcomes(), { timeout: 180_000 }).toMatchObject({ systemReplication: 'warning', replication: 'passed' });
  await operations.closeDialog();
  await operations.begin('scale', { nodes: 2, claims: 'delete' });
  await operations.waitDone({ timeout: LEAVE_MS });
  await expectRing(NAMESPACE, podAt(0), 2);
  expect((await operations.shownHistory())[0]).toBe('scaleDown complete');
});
