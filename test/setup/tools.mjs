// The tools that the project brings along: Node 24, yarn 1, and the packages of yarn.lock.
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { isFresh, keyOf, markFresh } from './keys.mjs';
import { cache, output, root, run, step, Trouble } from './steps.mjs';

const NODE = '24.21.0';
const YARN = '1.22.22';
const tools = join(cache, 'tools');

/** Puts the project's Node, yarn and packages first in PATH, installing what is missing. */
export async function prepare() {
  await installTools();
  process.env.PATH = [join(tools, 'node_modules/.bin'), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  await installPackages();
}

async function installTools() {
  const stamp = join(tools, '.key');
  const key = `${ NODE } ${ YARN }`;

  if (isFresh(stamp, key)) {
    return;
  }
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new Trouble(`the project runs on Linux (x64, arm64), not on ${ process.platform } ${ process.arch }`);
  }
  await step(`Install Node ${ NODE } and yarn ${ YARN } into ${ tools }`, async() => {
    mkdirSync(tools, { recursive: true });
    // The platform's own package has the binary inside: no install script, which npm 11 may hold back.
    await run('npm', ['install', '--prefix', tools, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error',
      `yarn@${ YARN }`, `node-linux-${ process.arch }@${ NODE }`]);
    const works = await output(join(tools, 'node_modules/.bin/node'), ['--version']);

    if (works !== `v${ NODE }`) {
      throw new Trouble(`Node ${ NODE } was installed into ${ tools } but does not start`);
    }
    markFresh(stamp, key);
  });
}

async function installPackages() {
  const stamp = join(root, 'node_modules/.cassandra-key');
  const key = keyOf(['package.json', 'yarn.lock'].map((name) => join(root, name)));

  if (isFresh(stamp, key)) {
    return;
  }
  const locked = existsSync(join(root, 'yarn.lock'));

  await step('Install npm packages', async() => {
    await run('yarn', ['install', '--non-interactive', '--no-progress', '--silent', ...(locked ? ['--frozen-lockfile'] : [])],
      { log: join(cache, 'log/yarn.log') });
    markFresh(stamp, key);
  });
}
