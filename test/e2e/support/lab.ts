import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const root = join(__dirname, '../../..');

/** Runs a command of the lab (`npm run lab -- …`) and returns what it printed. */
export async function lab(...args: string[]): Promise<string> {
  const { stdout } = await exec('node', [join(root, 'test/setup/lab.mjs'), ...args], { cwd: root, maxBuffer: 64 << 20 });

  return stdout;
}

/** kubectl with the lab's administrator. */
export const kubectl = (...args: string[]): Promise<string> => lab('kubectl', ...args);

/** Applies a manifest from text. */
export async function apply(manifest: string, ...flags: string[]): Promise<void> {
  const running = exec('node', [join(root, 'test/setup/lab.mjs'), 'kubectl', 'apply', ...flags, '-f', '-'], { cwd: root });

  running.child.stdin?.end(manifest);
  await running;
}
