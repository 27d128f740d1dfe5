// The pages in Chinese, as the language selector of the login page sets it.
import { expect, test } from '@playwright/test';

import { Cassandra } from './support/cassandra';
import { password } from './support/users';

const NAME = 'orders'; // made by the main job

test('the pages in Simplified Chinese', async({ page }) => {
  const cassandra = new Cassandra(page);

  await page.goto('/dashboard/auth/login');
  await page.getByRole('button', { name: 'Locale selector menu' }).click();
  await page.getByText('简体中文').click();
  await page.getByLabel('用户名', { exact: true }).fill('admin');
  await page.getByLabel('密码', { exact: true }).fill(password('admin'));
  await page.getByLabel('密码', { exact: true }).press('Enter');
  await expect(page).toHaveURL(/\/dashboard\/home/);

  await cassandra.openList();
  await expect(page.getByRole('heading', { name: 'Cassandra 集群', exact: true })).toBeVisible();
  await expect(cassandra.row(NAME)).toContainText('运行中');
  await page.screenshot({ path: 'test-results/screens/list-zh.png' });

  await cassandra.openCreate();
  await cassandra.submit.click();
  await expect(page.locator('[data-severity="error"]').first()).toContainText(/[\u4e00-\u9fff]/);
  await page.screenshot({ path: 'test-results/screens/create-zh.png' });

  await cassandra.openCluster('default', NAME);
  await cassandra.expectUN(3, 60_000);
  await page.screenshot({ path: 'test-results/screens/ring-zh.png' });
});
