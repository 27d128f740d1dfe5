// npm test: lint, types, unit tests, then the extension in a real browser against the real lab.
// With --all also the long end-to-end tests and the measurements, which take too long for every change (npm run test:all).
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { size } from '../bench/size/size.mjs';
import { installBrowser } from './browser.mjs';
import { dashboard, extension, lab } from './builds.mjs';
import { manifests } from './manifests.mjs';
import { requireLabMachine } from './requirements.mjs';
import { goTests, playwright, program, vitest } from './results.mjs';
import { command, root, run, step } from './steps.mjs';
import { prepare } from './tools.mjs';

const results = join(root, 'test-results');
// A lab of its own, so that the one a developer works in keeps running and keeps its data.
const labEnv = { LAB_NAME: 'crtest', LAB_DIR: '/var/lib/cassandra-lab-test', LAB_PORT: process.env.TEST_LAB_PORT || '11443' };

const totals = { passed: 0, failed: 0, skipped: 0 };

/** Runs one stage; whatever goes wrong in it counts as a failure and the next stage still runs. */
async function stage(title, work) {
  const { passed, failed, skipped = 0 } = await step(title, async(say) => {
    try {
      return await work();
    } catch (error) {
      say(`✗ ${ error.message }`);

      return { passed: 0, failed: 1 };
    }
  });

  console.log(`  ${ title }: ${ passed } passed, ${ failed } failed${ skipped ? `, ${ skipped } skipped` : '' }`);
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
}

/** Counts a build as one test. */
const made = (build) => async() => {
  await build();

  return { passed: 1, failed: 0 };
};

/** The tests of a folder, in a lab that has nothing in it. */
const endToEnd = (folder) => async() => {
  const binary = await lab();

  try {
    await run(binary, ['reset'], { env: labEnv });
    await run(binary, ['up', '--dashboard', await dashboard(), '--plugins', await extension()], { env: labEnv });

    return await playwright(results, folder, labEnv);
  } finally {
    await run(binary, ['reset'], { env: labEnv, mayFail: true });
  }
};

await command(async() => {
  await requireLabMachine();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  await prepare();
  await stage('Lint', () => program('eslint', ['--max-warnings', '0', '.']));
  await stage('Types', () => program('node', ['test/setup/typecheck.mjs']));
  await stage('Unit tests', () => vitest(results));
  await stage('Composed manifests', manifests);
  await stage('The extension builds', made(extension));
  await stage('Its size', async() => size(await extension()));
  await stage('The lab builds', made(lab));
  await stage('The lab\'s own tests', goTests);
  await stage('The dashboard builds', made(dashboard));
  await stage('The browser is there', made(installBrowser));
  await stage('End-to-end tests', endToEnd('test/e2e'));
  if (process.argv.includes('--all')) {
    await stage('Long end-to-end tests', endToEnd('test/e2e/long'));
    await stage('Measurements', () => program('node', ['test/setup/bench.mjs']));
  }

  console.log(`\n${ totals.passed } passed, ${ totals.failed } failed${ totals.skipped ? `, ${ totals.skipped } skipped` : '' }`);

  return totals.failed ? 1 : 0;
});
