// Runs each kind of test and counts what passed and failed.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { root, run, Trouble } from './steps.mjs';

/** A checker that either is content or is not. */
export async function program(name, args, env) {
  const status = await run(name, args, { mayFail: true, env });

  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
}

const read = (file, runner) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Trouble(`${ runner } left no report`);
  }
};

/** A runner that ended badly although each of its tests passed has failed all the same. */
const atLeastOne = (counts, status) => ({ ...counts, failed: counts.failed || (status === 0 && counts.passed ? 0 : 1) });

export async function vitest(results) {
  const file = join(results, 'unit.json');
  const status = await run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${ file }`], { mayFail: true });
  const report = read(file, 'vitest');

  return atLeastOne({ passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests }, status);
}

/** @param {string} folder with the tests and their configuration: `test/e2e` */
export async function playwright(results, folder, env) {
  const file = join(results, `${ folder.replace('test/', '').replaceAll('/', '-') }.json`);
  const status = await run('playwright', ['test', '--config', join(folder, 'playwright.config.ts')], { mayFail: true, env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file } });
  const { expected, unexpected, flaky, skipped } = read(file, 'playwright').stats;

  return atLeastOne({ passed: expected + flaky, failed: unexpected, skipped }, status);
}

/** gofmt, vet and the tests of the lab's own packages. */
export async function goTests() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const go = { cwd: join(root, 'test/lab'), env: { ...process.env, CGO_ENABLED: '0' } };
  const child = spawn('go', ['test', '-json', '-trimpath', './...'], { ...go, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const outputs = new Map();

  for await (const line of createInterface({ input: child.stdout })) {
    const { Action: action, Test: test, Package: pkg, Output: text } = JSON.parse(line);
    const name = `${ pkg } ${ test || '' }`;

    if (action === 'output' || action === 'build-output') {
      outputs.set(name, `${ outputs.get(name) || '' }${ text }`);
    }
    if (action === 'fail') {
      process.stdout.write(outputs.get(name) || '');
    }
    if (test && action in { pass: 1, fail: 1, skip: 1 }) {
      counts[{ pass: 'passed', fail: 'failed', skip: 'skipped' }[action]]++;
    }
  }

  return atLeastOne(counts, await ended);
}
