// The same pages for people who may do less: what they may not do is disabled or named, with the reason.
import { expect, test } from '@playwright/test';

import { Cassandra } from './support/cassandra';
import { loginAs } from './support/users';

const NAME = 'orders'; // made by the main job

test('viewer sees the cluster and its pods, and is told which right the ring wants', async({ page }) => {
  const cassandra = new Cassandra(page);

  await loginAs(page, 'viewer');
  await cassandra.openList();
  await expect(cassandra.row(NAME)).toContainText('Running');
  await expect(cassandra.create.first()).toBeDisabled();
  await expect(page.locator('#cassandra-create-refusal')).toBeVisible();

  await cassandra.openCluster('default', NAME);
  await expect(cassandra.ring.getByTestId('cassandra-state-denied')).toContainText('pods/exec');
  await expect(page.getByText(`${ NAME }-0`).first()).toBeVisible();
  await expect(cassandra.ringRows).toHaveCount(0);
});

test('viewer is told in the form which right is missing, and nothing is sent', async({ page }) => {
  const cassandra = new Cassandra(page);

  await loginAs(page, 'viewer');
  await cassandra.openCreate();
  await page.getByLabel('Name', { exact: true }).fill('not-mine');
  await expect(page.getByText('You may not create statefulsets in namespace default')).toBeVisible();
  await cassandra.submit.click();
  await expect(page.getByRole('alert')).toContainText('Namespace');
  await expect(page.getByTestId('cassandra-apply')).toHaveCount(0);
});

test('noexec may create, and is told which right the ring wants', async({ page }) => {
  const cassandra = new Cassandra(page);

  await loginAs(page, 'noexec');
  await cassandra.openList();
  await expect(cassandra.row(NAME)).toContainText('Running');
  await expect(cassandra.create.first()).toBeEnabled();

  await cassandra.openCluster('default', NAME);
  await expect(cassandra.ring.getByTestId('cassandra-state-denied')).toContainText('pods/exec');
  await expect(page.getByText(`${ NAME }-0`).first()).toBeVisible();
});

test('operator sees nothing of other namespaces', async({ page }) => {
  const cassandra = new Cassandra(page);

  await loginAs(page, 'operator');
  await cassandra.openList();
  await expect(page.getByTestId('cassandra-state-empty')).toBeVisible();
  await cassandra.openCluster('default', NAME);
  await expect(page.getByTestId('cassandra-ring')).toHaveCount(0);
});
