// cqlsh and nodetool in the dashboard's own terminal: from the cluster's page, from the list, from a pod.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

import { Cassandra } from './support/cassandra';
import { makeCertificate, tlsSecret } from './support/certificates';
import { apply, kubectl } from './support/lab';
import { makeSecured, makeSet } from './support/ring';
import { Terminal } from './support/terminal';
import { loginAs } from './support/users';

const run = Date.now().toString(36);
const NAMESPACE = `cqlsh-${ run }`;
const OPEN = `open${ run }`;
const SECURED = `secured${ run }`;
const LOGIN = { username: 'admin', password: 'correct horse \'battery\' staple' };

test.describe.configure({ mode: 'serial', timeout: 180_000 });

test.beforeAll(async() => {
  test.setTimeout(600_000);
  await makeSet(NAMESPACE, OPEN, 1);
  await apply(tlsSecret(NAMESPACE, 'certificate', await makeCertificate(await mkdtemp(join(tmpdir(), 'cassandra-cqlsh-')))));
  await makeSecured(NAMESPACE, SECURED, LOGIN, 'certificate');
});
test.afterAll(() => kubectl('delete', 'namespace', NAMESPACE, '--wait=false', '--ignore-not-found'));

test('one click on the cluster\'s page, and CQL is answered', async({ page }) => {
  const cassandra = new Cassandra(page);
  const terminal = new Terminal(page);

  await loginAs(page, 'admin');
  await cassandra.openCluster(NAMESPACE, OPEN);
  await page.getByTestId('cassandra-cqlsh').click();
  await expect(terminal.tab(`${ OPEN }-0: cqlsh`)).toBeVisible();
  await terminal.expect(/cqlsh> $/);
  await terminal.type('DESCRIBE KEYSPACES;');
  await terminal.expect(/system_schema[\s\S]*cqlsh> $/);

  // The same again is the same window.
  await page.getByTestId('cassandra-cqlsh').click();
  await terminal.type('SELECT cluster_name FROM system.local;');
  await terminal.expect(new RegExp(`${ OPEN }[\\s\\S]*\\(1 rows\\)`));
  await expect(terminal.tab(`${ OPEN }-0: cqlsh`)).toHaveCount(1);
});

test('with logins and TLS: cqlsh asks for the password, which nothing else has', async({ page }) => {
  const cassandra = new Cassandra(page);
  const terminal = new Terminal(page);
  const sent: string[] = [];

  await loginAs(page, 'admin');
  await cassandra.openCluster(NAMESPACE, SECURED);
  page.on('request', (request) => sent.push(`${ request.method() } ${ new URL(request.url()).pathname }`));
  await page.getByTestId('cassandra-cqlsh').click();
  await terminal.expect(/Username: $/);
  await terminal.type(LOGIN.username);
  await terminal.expect(/Password: ?$/);
  await terminal.type(LOGIN.password);
  await terminal.expect(/admin@cqlsh> $/);
  await terminal.type('LIST ROLES;');
  await terminal.expect(/admin[\s\S]*\(\d+ rows\)/);
  expect(sent.filter((request) => /secrets\//.test(request))).toEqual([]);
});

test('a pod that is chosen, and a shell for nodetool from the list', async({ page }) => {
  const cassandra = new Cassandra(page);
  const terminal = new Terminal(page);

  await loginAs(page, 'admin');
  await cassandra.openCluster(NAMESPACE, OPEN);
  await page.getByRole('tab', { name: 'Nodes' }).click();
  await page.getByTestId('cassandra-pod-open').click();
  await page.getByTestId('cassandra-node-cqlsh').click();
  await terminal.expect(/cqlsh> $/);

  await cassandra.openList();
  await cassandra.row(OPEN).getByTestId('cassandra-actions').click();
  await page.getByTestId('cassandra-action-nodetool').click();
  await expect(terminal.tab(`${ OPEN }-0: nodetool`)).toBeVisible();
  await terminal.expect(/^Ready for nodetool/m);
  await terminal.type('nodetool status; echo heap: $MAX_HEAP_SIZE');
  await terminal.expect(/^UN [\s\S]*^heap: 128M/m);
});

test('the same from the other places: nodetool from the page and from a pod, cqlsh from the list', async({ page }) => {
  const cassandra = new Cassandra(page);
  const first = new Terminal(page);

  await loginAs(page, 'admin');
  await cassandra.openCluster(NAMESPACE, OPEN);
  await cassandra.openActions();
  await page.getByTestId('cassandra-action-nodetool').click();
  await first.expect(/^Ready for nodetool/m);

  await page.reload();
  const second = new Terminal(page);

  await page.getByRole('tab', { name: 'Nodes' }).click();
  await page.getByTestId('cassandra-pod-open').click();
  await page.getByTestId('cassandra-node-nodetool').click();
  await second.expect(/^Ready for nodetool/m);

  await cassandra.openList();
  const third = new Terminal(page);

  await cassandra.row(OPEN).getByTestId('cassandra-actions').click();
  await page.getByTestId('cassandra-action-cqlsh').click();
  await expect(third.tab(`${ OPEN }-0: cqlsh`)).toBeVisible();
  await third.expect(/cqlsh> $/);
});

for (const login of ['viewer', 'noexec'] as const) {
  test(`${ login } is told why there is none`, async({ page }) => {
    const cassandra = new Cassandra(page);

    await loginAs(page, login);
    await cassandra.openCluster(NAMESPACE, OPEN);
    await expect(page.getByTestId('cassandra-cqlsh')).toBeDisabled();
    await expect(page.getByTestId('cassandra-cqlsh').locator('..')).toContainText('pods/exec');
    await cassandra.openActions();
    for (const what of ['cqlsh', 'nodetool']) {
      await expect(page.getByTestId(`cassandra-action-${ what }`)).toHaveAttribute('aria-disabled', 'true');
      await expect(page.getByTestId(`cassandra-action-${ what }`)).toContainText('pods/exec');
    }
  });
}
