// What the lab serves and what it is: the dashboard, the extension and the lab's program, each built once.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { filesIn, isFresh, keyOf, markFresh, prune } from './keys.mjs';
import { cache, output, root, run, step } from './steps.mjs';

const json = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const KUBERNETES = { major: '1', minor: '36', patch: '3' };

/**
 * Rancher's dashboard as Rancher serves it, without the extension in it.
 * @returns {Promise<string>} the folder with its static files
 */
export async function dashboard() {
  const { version } = json('node_modules/@rancher/shell/package.json');
  const folder = join(cache, 'dashboard', version);
  const stamp = join(folder, '.key');
  const key = keyOf([join(root, 'vue.config.js')], version);

  if (isFresh(stamp, key)) {
    return folder;
  }
  await step(`Build Rancher's dashboard of @rancher/shell ${ version } (3 to 10 minutes, once)`, async() => {
    const making = `${ folder }.making`;

    rmSync(making, { recursive: true, force: true });
    await run('vue-cli-service', ['build'], {
      log: join(cache, 'log/dashboard.log'),
      env: {
        DASHBOARD_ONLY: '1',
        NODE_OPTIONS:   '--max-old-space-size=6144',
        OUTPUT_DIR:     making,
        RESOURCE_BASE:  '/dashboard/',
        ROUTER_BASE:    '/dashboard/',
      },
    });
    rmSync(folder, { recursive: true, force: true });
    renameSync(making, folder);
    markFresh(stamp, key);
  });

  return folder;
}

/**
 * The extension as it is published.
 * @returns {Promise<string>} the folder that holds NAME-VERSION folders
 */
export async function extension() {
  const { name, version } = json('pkg/cassandra/package.json');
  const folder = join(root, 'dist-pkg');
  const stamp = join(folder, `${ name }-${ version }`, '.key');
  // Pictures for the documentation are no part of it.
  const sources = ['pkg', 'l10n', 'assets'].flatMap((part) => filesIn(join(root, part), (path) => !path.endsWith('.png')));
  const key = keyOf([...sources, join(root, 'yarn.lock')]);

  if (!isFresh(stamp, key)) {
    await step('Build the extension', async() => {
      // The shell's script leaves this link behind when it is interrupted, and then refuses to run.
      rmSync(join(root, 'pkg', name, '.shell'), { force: true });
      await run(join(root, 'node_modules/@rancher/shell/scripts/build-pkg.sh'), [name], { log: join(cache, 'log/extension.log') });
      markFresh(stamp, key);
    });
  }

  return folder;
}

/**
 * The lab's program.
 * @returns {Promise<string>} its path
 */
export async function lab() {
  const source = join(root, 'test/lab');
  const go = await output('go', ['env', 'GOVERSION']) ?? '';
  const files = filesIn(source, (path) => !/(_test\.go|\.md)$/.test(path));
  const key = keyOf(files, go, process.arch);
  const binary = join(cache, 'lab', key, 'lab');

  if (!existsSync(binary)) {
    await step('Build the lab (a Kubernetes from source: 6 to 15 minutes the first time)', async() => {
      const version = `v${ KUBERNETES.major }.${ KUBERNETES.minor }.${ KUBERNETES.patch }`;
      // Clients parse the server's version; a Kubernetes built as a library has none.
      const flags = Object.entries({ gitVersion: version, gitMajor: KUBERNETES.major, gitMinor: KUBERNETES.minor })
        .map(([name, value]) => `-X k8s.io/component-base/version.${ name }=${ value }`);

      mkdirSync(join(cache, 'lab', key), { recursive: true });
      await run('go', ['-C', source, 'build', '-trimpath', `-p=${ availableParallelism() }`, '-ldflags', ['-s -w', ...flags].join(' '), '-o', `${ binary }.making`, '.'],
        { env: { CGO_ENABLED: '0' }, log: join(cache, 'log/lab-build.log') });
      renameSync(`${ binary }.making`, binary);
    });
  }
  prune(join(cache, 'lab'), key);

  return binary;
}
