// What is shown of a ring, and what is said of it, while things happen to it.
import { expect, type Page, test } from '@playwright/test';

import { Cassandra, nodetoolStatus } from './support/cassandra';
import { kubectl } from './support/lab';
import { kill, makeRing } from './support/ring';
import { loginAs } from './support/users';

const run = Date.now().toString(36);
const NAMESPACE = `status-${ run }`;
const NAME = `ring${ run }`;
const RACKS = ['a', 'b', 'c'];
const podOf = (rack: string): string => `${ NAME }-rack-${ rack }-0`;

const verdict = (page: Page) => page.getByTestId('cassandra-verdict').first();
const findings = (page: Page) => page.getByTestId('cassandra-findings');
const panel = (page: Page, name: string) => page.getByRole('tabpanel', { name });
const refresh = (page: Page) => page.getByTestId('cassandra-ring-refresh').click({ timeout: 2_000 });

async function open(page: Page, login: 'admin' | 'viewer' | 'noexec' = 'admin'): Promise<Cassandra> {
  const cassandra = new Cassandra(page);

  await loginAs(page, login);
  await cassandra.openCluster(NAMESPACE, NAME);

  return cassandra;
}

/** Host ID and state of the node in a rack, as the panel shows them. */
async function nodeOf(cassandra: Cassandra, rack: string): Promise<{ state: string | null; hostId?: string; text: string }> {
  const row = cassandra.ringRows.filter({ hasText: `rack-${ rack }` });
  const text = await row.innerText({ timeout: 2_000 });

  return { state: await row.getAttribute('data-state'), hostId: /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(text)?.[0], text };
}

test.describe.configure({ mode: 'serial', timeout: 300_000 });

test.beforeAll(async() => {
  test.setTimeout(400_000);
  await makeRing(NAMESPACE, NAME, RACKS);
});
test.afterAll(() => kubectl('delete', 'namespace', NAMESPACE, '--wait=false', '--ignore-not-found'));

test('three racks: all that nodetool says, joined with where the nodes live', async({ page }) => {
  const cassandra = await open(page);

  await cassandra.expectUN(3, 60_000);
  await expect(verdict(page)).toContainText('Running');
  const truth = await nodetoolStatus(NAMESPACE, podOf('a'));

  for (const rack of RACKS) {
    const { text } = await nodeOf(cassandra, rack);
    const pod = JSON.parse(await kubectl('get', 'pod', podOf(rack), '-n', NAMESPACE, '-o', 'json'));
    const [, address, tokens, owns, hostId] = new RegExp(`^UN +(\\S+) +\\S+ \\S+ +(\\d+) +(\\S+) +(\\S+) +rack-${ rack }`, 'm').exec(truth) ?? [];

    expect(address).toBe(pod.status.podIP);
    for (const fact of [address, tokens, hostId, podOf(rack), pod.spec.nodeName, `data-${ podOf(rack) }`]) {
      expect(text).toContain(fact);
    }
    expect(text).toContain(owns === '?' ? '?' : owns?.replace(/\.0%/, ''));
  }
  await expect(page.getByTestId('cassandra-ring-drawing')).toBeVisible();
  await expect(page.getByTestId('cassandra-ring-origin')).toContainText(/rack-[abc]-0/);
  await page.getByTestId('cassandra-ring-second-open').click();
  await page.getByTestId('cassandra-ring-compare').click();
  await expect(page.getByTestId('cassandra-ring-second')).toContainText(/agree|same/i, { timeout: 60_000 });
});

test('the list reads the ring of the rows in sight', async({ page }) => {
  const cassandra = await open(page);

  await cassandra.openList();
  await expect(cassandra.row(NAME)).toContainText('Running');
  await expect(cassandra.row(NAME).getByTestId('cassandra-list-ring')).toContainText(/3/, { timeout: 60_000 });
  await expect(cassandra.row(NAME).getByTestId('cassandra-list-storage')).toContainText('6 GiB');
});

test('kill -9 of one Cassandra: DN is seen, and UN again', async({ page }) => {
  const cassandra = await open(page);

  await cassandra.expectUN(3, 60_000);
  const before = await nodeOf(cassandra, 'c');
  const killing = kill(podOf('c'), 3);

  await expect(async() => {
    await refresh(page);
    expect((await nodeOf(cassandra, 'c')).state).toBe('DN');
  }).toPass({ timeout: 120_000, intervals: [1_000] });
  await expect(verdict(page)).toContainText('Degraded');
  await expect(findings(page)).toContainText(podOf('c'));
  await killing;
  await cassandra.expectUN(3, 150_000);
  await expect(verdict(page)).toContainText('Running', { timeout: 60_000 });
  expect((await nodeOf(cassandra, 'c')).hostId).toBe(before.hostId);
});

test('a pod that is deleted comes back as the same node, in one row', async({ page }) => {
  const cassandra = await open(page);

  await cassandra.expectUN(3, 60_000);
  const before = await nodeOf(cassandra, 'b');
  const address = await kubectl('get', 'pod', podOf('b'), '-n', NAMESPACE, '-o', 'jsonpath={.status.podIP}');

  await kubectl('delete', 'pod', podOf('b'), '-n', NAMESPACE);
  await kubectl('rollout', 'status', `statefulset/${ NAME }-rack-b`, '-n', NAMESPACE, '--timeout=180s');
  await cassandra.expectUN(3, 120_000);
  const after = await nodeOf(cassandra, 'b');

  expect(after.hostId).toBe(before.hostId);
  expect(after.text).not.toContain(address);
  await expect(cassandra.ringRows).toHaveCount(3);
});

test('scaled down behind our back: what it is, and what not to do', async({ page }) => {
  const cassandra = await open(page);

  await cassandra.expectUN(3, 60_000);
  await kubectl('scale', 'statefulset', `${ NAME }-rack-c`, '-n', NAMESPACE, '--replicas=0');
  await kubectl('wait', '--for=delete', `pod/${ podOf('c') }`, '-n', NAMESPACE, '--timeout=120s');
  await expect(async() => {
    await refresh(page);
    expect((await nodeOf(cassandra, 'c')).state).toBe('DN');
  }).toPass({ timeout: 120_000, intervals: [1_000] });
  await expect(verdict(page)).toContainText('Degraded');
  const finding = findings(page).locator('[data-finding="scaledWithoutDecommission"]');

  await finding.getByRole('button').first().click();
  await expect(finding).toContainText(/decommission/);
  await expect(finding).toContainText(/scale.*back/i);
  await kubectl('scale', 'statefulset', `${ NAME }-rack-c`, '-n', NAMESPACE, '--replicas=1');
  await cassandra.expectUN(3, 180_000);
  await expect(finding).toHaveCount(0);
});

test('every tab has something to say', async({ page }) => {
  const cassandra = await open(page);

  await cassandra.expectUN(3, 60_000);
  for (const [tab, text] of [
    ['Nodes', podOf('a')],
    ['Storage', `data-${ podOf('a') }`],
    ['Configuration', 'GossipingPropertyFileSnitch'],
    ['Connect', `${ NAME }.${ NAMESPACE }.svc`],
    ['Events', 'Container started'],
    ['Related', 'PodDisruptionBudget'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(panel(page, tab)).toContainText(text);
  }
});

for (const login of ['viewer', 'noexec'] as const) {
  test(`${ login } sees everything but what nodetool says, and is told why`, async({ page }) => {
    await open(page, login);
    await expect(page.getByTestId('cassandra-ring').getByTestId('cassandra-state-denied')).toContainText('pods/exec');
    await expect(verdict(page)).toContainText('Running');
    await page.getByRole('tab', { name: 'Nodes' }).click();
    await expect(panel(page, 'Nodes')).toContainText(podOf('a'));
    await page.getByRole('tab', { name: 'Storage' }).click();
    await expect(panel(page, 'Storage')).toContainText(`data-${ podOf('a') }`);
  });
}

test('a right that is given while the page is open is noticed by itself', async({ page }) => {
  await open(page, 'viewer');
  await expect(page.getByTestId('cassandra-ring').getByTestId('cassandra-state-denied')).toBeVisible();
  await kubectl('create', 'role', 'exec', '-n', NAMESPACE, '--verb=get,create', '--resource=pods/exec');
  await kubectl('create', 'rolebinding', 'exec', '-n', NAMESPACE, '--role=exec', '--user=u-viewer');
  await new Cassandra(page).expectUN(3, 200_000);
});

test('a connection that drops: what was last known stays, with the reason, until the next one', async({ page }) => {
  let drop = false;

  await page.routeWebSocket(/\/exec\?/, (socket) => {
    if (drop) {
      socket.close();
    } else {
      socket.connectToServer();
    }
  });
  const cassandra = await open(page);

  await cassandra.expectUN(3, 60_000);
  drop = true;
  await refresh(page);
  await expect(page.getByTestId('cassandra-ring')).toContainText(/lost|reach/i);
  await cassandra.expectUN(3, 1_000);
  drop = false;
  await refresh(page);
  await expect(page.getByTestId('cassandra-ring')).not.toContainText(/connection.*lost/i);
  await cassandra.expectUN(3, 1_000);
});

test('operator sees the ring of their own namespace, whole', async({ page }) => {
  const cassandra = new Cassandra(page);
  const name = `own${ run }`;

  try {
    await makeRing('databases', name, ['a']);
    await loginAs(page, 'operator');
    await cassandra.openList();
    await expect(cassandra.row(name)).toContainText('Running', { timeout: 60_000 });
    await cassandra.openCluster('databases', name);
    await cassandra.expectUN(1, 60_000);
    await expect(findings(page)).toBeVisible();
  } finally {
    await kubectl('delete', 'statefulset,service,pdb,pvc', '-n', 'databases', '-l', `app.kubernetes.io/instance=${ name }`);
  }
});

test('a namespace that is deleted while its page is open: what was last known, and that nobody can be asked any more', async({ page }) => {
  const cassandra = await open(page);

  await cassandra.expectUN(3, 60_000);
  await kubectl('delete', 'namespace', NAMESPACE, '--wait=false');
  await expect(page.getByTestId('cassandra-ring')).toContainText('No pod is running that could be asked', { timeout: 90_000 });
  await expect(page.getByTestId('cassandra-ring')).toContainText('This is how it was');
});
