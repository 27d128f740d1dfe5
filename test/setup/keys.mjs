// Keys of what is built, from what goes into it, so that nothing is built twice and nothing is stale.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { root } from './steps.mjs';

/**
 * Every file below a folder that `wanted` takes, sorted.
 * @param {string} folder
 * @param {(path: string) => boolean} wanted
 * @returns {string[]}
 */
export function filesIn(folder, wanted) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !['node_modules', '.shell', '.git'].includes(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);

      return entry.isDirectory() ? filesIn(path, wanted) : entry.isFile() && wanted(path) ? [path] : [];
    })
    .sort();
}

/**
 * A short key of files' names and contents and of any other text that matters.
 * @param {readonly string[]} files
 * @param {...string} more
 * @returns {string} 16 hexadecimal digits
 */
export function keyOf(files, ...more) {
  const hash = createHash('sha256');

  files.forEach((file) => hash.update(`${ relative(root, file) }\0`).update(readFileSync(file)).update('\0'));
  more.forEach((text) => hash.update(`${ text }\0`));

  return hash.digest('hex').slice(0, 16);
}

/** Whether `stamp` says that the thing beside it was made from `key`. */
export const isFresh = (stamp, key) => existsSync(stamp) && readFileSync(stamp, 'utf8') === key;

/** Notes that the thing beside `stamp` was made from `key`. */
export function markFresh(stamp, key) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, key);
}

/**
 * Keeps the newest few folders of a cache and removes the rest.
 * @param {string} folder its sub-folders are the cached things
 * @param {string} used the one in use, which counts as the newest
 * @param {number} [keep]
 */
export function prune(folder, used, keep = 3) {
  const now = new Date();

  utimesSync(join(folder, used), now, now);
  readdirSync(folder)
    .map((name) => ({ path: join(folder, name), age: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.age - a.age)
    .slice(keep)
    .forEach(({ path }) => rmSync(path, { recursive: true, force: true }));
}
