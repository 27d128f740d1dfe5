// The composed objects (test/unit/manifest/*.yaml) against kube-score, a checker of Kubernetes manifests.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { isFresh, markFresh } from './keys.mjs';
import { cache, command, root, run, step } from './steps.mjs';

const VERSION = 'v1.20.0';
const golden = join(root, 'test/unit/manifest');

/** What kube-score would have, and why a Cassandra node has not. */
const NOT_FOR_US = {
  'container-security-context-readonlyrootfilesystem': 'the official entrypoint writes into its file system',
  'container-security-context-user-group-id':          'the image\'s user is 999; kube-score wants one above 10000',
  'container-image-pull-policy':                       'Always would make the start of a node depend on the registry',
  'container-ephemeral-storage-request-and-limit':     'a limit evicts a database node because of its logs',
  'pod-networkpolicy':                                 'offered, not forced: it would cut off clients that nobody named',
  'service-type':                                      'NodePort is for the person to choose',
};

async function kubeScore() {
  const folder = join(cache, 'tools/kube-score');
  const stamp = join(folder, '.key');

  if (!isFresh(stamp, VERSION)) {
    await step(`Build kube-score ${ VERSION }`, async() => {
      await run('go', ['install', '-trimpath', `github.com/zegl/kube-score/cmd/kube-score@${ VERSION }`], { env: { GOBIN: folder, CGO_ENABLED: '0' }, log: join(cache, 'log/kube-score.log') });
      markFresh(stamp, VERSION);
    });
  }

  return join(folder, 'kube-score');
}

/**
 * One test per set of objects: it has no finding but those that are meant.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function manifests() {
  const program = await kubeScore();
  const files = readdirSync(golden).filter((name) => name.endsWith('.yaml'));
  const ignored = Object.keys(NOT_FOR_US).flatMap((test) => ['--ignore-test', test]);
  const counts = { passed: 0, failed: files.length ? 0 : 1 };

  for (const file of files) {
    const status = await run(program, ['score', '--kubernetes-version', 'v1.36', '--ignore-container-cpu-limit', ...ignored, '--output-format', 'ci', join(golden, file)],
      { mayFail: true, log: join(root, 'test-results', `kube-score-${ file }.txt`) });

    counts[status === 0 ? 'passed' : 'failed']++;
    if (status !== 0) {
      console.error(`✗ ${ file }: test-results/kube-score-${ file }.txt`);
    }
  }

  return counts;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await command(async() => (await manifests()).failed);
}
