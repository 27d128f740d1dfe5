// Rings that the console meets seldom: one that wants TLS, one of an older version, and one whose node is not ready.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

import { nodetool } from '../../../pkg/cassandra/core/nodetool/command';
import { makeCertificate, tlsSecret } from '../support/certificates';
import { CqlConsole } from '../support/console';
import { cqlsh } from '../support/cql';
import { createTypes, insertTypes, selectTypes, typesOf } from '../support/cql-types';
import { apply, kubectl } from '../support/lab';
import { flat, jsonRows, makeOne } from '../support/query';
import { makeSecured } from '../support/ring';
import { Terminal } from '../support/terminal';
import { loginAs } from '../support/users';

const run = Date.now().toString(36);
const NAMESPACE = `queryrings-${ run }`;
const OLDER = `older${ run }`;
const POD = `${ OLDER }-0`;
const SECURED = `tls${ run }`;
const LOGIN = { username: 'admin', password: 'correct horse battery staple' };
/** How often and how long readiness is looked at before it is taken back, and more than that. */
const UNREADY_S = 90;

const ask = (statements: string): Promise<string> => cqlsh(NAMESPACE, POD, statements);
const asNode = (...command: string[]): Promise<string> => kubectl('exec', '-n', NAMESPACE, POD, '-c', 'cassandra', '--', ...nodetool(...command));

test.describe.configure({ mode: 'serial', timeout: 300_000 });

test.beforeAll(async() => {
  test.setTimeout(900_000);
  await makeOne(NAMESPACE, OLDER, { image: 'cassandra:4.1' });
});
test.afterAll(() => kubectl('delete', 'namespace', NAMESPACE, '--wait=false', '--ignore-not-found'));

test('Cassandra 4.1: all types that it has, its definitions, and its ring live', async({ page }) => {
  const cql = new CqlConsole(page, NAMESPACE, OLDER);
  const cases = typesOf(4);

  await ask(`CREATE KEYSPACE shop WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 1}; ${ createTypes('shop', cases) } ${ insertTypes('shop', 'cqlsh', cases, cases.map(({ literal }) => literal)) }`);
  await cql.open(1);
  await expect(cql.status).toContainText(`${ OLDER }, Cassandra 4.1`);
  const shown = await (await cql.run(selectTypes('shop', 'cqlsh', cases))).result().firstRow();

  expect(shown).toEqual(cases.map(({ name, type, told = type, kind, shown: text }) => ({ name, type: told, kind, text })));
  await cql.setReadOnly(false);
  await cql.run(insertTypes('shop', 'console', cases, cases.map(({ kind, literal }, index) => kind === 'nested' ? shown[index]?.text ?? '' : literal)));
  const [theirs] = await jsonRows(NAMESPACE, POD, selectTypes('shop', 'cqlsh', cases, true));

  expect(theirs).toBeDefined();
  expect(await jsonRows(NAMESPACE, POD, selectTypes('shop', 'console', cases, true))).toEqual([theirs]);
  const described = await cql.run('DESCRIBE TABLE shop.every_type;');

  expect(flat(await described.entry().locator('pre').innerText())).toBe(flat(await ask('DESCRIBE TABLE shop.every_type')));
  await cql.openTab('Ring');
  await expect(page.getByTestId('cassandra-ring-origin')).toHaveAttribute('data-source', 'gossip', { timeout: 60_000 });
  await cql.cassandra.expectUN(1, 60_000);
});

test('a vector is no type of 4.1, and that is said in its words', async({ page }) => {
  const cql = new CqlConsole(page, NAMESPACE, OLDER);

  await cql.open(1);
  await cql.setReadOnly(false);
  const refused = await cql.run('CREATE TABLE shop.vectors (id int PRIMARY KEY, v vector<float, 3>);', 'failed');

  await expect(refused.error()).toHaveAttribute('data-code', 'syntax');
  await expect(cql.marked).toBeVisible();
});

test('no container is ready: it is said, and connected to as soon as one is', async({ page }) => {
  const cql = new CqlConsole(page, NAMESPACE, OLDER);

  await asNode('disablebinary');
  try {
    await kubectl('wait', '-n', NAMESPACE, '--for=condition=Ready=false', `pod/${ POD }`, `--timeout=${ UNREADY_S }s`);
    await loginAs(page, 'admin');
    await cql.show();
    await expect(cql.failed).toContainText('No node is ready', { timeout: 60_000 });
    await expect(cql.failed).toContainText('It is connected to as soon as one is.');
  } finally {
    await asNode('enablebinary');
  }
  await cql.expectConnected(1);
  await (await cql.run('SELECT key FROM system.local;')).result().expectRows([['local']]);
});

test('a ring that wants TLS: nothing is tried, and cqlsh is one click away', async({ page }) => {
  test.setTimeout(600_000);
  const cql = new CqlConsole(page, NAMESPACE, SECURED);
  const terminal = new Terminal(page);
  const tried: string[] = [];

  await apply(tlsSecret(NAMESPACE, 'certificate', await makeCertificate(await mkdtemp(join(tmpdir(), 'cassandra-query-')))));
  await makeSecured(NAMESPACE, SECURED, LOGIN, 'certificate');
  page.on('websocket', (socket) => tried.push(socket.url()));
  await loginAs(page, 'admin');
  await cql.show();
  await expect(cql.failed).toHaveAttribute('data-code', 'tls');
  await expect(cql.failed).toContainText('This ring wants TLS');
  await expect(cql.failed).toContainText('cqlsh in a pod can');
  await cql.failed.getByTestId('cassandra-cqlsh').click();
  await terminal.expect(/Username: $/);
  await terminal.type(LOGIN.username);
  await terminal.expect(/Password: ?$/);
  await terminal.type(LOGIN.password);
  await terminal.expect(/admin@cqlsh> $/);
  expect(tried.filter((url) => url.includes('/portforward'))).toEqual([]);
});
