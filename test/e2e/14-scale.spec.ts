// One node more and one node less, while somebody writes and reads at QUORUM the whole time. Longer ways are in long/.
import { expect, test } from '@playwright/test';

import { watchRing, type RingWatch } from './support/invariants';
import { kubectl } from './support/lab';
import { expectWhole, startLoad, type Load } from './support/load';
import { claimsOf, expectRing, replicasOf } from './support/nodes';
import { Operations } from './support/operations';
import { makeSet } from './support/ring';

const run = Date.now().toString(36);
const NAMESPACE = `scale-${ run }`;
const NAME = `scale${ run }`;
const STAYING = [`${ NAME }-0`, `${ NAME }-1`];
/** A node joins in half a minute here; twice that, and what is looked at before and after. */
const JOIN_MS = 240_000;
const LEAVE_MS = 240_000;

let load: Load;
let watch: RingWatch | undefined;

test.describe.configure({ mode: 'serial', timeout: 480_000 });
test.use({ trace: { mode: 'retain-on-failure', snapshots: false, screenshots: false } }); // of minutes of a page that lives

test.beforeAll(async() => {
  test.setTimeout(480_000);
  await makeSet(NAMESPACE, NAME, 3);
  load = await startLoad(NAMESPACE, { contactPoints: STAYING.map((pod) => `${ pod }.${ NAME }`) });
});
// Also where a test has failed: what it watches would go on.
test.afterEach(async() => {
  const watched = watch;

  watch = undefined;
  await watched?.stop();
});
test.afterAll(() => kubectl('delete', 'namespace', NAMESPACE, '--wait=false', '--ignore-not-found'));

test('what cannot be a number of nodes is refused, with the reason', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME);

  await operations.open();
  await operations.cassandra.expectUN(3, 60_000);
  await operations.openDialog('scale');
  for (const [typed, why] of [
    ['e', /Type a number|not a number/],
    ['-1', /less than none/],
    ['2.5', /whole nodes/],
    ['3', /That is how many there are/],
    ['0', /At least one node/],
    ['100000', /are the most/],
  ] as const) {
    await operations.typeNodes(typed);
    await expect(operations.dialog).toContainText(why);
    await expect(operations.field()).toHaveAttribute('aria-invalid', 'true');
    await expect(operations.submit).toBeDisabled();
  }
  // Three copies of each row want three nodes, and nothing can be consented to that would change that.
  await load.filled();
  await operations.typeNodes('2');
  await operations.expectBlocked('replication');
  await expect(operations.check('replication')).toContainText('load');
  await operations.closeDialog();
  expect(await replicasOf(NAMESPACE, NAME)).toBe(3);
});

for (const [login, why] of [['viewer', /leases|statefulsets/], ['noexec', /pods\/exec/]] as const) {
  test(`${ login } sees why it cannot be scaled`, async({ page }) => {
    const operations = new Operations(page, NAMESPACE, NAME);

    await operations.open(login);
    await operations.refusal('scale', why);
  });
}

test('from three nodes to four, and the others are cleaned up', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME);

  await load.filled();
  await expectWhole(load);
  await operations.open();
  await operations.cassandra.expectUN(3, 60_000);
  watch = watchRing({ namespace: NAMESPACE, name: NAME, observers: STAYING });
  await operations.begin('scale', { nodes: 4, consents: [] });
  await expect(operations.panel).toHaveAttribute('data-kind', 'scaleUp');
  await operations.expectState('driving');
  await expect(page.getByTestId(`cassandra-operation-step-join-${ NAME }-3`)).toHaveAttribute('data-state', 'now');
  const record = await operations.waitDone({ timeout: JOIN_MS });

  expect(record).toMatchObject({ kind: 'scaleUp', from: { [NAME]: 3 }, targets: { [NAME]: 4 }, cleaned: 'all' });
  await operations.cassandra.expectUN(4, 60_000);
  await expectRing(NAMESPACE, `${ NAME }-0`, 4);
});

test('from four nodes to three, and the claim goes with the node', async({ page }) => {
  const operations = new Operations(page, NAMESPACE, NAME);

  await operations.open();
  await operations.cassandra.expectUN(4, 60_000);
  watch = watchRing({ namespace: NAMESPACE, name: NAME, observers: STAYING });
  await operations.begin('scale', { nodes: 3, claims: 'delete', consents: [] });
  await expect(operations.panel).toHaveAttribute('data-kind', 'scaleDown');
  await operations.waitDone({ timeout: LEAVE_MS });
  await operations.cassandra.expectUN(3, 60_000);
  await expectRing(NAMESPACE, `${ NAME }-0`, 3);
  expect(await claimsOf(NAMESPACE, NAME)).toEqual([0, 1, 2].map((ordinal) => `data-${ NAME }-${ ordinal }`));
  expect(await operations.shownHistory()).toEqual(['scaleDown complete', 'scaleUp complete']);
});

test('no row is lost, and no read has failed', async() => {
  await expectWhole(load);
  const { read, written, verified, tries } = await load.stop();

  console.log(`  ${ written } rows written and ${ read } read meanwhile, ${ verified } read back; tried once more: ${ JSON.stringify(tries) }`);
});
