// The console of a ring that wants a login, used by who may do everything in its namespace and nothing elsewhere.
import { expect, type Page, test } from '@playwright/test';

import { CONCEALED } from '../../pkg/cassandra/core/cluster/conceal';
import { CqlConsole } from './support/console';
import { cqlsh } from './support/cql';
import { kubectl } from './support/lab';
import { makeLogin } from './support/query';
import { Screens } from './support/screens';
import { loginAs } from './support/users';

/** The operator's own. */
const NAMESPACE = 'databases';
const NAME = `login${ Date.now().toString(36) }`;
const POD = `${ NAME }-0`;
const SUPERUSER = { username: 'admin', password: 'correct horse \'battery\' staple' };
const READER = { username: 'reader', password: 'geheim$1 "x"' };
const FORBIDDEN = /User reader has no MODIFY permission on <table shop\.words> or any of its parents/;

const quoted = (text: string): string => `'${ text.replaceAll('\'', '\'\'') }'`;
const ask = (statements: string, { username, password } = SUPERUSER): Promise<string> => cqlsh(NAMESPACE, POD, statements, '-u', username, '-p', password);

async function logIn({ login }: CqlConsole, { username, password }: typeof SUPERUSER): Promise<void> {
  await login.getByLabel('Username', { exact: true }).fill(username);
  await login.getByLabel('Password', { exact: true }).fill(password);
  await login.getByTestId('cassandra-cql-login-submit').click();
}

/** All that the browser keeps for the dashboard. */
const keptBy = (page: Page): Promise<string> => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));

test.describe.configure({ mode: 'serial' });

test.beforeAll(async() => {
  test.setTimeout(400_000);
  await makeLogin(NAMESPACE, NAME, SUPERUSER);
});
test.afterAll(async() => {
  const ours = ['-n', NAMESPACE, '-l', `app.kubernetes.io/instance=${ NAME }`];

  await kubectl('delete', 'statefulset', ...ours);
  await kubectl('delete', 'service,pdb,pvc,job,secret,configmap', ...ours, '--wait=false');
});

test('operator: a wrong password is said, and the Secret\'s is one click away', async({ page }) => {
  const cql = new CqlConsole(page, NAMESPACE, NAME);
  const screens = new Screens(page);
  const problem = cql.login.getByTestId('cassandra-cql-login-problem');

  await loginAs(page, 'operator');
  await cql.show();
  await logIn(cql, { ...SUPERUSER, password: 'wrong' });
  await expect(problem).toContainText('The ring has refused this login.');
  await expect(problem).toContainText(/username admin and\/or password are incorrect/);
  await expect(cql.login.getByLabel('Username', { exact: true })).toHaveValue(SUPERUSER.username);
  await screens.shoot('cql-login');
  screens.expectQuiet();
  await cql.login.getByTestId('cassandra-cql-login-secret').click();
  await cql.expectConnected(1);
  await expect(cql.status).toContainText('as admin');
  // It is nowhere but in memory.
  expect(await keptBy(page)).not.toContain('battery');
  await page.reload();
  await cql.openTab();
  await expect(cql.login).toBeVisible();
});

test('what is run is kept without its passwords', async({ page }) => {
  const cql = new CqlConsole(page, NAMESPACE, NAME);
  const role = `CREATE ROLE reader WITH PASSWORD = ${ quoted(READER.password) } AND LOGIN = true;`;

  await loginAs(page, 'operator');
  await cql.show();
  await logIn(cql, SUPERUSER);
  await cql.expectConnected(1);
  await cql.setReadOnly(false);
  const script = await cql.run(`
    CREATE KEYSPACE shop WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 1};
    CREATE TABLE shop.words (id int PRIMARY KEY, word text);
    INSERT INTO shop.words (id, word) VALUES (1, 'read');
    ${ role }
    GRANT SELECT ON shop.words TO reader;`);

  await expect(script.entry(3)).toContainText(`PASSWORD = ${ CONCEALED } AND LOGIN = true`);
  await cql.openHistory();
  await expect(cql.history.getByRole('listitem').first()).toContainText('CREATE KEYSPACE shop');
  const kept = await keptBy(page);

  expect(kept).toContain('CREATE ROLE reader');
  expect(kept).not.toContain('geheim');
  // While it is in the editor nothing of that is kept for a reload.
  expect(await cql.text()).toContain('geheim');
  await page.reload();
  await cql.openTab();
  await logIn(cql, SUPERUSER);
  await cql.expectConnected(1);
  expect(await cql.text()).not.toContain('geheim');
  await cql.openHistory();
  await cql.history.getByRole('listitem').first().locator('summary').click();
  await expect(cql.history.locator('pre').first()).toContainText(`PASSWORD = ${ CONCEALED } AND LOGIN = true`);
});

test('a role with few rights reads what it may, and gets Cassandra\'s own words for the rest', async({ page }) => {
  const cql = new CqlConsole(page, NAMESPACE, NAME);
  const insert = `INSERT INTO shop.words (id, word) VALUES (2, 'not mine')`;

  await loginAs(page, 'operator');
  await cql.show();
  await logIn(cql, READER);
  await cql.expectConnected(1);
  await expect(cql.status).toContainText('as reader');
  await (await cql.run('SELECT word FROM shop.words;')).result().expectRows([['read']]);
  await cql.setReadOnly(false);
  const refused = await cql.run(`${ insert };`, 'failed');

  await expect(refused.error()).toHaveAttribute('data-code', 'unauthorized');
  await expect(refused.error()).toContainText(FORBIDDEN);
  await expect(refused.error()).toContainText('reader lacks MODIFY');
  await expect(ask(insert, READER)).rejects.toThrow(FORBIDDEN);
  expect(await ask('SELECT id FROM shop.words')).not.toMatch(/^\s*2\s*$/m);

  // Another login takes the place of this one, and nothing is left of it.
  await page.getByTestId('cassandra-cql-disconnect').click();
  await page.getByTestId('cassandra-cql-gate-connect').click();
  await logIn(cql, SUPERUSER);
  await expect(cql.status).toContainText('as admin');
  await cql.setReadOnly(false);
  await cql.run(`${ insert };`);
  expect(await ask('SELECT id FROM shop.words')).toMatch(/^\s*2\s*$/m);
});
