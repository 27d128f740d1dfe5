import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A directory that goes with the test. */
export function temporary(): string {
  const directory = mkdtempSync(join(tmpdir(), 'inside-'));

  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));

  return directory;
}

/** Programs that stand in for what a pod has, each a bash script. */
export function programs(scripts: Record<string, string>): string {
  const directory = join(temporary(), 'bin');

  mkdirSync(directory);
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(directory, name), `#!/bin/bash\n${ script }`);
    chmodSync(join(directory, name), 0o755);
  }

  return directory;
}

/** Runs a script as the containers do. */
export function runScript(script: string, args: string[], { path, env = {} }: { path?: string; env?: Record<string, string> } = {}) {
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', script, 'test', ...args], {
    encoding: 'utf8',
    timeout:  20_000,
    // A socket there, and bash takes itself for a remote login.
    stdio:    ['ignore', 'pipe', 'pipe'],
    env:      { PATH: [path, process.env['PATH']].filter(Boolean).join(':'), ...env },
  });

  return { status, stdout, stderr };
}
