// The distribution's Chromium: the browsers that test tools bring themselves are downloads of their own.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { cache, run, step, Trouble } from './steps.mjs';

export const chromium = process.env.CHROMIUM || '/usr/bin/chromium';

/** Installs Chromium, and fonts for both languages, where they are missing. */
export async function installBrowser() {
  if (existsSync(chromium)) {
    return;
  }
  if (process.getuid() !== 0) {
    throw new Trouble(`no Chromium at ${ chromium }: install the package chromium, or set CHROMIUM`);
  }
  await step('Install Chromium', async() => {
    const log = join(cache, 'log/chromium.log');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };

    await run('apt-get', ['update', '-q'], { log, env });
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-wqy-zenhei'], { log, env });
  });
}
