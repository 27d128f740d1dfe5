// Three racks, each a StatefulSet of its own: 3 → 6 → 3 nodes under load, one at a time and the racks even.
import { expect, test } from '@playwright/test';

import { watchRing, type RingWatch } from '../support/invariants';
import { kubectl } from '../support/lab';
import { expectWhole, startLoad, type Load } from '../support/load';
import { claimsOf, expectRing, replicasOf, ringOf } from '../support/nodes';
import { Operations } from '../support/operations';
import { makeRing } from '../support/ring';

const run = Date.now().toString(36);
const NAMESPACE = `racks-${ run }`;
const NAME = `racks${ run }`;
const SETS = ['a', 'b', 'c'].map((zone) => `${ NAME }-rack-${ zone }`);
const [FIRST = '', SECOND = ''] = SETS;
const STAYING = [`${ FIRST }-0`, `${ SECOND }-0`];
/** Of three nodes. */
const JOIN_MS = 900_000;
const LEAVE_MS = 900_000;

let load: Load;
let watch: RingWatch | undefined;

const each = async<T>(of: (set: string) => Promise<T>): Promise<T[]> => Promise.all(SETS.map(of));

test.describe.configure({ mode: 'serial', timeout: 1_500_000 });

test.beforeAll(async() => {
  test.setTimeout(900_000);
  await makeRing(NAMESPACE, NAME, ['a', 'b', 'c'], 'preferred');
  load = await startLoad(NAMESPACE, { contactPoints: STAYING.map((pod) => `${ pod }.${ NAME }`) });
  await load.filled();
  await expectWhole(load);
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

test('3 → 6: a node more in each rack', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME, FIRST);

  await operations.open();
  await operations.cassandra.expectUN(3, 60_000);
  await operations.openDialog('scale');
  await operations.typeNodes('6');
  for (const set of SETS) {
    await expect(operations.field(set)).toHaveValue('2');
  }
  await operations.consentToAll([]);
  await operations.submit.click();
  await operations.expectBegun();
  await operations.waitDone({ timeout: JOIN_MS });
  await expectRing(NAMESPACE, `${ FIRST }-0`, 6);
  expect(await each((set) => replicasOf(NAMESPACE, set))).toEqual([2, 2, 2]);
  const racks = (await ringOf(NAMESPACE, `${ FIRST }-0`)).map(({ rack }) => rack).sort();

  expect(racks).toEqual(['rack-a', 'rack-a', 'rack-b', 'rack-b', 'rack-c', 'rack-c']);
  await expectWhole(load);
});

test('6 → 3: a node less in each rack', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME, FIRST);

  await operations.open();
  await operations.cassandra.expectUN(6, 60_000);
  await operations.begin('scale', { nodes: 3, claims: 'delete', consents: [] });
  await operations.waitDone({ timeout: LEAVE_MS });
  await expectRing(NAMESPACE, `${ FIRST }-0`, 3);
  expect(await each((set) => replicasOf(NAMESPACE, set))).toEqual([1, 1, 1]);
  expect(await claimsOf(NAMESPACE, NAME)).toEqual(SETS.map((set) => `data-${ set }-0`));
  expect(await operations.shownHistory()).toEqual(['scaleDown complete', 'scaleUp complete']);
});

test('a rack keeps its last node', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME, FIRST);

  await operations.open();
  await operations.openDialog('scale');
  await operations.typeNodes('2');
  await operations.expectBlocked('rackFloor', 'replication');
  await operations.closeDialog();
});

test('no row is lost, and no read has failed', async() => {
  await expectWhole(load);
  await load.stop();
});

test('a StatefulSet that is deleted meanwhile stops it, and the others stay as they are', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME, FIRST);
  const [, , third = ''] = SETS;

  await operations.open();
  await operations.cassandra.expectUN(3, 60_000);
  await operations.begin('restart', { consents: [] });
  await kubectl('delete', 'statefulset', third, '-n', NAMESPACE, '--cascade=orphan');
  await operations.expectStep('memberGone', 120_000);
  await operations.expectState('blocked');
  await expect(operations.panel).toContainText(third);
  await operations.abandon();
  await expect(operations.panel).toHaveCount(0);
  expect((await operations.shownHistory())[0]).toBe('restart abandoned');
  expect(await replicasOf(NAMESPACE, FIRST)).toBe(1);
});
