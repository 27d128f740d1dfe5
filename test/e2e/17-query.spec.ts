// The CQL console, on a ring that wants no login. What it says is held against what cqlsh says in a pod.
import { expect, test } from '@playwright/test';

import { nodetool } from '../../pkg/cassandra/core/nodetool/command';
import { addressOf } from './support/nodes';
import { flat } from './support/query';
import { ask, consoleOf, inPod, makeQueryRing, NAME, NAMESPACE, NODES, POD, podAt, wordsIn } from './support/query-ring';
import { processOf } from './support/ring';
import { loginAs } from './support/users';

const SCRIPT = `${ wordsIn('shop') }
CREATE TABLE shop.works (id int PRIMARY KEY);
SELECT id, word FROM shop.words WHERE id IN (1, 3, 4);`;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async() => {
  test.setTimeout(400_000);
  await makeQueryRing();
});

test('connected without a login; what writes is refused while read-only is on, and run when it is off', async({ page }) => {
  const cql = consoleOf(page);

  await cql.open(NODES);
  await expect(cql.status).toContainText(`${ NAME }, Cassandra 5.0`);
  await expect(cql.status).toContainText('without a login');
  await cql.refuse(SCRIPT, 'readOnly');
  expect(await ask('DESCRIBE KEYSPACES')).not.toMatch(/\bshop\b/);

  await cql.setReadOnly(false);
  const script = await cql.run(SCRIPT, 'done', 60_000);

  await script.expectStates(...Array<string>(9).fill('done'));
  // In whichever order Cassandra has them.
  await expect.poll(async() => (await script.result(8).rows()).toSorted()).toEqual([['1', 'comma, "quoted"'], ['3', `''`], ['4', 'null']]);
  expect(await ask('SELECT word FROM shop.words WHERE id = 5')).toContain('Zoë 漢字');

  await cql.setReadOnly(true);
  await cql.refuse('INSERT INTO shop.words (id) VALUES (6);', 'readOnly');
  const none = await cql.run('SELECT id FROM shop.words WHERE id = 6;');

  await expect(none.result().count).toHaveText('There are no rows.');
});

test('what is wrong is marked where it stands, and only what is meant is run', async({ page }) => {
  const cql = consoleOf(page);
  const wrong = 'SELECT key FROM system.local;\n  SELECT * FORM system.local;';

  await cql.open(NODES);
  const first = await cql.run(wrong, 'failed');

  await first.expectStates('done', 'failed');
  await expect(first.error(1)).toHaveAttribute('data-code', 'syntax');
  await expect(first.error(1).getByTestId('cassandra-cql-place')).toHaveText('line 2, column 12');
  await expect(cql.marked).toHaveText('FORM');
  expect(await cql.text()).toBe(wrong);

  // Whether to go on after a failure is asked.
  for (const [answer, state] of [['end', 'skipped'], ['goOn', 'done']] as const) {
    await cql.submit('SELECT * FROM shop.nothing; SELECT key FROM system.local;');
    await expect(cql.question).toContainText('Statement 1 has failed');
    await cql.question.getByTestId(`cassandra-cql-failure-${ answer }`).click();
    await (await cql.ended('failed')).expectStates('failed', state);
  }

  await cql.write('SELECT key FROM system.local;\nSELECT bootstrapped FROM system.local;');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('Shift+End');
  await expect(cql.runButton).toContainText('Run selection');
  await cql.runButton.click();
  await expect(cql.runs).toHaveCount(2);
  await (await cql.ended()).result().expectRows([['local']]);
  // The statement at the cursor, by keyboard alone.
  await cql.focusEditor();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(cql.runs).toHaveCount(3);
  const last = await cql.ended();

  await last.expectStates('done');
  await last.result().expectRows([['COMPLETED']]);
});

test('to drop a table takes its name, and what is Cassandra\'s own is guarded', async({ page }) => {
  const cql = consoleOf(page);
  const name = cql.consent.getByTestId('cassandra-cql-consent-name').locator('input');
  const tables = () => ask(`SELECT table_name FROM system_schema.tables WHERE keyspace_name = 'shop'`);

  await cql.open(NODES);
  await cql.refuse('DROP TABLE shop.works;', 'readOnly');
  await cql.setReadOnly(false);
  await cql.run('CREATE TABLE shop.gone (id int PRIMARY KEY);');
  expect(await tables()).toMatch(/\bgone\b/);
  await cql.submit('DROP TABLE shop.gone;');
  await expect(cql.consent.locator('[data-consent="destructive"]')).toContainText('DROP TABLE shop.gone');
  await expect(cql.consentRun).toBeDisabled();
  await name.fill('gon');
  await expect(cql.consentRun).toBeDisabled();
  await name.fill('gone');
  await cql.consentRun.click();
  await cql.ended();
  expect(await tables()).not.toMatch(/\bgone\b/);

  await cql.submit('TRUNCATE system_traces.sessions;');
  await expect(cql.consent.locator('[data-consent="protected"]')).toContainText('Cassandra keeps for itself');
  await expect(cql.consentRun).toBeDisabled();
  await cql.consent.getByRole('button', { name: 'Cancel' }).click();
  await expect(cql.consent).toHaveCount(0);
  await expect(cql.runs).toHaveCount(0);
});

test('the commands of cqlsh do here what they do there', async({ page }) => {
  const cql = consoleOf(page);

  await cql.open(NODES);
  await cql.choose('node', POD);
  const set = await cql.run('USE shop; CONSISTENCY QUORUM; SERIAL CONSISTENCY LOCAL_SERIAL; PAGING 2; EXPAND ON; SELECT * FROM words;');

  for (const [index, answer] of ['Keyspace shop is in use now.', 'Consistency: QUORUM', 'Serial consistency: LOCAL_SERIAL', 'Paging: 2 rows per page', 'Expanded: on'].entries()) {
    await expect(set.answer(index)).toHaveText(answer);
  }
  for (const [setting, value] of [['keyspace', 'shop'], ['consistency', 'QUORUM'], ['serial', 'LOCAL_SERIAL'], ['page-size', /page2/]] as const) {
    await expect(cql.setting(setting)).toContainText(value);
  }
  const paged = set.result(5);

  await expect(paged.records).toContainText('Row 2');
  await expect(paged.count).toHaveText('2 rows so far');
  await paged.more.click();
  await expect(paged.count).toHaveText('4 rows so far');
  await paged.more.click();
  await expect(paged.count).toHaveText('5 rows');
  await expect(paged.more).toHaveCount(0);

  const shown = await cql.run('EXPAND OFF; PAGING 100; SHOW VERSION; SHOW HOST; DESCRIBE TABLE words;');
  const [release = ''] = await shown.result(2).onlyRow();
  const [name, address, datacenter, rack, hostId = ''] = await shown.result(3).onlyRow();

  expect(release).toMatch(/^5\.0\.\d+$/);
  expect(await inPod(POD, ...nodetool('version'))).toContain(release);
  expect([name, address, datacenter, rack]).toEqual([NAME, await addressOf(NAMESPACE, POD), 'dc1', 'rack1']);
  expect(hostId).not.toBe('');
  expect(await ask('SELECT host_id FROM system.local')).toContain(hostId);
  expect(flat(await shown.entry(4).locator('pre').innerText())).toBe(flat(await ask('DESCRIBE TABLE shop.words')));

  const three = await cql.run('CONSISTENCY THREE; SELECT * FROM words;', 'failed');

  await expect(three.error(1)).toHaveAttribute('data-code', 'unavailable');
  await expect(three.error(1)).toContainText('THREE needs 3 replicas, and 2 are alive.');

  const source = await cql.refuse(`CONSISTENCY ONE; SOURCE '/tmp/rows.cql';`, 'source');

  await source.getByTestId('cassandra-cql-source').click();
  await page.getByTestId('cassandra-cql-source-text').locator('textarea').fill('SELECT word FROM words WHERE id = 2;');
  await page.getByTestId('cassandra-cql-source-run').click();
  await (await cql.ended()).result(1).expectRows([['=1+1']]);
});

test('tracing shows what each node has done', async({ page }) => {
  const cql = consoleOf(page);
  const trace = page.getByRole('region', { name: 'Trace', exact: true });
  const nodes = trace.getByTestId('cassandra-cql-trace-node');

  await cql.open(NODES);
  await cql.run('CONSISTENCY ALL; TRACING ON;');
  await cql.run('SELECT * FROM shop.words WHERE id = 1;');
  await expect(nodes).toHaveCount(NODES);
  await expect(trace.getByTestId('cassandra-cql-trace-event').first()).toBeVisible();
  const shown = await nodes.evaluateAll((all) => all.map((node) => node.getAttribute('data-node')));
  const written = await ask(`SELECT source FROM system_traces.events WHERE session_id = ${ await trace.locator('code').first().innerText() }`);

  expect(shown.toSorted()).toEqual([...new Set(written.match(/\d+\.\d+\.\d+\.\d+/g))].toSorted());
});

test('a table\'s name is completed by keyboard', async({ page }) => {
  const cql = consoleOf(page);

  await cql.open(NODES);
  await cql.write('SELECT * FROM shop.wo');
  // The schema may be still on its way.
  await expect(async() => {
    await page.keyboard.press('Control+Space');
    await expect(cql.hints.locator('.cql-hint-label')).toHaveText(['words', 'works'], { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(cql.hints).toHaveCount(0);
  expect(await cql.text()).toBe('SELECT * FROM shop.works');
});

test('a statement that a node does not answer is stopped, and those after it are not run', async({ page }) => {
  const cql = consoleOf(page);
  const frozen = processOf(podAt(1));

  expect(frozen).toBeDefined();
  await cql.open(NODES);
  await cql.choose('node', podAt(1));
  process.kill(frozen!, 'SIGSTOP');
  try {
    await cql.submit('SELECT word FROM shop.words; SELECT key FROM system.local;');
    await expect(cql.newest.entry(0)).toHaveAttribute('data-state', 'running');
    await cql.stopButton.click();
    await (await cql.ended('stopped')).expectStates('stopped', 'skipped');
  } finally {
    process.kill(frozen!, 'SIGCONT');
  }
  await (await cql.run('SELECT key FROM system.local;')).result().expectRows([['local']]);
});

test('text and history outlive a reload, and two tabs do not get in each other\'s way', async({ page, context }) => {
  const cql = consoleOf(page);
  const kept = 'SELECT word FROM shop.words WHERE id = 5;';

  await cql.open(NODES);
  await cql.run(kept);
  await cql.write(`${ kept }\n-- to be continued`);
  await page.reload();
  await cql.openTab();
  await cql.expectConnected(NODES);
  await expect.poll(() => cql.text()).toBe(`${ kept }\n-- to be continued`);
  await cql.openHistory();
  await expect(cql.history.getByRole('listitem').first()).toContainText(kept);

  const other = consoleOf(await context.newPage());

  await other.show();
  await other.expectConnected(NODES);
  expect(await other.text()).toBe('');
  await cql.run('USE shop;');
  const lost = await other.run('SELECT * FROM words;', 'failed');

  await expect(lost.error()).toContainText('Choose a keyspace above');
  await (await cql.run('SELECT id FROM words WHERE id = 1;')).result().expectRows([['1']]);
  await expect(cql.history).toContainText('SELECT * FROM words;');
  await other.page.close();
  await (await cql.run('SELECT id FROM words WHERE id = 2;')).result().expectRows([['2']]);
});

for (const login of ['viewer', 'noexec'] as const) {
  test(`${ login } is told which right is missing, and nothing is tried`, async({ page }) => {
    const cql = consoleOf(page);
    const tried: string[] = [];

    page.on('websocket', (socket) => tried.push(socket.url()));
    await loginAs(page, login);
    await cql.show();
    await expect(cql.failed).toHaveAttribute('data-code', 'denied');
    await expect(cql.failed).toContainText('pods/portforward');
    await cql.openTab('Schema');
    await expect(cql.failed).toContainText('pods/portforward');
    await cql.openTab('Ring');
    await expect(page.getByTestId('cassandra-cql-offer')).toContainText('pods/portforward');
    expect(tried.filter((url) => url.includes('/portforward'))).toEqual([]);
  });
}
