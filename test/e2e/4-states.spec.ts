// What a page shows while it has nothing yet, when it is refused, and when what it shows goes away.
import { expect, type Page, test } from '@playwright/test';

import { Cassandra } from './support/cassandra';
import { apply, kubectl } from './support/lab';
import { loginAs } from './support/users';

const NAME = 'orders'; // made by the main job
const SETS = /\/v1\/apps\.statefulsets/; // of the local cluster at the server's own root

/** Lets the page's requests for StatefulSets wait, or fail, until the returned function is called. */
async function hold(page: Page, status?: number): Promise<() => Promise<void>> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });

  await page.route(SETS, async(route) => {
    if (status) {
      return route.fulfill({ status, json: { type: 'error', status, code: 'InternalError', message: 'etcd is on fire' } });
    }
    await released;

    return route.continue();
  });

  return async() => {
    release();
    await page.unrouteAll({ behavior: 'wait' });
  };
}

test('the list says that it loads', async({ page }) => {
  const cassandra = new Cassandra(page);

  await loginAs(page, 'admin');
  const release = await hold(page);

  await cassandra.openList();
  await expect(page.getByTestId('cassandra-state-loading')).toBeVisible();
  await release();
  await expect(cassandra.row(NAME)).toBeVisible();
});

test('the list says what went wrong, and tries again', async({ page }) => {
  const cassandra = new Cassandra(page);

  await loginAs(page, 'admin');
  const release = await hold(page, 500);

  await cassandra.openList();
  await expect(page.getByTestId('cassandra-state-error')).toContainText('etcd is on fire');
  await release();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(cassandra.row(NAME)).toBeVisible();
});

test('a cluster that is not there, and one that is deleted meanwhile', async({ page }) => {
  const cassandra = new Cassandra(page);

  await apply(`
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: short-lived, namespace: default }
spec:
  replicas: 0
  serviceName: short-lived
  selector: { matchLabels: { app: short-lived } }
  template:
    metadata: { labels: { app: short-lived } }
    spec: { containers: [{ name: cassandra, image: "cassandra:5.0" }] }
`);
  await loginAs(page, 'admin');
  await cassandra.openCluster('default', 'nowhere');
  await expect(page.getByTestId('cassandra-state-empty')).toContainText('nowhere');

  await cassandra.openCluster('default', 'short-lived');
  await expect(page.getByText('Stopped').first()).toBeVisible();
  await kubectl('delete', 'statefulset', 'short-lived', '-n', 'default');
  await expect(page.getByTestId('cassandra-state-empty')).toBeVisible();
  await page.getByTestId('cassandra-state-empty').getByRole('link').click();
  await expect(cassandra.row(NAME)).toBeVisible();
});

test('nodetool\'s own words when it fails', async({ page }) => {
  const cassandra = new Cassandra(page);

  await apply(`
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: mute, namespace: default }
spec:
  replicas: 1
  serviceName: mute
  selector: { matchLabels: { app: mute } }
  template:
    metadata: { labels: { app: mute } }
    spec:
      terminationGracePeriodSeconds: 0
      containers: [{ name: cassandra, image: "cassandra:5.0", command: [sleep, infinity] }]
`);
  await loginAs(page, 'admin');
  await cassandra.openCluster('default', 'mute');
  await expect(cassandra.ring.getByTestId('cassandra-state-error')).toContainText('Connection refused', { timeout: 60_000 });
  await expect(cassandra.ring.getByRole('button', { name: 'Try again' })).toBeVisible();
  await kubectl('delete', 'statefulset', 'mute', '-n', 'default');
});
