import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const root = join(__dirname, '../../..');
const script = join(root, 'test/setup/lab.mjs');

/** Runs a command of the lab (`npm run lab -- …`) and returns what it printed. */
export async function lab(...args: string[]): Promise<string> {
  const { stdout } = await exec('node', [script, ...args], { cwd: root, maxBuffer: 64 << 20 });

  return stdout;
}

/** kubectl with the lab's administrator. */
export const kubectl = (...args: string[]): Promise<string> => lab('kubectl', ...args);

/** Applies a manifest from text. */
export async function apply(manifest: string, ...flags: string[]): Promise<void> {
  const running = exec('node', [script, 'kubectl', 'apply', ...flags, '-f', '-'], { cwd: root });

  running.child.stdin?.end(manifest);
  await running;
}

/** A kubectl that goes on, such as `get --watch`. */
export interface Following {
  write(text: string): void;
  end(): void;
}

/** Runs kubectl until it ends by itself, or is ended; tells each line that it prints. */
export function follow(args: readonly string[], onLine: (line: string) => void, onEnd: () => void): Following {
  // A process group, since what is to be ended is the child of the child.
  const child: ChildProcessWithoutNullStreams = spawn('node', [script, 'kubectl', ...args], { cwd: root, detached: true });
  let ended = false;
  const end = () => {
    if (!ended) {
      ended = true;
      onEnd();
    }
  };

  createInterface({ input: child.stdout }).on('line', onLine);
  child.stderr.resume();
  child.stdin.on('error', () => undefined); // it has ended
  child.on('error', end);
  child.on('close', end);

  return {
    write: (text) => child.stdin.write(text),
    end() {
      const running = !ended && child.pid !== undefined;

      ended = true;
      if (running) {
        try {
          process.kill(-child.pid!, 'SIGTERM');
        } catch {
          // It has ended, and is about to say so.
        }
      }
    },
  };
}
