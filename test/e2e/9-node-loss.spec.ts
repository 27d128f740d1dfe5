// A Kubernetes node loses its power: the page tells, and with the power the same Cassandra node comes back. Last of all,
// because it restarts the lab.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';

import { Cassandra } from './support/cassandra';
import { kubectl, lab } from './support/lab';
import { loginAs } from './support/users';

const NAME = 'orders'; // made by the main job
const LOST = 'node3';
const directory = process.env.LAB_DIR ?? '/var/lib/cassandra-lab';

const ready = () => kubectl('get', 'node', LOST, '-o', 'jsonpath={.status.conditions[?(@.type=="Ready")].status}');

/** State and host ID of the Cassandra node that lives on the lost Kubernetes node, as the page shows them. */
async function shown(page: Page): Promise<[string | null, string | undefined]> {
  const row = new Cassandra(page).ringRows.filter({ hasText: LOST });

  return [await row.getAttribute('data-state', { timeout: 2_000 }), /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(await row.innerText())?.[0]];
}

test('a Kubernetes node that loses its power is DN, and later the same node again', async({ page }) => {
  test.setTimeout(400_000);
  const cassandra = new Cassandra(page);

  await loginAs(page, 'admin');
  await cassandra.openCluster('default', NAME);
  await cassandra.expectUN(3, 60_000);
  const [, hostId] = await shown(page);

  process.kill(Number(/\d+/.exec(readFileSync(join(directory, `run/${ LOST }.pid`), 'utf8'))?.[0]), 'SIGKILL');
  await expect.poll(ready, { timeout: 60_000 }).toBe('Unknown');
  await expect(async() => {
    await page.getByTestId('cassandra-ring-refresh').click({ timeout: 2_000 });
    expect(await shown(page)).toEqual(['DN', hostId]);
  }).toPass({ timeout: 60_000, intervals: [1_000] });

  await lab('up');
  await expect.poll(ready, { timeout: 60_000 }).toBe('True');
  await loginAs(page, 'admin');
  await cassandra.openCluster('default', NAME);
  await cassandra.expectUN(3, 150_000);
  expect(await shown(page)).toEqual(['UN', hostId]);
});
