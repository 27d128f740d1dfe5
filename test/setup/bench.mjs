// npm run bench: what test/bench measures, with everything cached and the lab down; part of it by name: npm run bench -- create. Without the lab: npm run bench -- size
import { existsSync } from 'node:fs';

import { size } from '../bench/size/size.mjs';
import { installBrowser } from './browser.mjs';
import { dashboard, extension, lab } from './builds.mjs';
import { command, run, Trouble } from './steps.mjs';
import { prepare } from './tools.mjs';

await command(async() => {
  const args = process.argv.slice(2);

  if (args[0] === 'size') {
    await prepare();

    return size(await extension(), { update: args.includes('--update') }).failed;
  }
  const env = { LAB_NAME: 'crbench', LAB_DIR: '/var/lib/cassandra-lab-bench', LAB_PORT: '10443' };

  if (existsSync(env.LAB_DIR)) {
    throw new Trouble(`${ env.LAB_DIR } is left from another run: LAB_NAME=${ env.LAB_NAME } LAB_DIR=${ env.LAB_DIR } LAB_PORT=${ env.LAB_PORT } npm run lab -- reset`);
  }
  await prepare();
  await Promise.all([lab(), dashboard(), extension(), installBrowser()]);

  return run('playwright', ['test', '--config', 'test/bench/playwright.config.ts', ...args], { mayFail: true, env });
});
