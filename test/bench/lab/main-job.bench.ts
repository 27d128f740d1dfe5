// Two waits of the main job, each measured RUNS times from nothing kept, and held against their limits: `npm start` until the login page can be
// used in a browser, and Create until three nodes are UN on the page.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

import { Cassandra } from '../../e2e/support/cassandra';
import { lab } from '../../e2e/support/lab';
import { table } from '../table';

const RUNS = Number(process.env.RUNS ?? 3);
const root = join(__dirname, '../../..');
const started: number[] = [];
const created: number[] = [];

const seconds = (since: number): number => (performance.now() - since) / 1000;

function npmStart(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['start', '--silent'], { cwd: root, stdio: 'ignore' });

    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`npm start ended with status ${ code }`))));
  });
}

for (let run = 1; run <= RUNS; run++) {
  test(`run ${ run }`, async({ page }) => {
    const cassandra = new Cassandra(page);
    let since = performance.now();
    const starting = npmStart();

    // The page is polled from the start: what counts is when a person could log in.
    await expect(async() => {
      await page.goto('/dashboard/auth/login', { timeout: 5_000 });
      await expect(page.getByLabel('Username', { exact: true })).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 300_000, intervals: [250] });
    started.push(seconds(since));
    expect(started.at(-1)).toBeLessThan(45);
    await starting;

    await cassandra.login('admin');
    await cassandra.openCreate();
    await page.getByLabel('Name', { exact: true }).fill('bench');
    since = performance.now();
    await cassandra.submit.click();
    await cassandra.expectUN(3, 400_000);
    created.push(seconds(since));
    expect(created.at(-1)).toBeLessThan(150);
  });
}

test.afterEach(async() => {
  await lab('reset');
});

test.afterAll(() => {
  if (created.length) {
    console.log(table({ '`npm start` (built before, no state) to the login page': started, 'Create to 3 nodes UN on the page': created }));
  }
});
