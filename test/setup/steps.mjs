// Steps with a title and a time (on standard error: the output belongs to the command), child processes, and one-line failures: shared by every command.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const cache = process.env.LAB_CACHE ||
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cassandra-for-rancher');

/** A failure whose message is all that the user needs to read. */
export class Trouble extends Error {}

/** How many steps are under way, each within the one before. */
let depth = 0;

const seconds = (since) => `${ ((performance.now() - since) / 1000).toFixed(1) } s`;

/**
 * Runs one step of a command and prints how long it took.
 * @template T
 * @param {string} title what is being done, as a person would say it
 * @param {(say: (text: string) => void) => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const since = performance.now();
  const level = ++depth;

  console.error(`▸ ${ title }`);
  // A line a minute: a build of ten minutes that prints nothing looks hung, to people and to CI.
  const alive = setInterval(() => level === depth && console.error(`  … ${ title }: ${ seconds(since) }`), 60_000);

  try {
    return await work((text) => console.error(`  ${ text }`));
  } finally {
    clearInterval(alive);
    depth--;
    console.error(`  ${ title }: ${ seconds(since) }`);
  }
}

/**
 * Runs a program and waits for it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, log?: string, mayFail?: boolean }} [options]
 *   `log`: write what it prints to this file instead of the terminal
 * @returns {Promise<number>} the exit status, always 0 unless `mayFail`
 */
export function run(command, args, options = {}) {
  const { log, mayFail } = options;

  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd:   options.cwd || root,
      env:   { ...process.env, ...options.env },
      stdio: log ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });

    if (log) {
      mkdirSync(dirname(log), { recursive: true });
      const file = createWriteStream(log);

      child.stdout.pipe(file, { end: false });
      child.stderr.pipe(file, { end: false });
      child.on('close', () => file.end());
    }
    child.on('error', (error) => reject(new Trouble(error.code === 'ENOENT' ? `${ command } is not installed` : `${ command }: ${ error.message }`)));
    child.on('close', (code, signal) => {
      if (code === 0 || (mayFail && code !== null)) {
        resolve(code);
      } else {
        reject(new Trouble(`${ command } ${ args[0] || '' } ended with ${ signal || `status ${ code }` }${ log ? `, see ${ log }` : '' }`));
      }
    });
  });
}

/**
 * What a program prints, trimmed; undefined when it is missing or fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<string | undefined>}
 */
export function output(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';

    child.stdout.on('data', (part) => {
      text += part;
    });
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => resolve(code === 0 ? text.trim() : undefined));
  });
}

/**
 * Runs a command's main function: its exit status is the process's, and a Trouble is one line.
 * @param {() => Promise<number | void>} main
 */
export async function command(main) {
  try {
    process.exitCode = (await main()) || 0;
  } catch (error) {
    console.error(error instanceof Trouble ? `✗ ${ error.message }` : error);
    process.exitCode = 1;
  }
}
