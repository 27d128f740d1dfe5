// How large what people install is: each file as it is published, what is loaded with the dashboard, and all of it. Printed, and held against the
// limits and against what it was when somebody last looked: npm run bench -- size, with --update to write down what it is now.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { Trouble } from '../../setup/steps.mjs';

const KIB = 1024;
const BASELINE = fileURLToPath(new URL('baseline.json', import.meta.url));

const LIMITS = { entryGzip: 25 * KIB, driverGzip: 180 * KIB, raw: 2 * KIB * KIB, files: 40 };
/** A file that has grown by more than this has something in it that nobody meant to be there; a few bytes more of a small one have not. */
const MOST_GROWTH = { share: 1.1, bytes: KIB };

/** @typedef {{ raw: number, gzip: number }} Size in bytes */

/**
 * The files that are published: all of the folder but the bundle's report and what begins with a dot.
 * @param {string} folder
 * @returns {Record<string, Size>} by path without the version
 */
function sizesOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.startsWith('.') && entry.name !== 'report.html');

  return Object.fromEntries(files.map(({ parentPath, path, name }) => {
    const file = join(parentPath ?? path, name);
    const bytes = readFileSync(file);

    return [relative(folder, file).replace(/-\d+\.\d+\.\d+(?:-[\w.]+)?\.umd\.min/, '').replace(/\.[0-9a-f]{8}\./, '.'), { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length }];
  }));
}

/**
 * What another build can be compared with: chunks that have no name are numbered anew each time, and count as one.
 * @param {Record<string, Size>} sizes
 * @returns {Record<string, Size>}
 */
function comparable(sizes) {
  const nameOf = (file) => file.replace(/\.\d+\.js$/, '.(number).js');
  const names = [...new Set(Object.keys(sizes).map(nameOf))].sort();

  return Object.fromEntries(names.map((name) => [name, sumOf(Object.fromEntries(Object.entries(sizes).filter(([file]) => nameOf(file) === name)))]));
}

/** @param {Record<string, Size>} sizes */
const sumOf = (sizes) => Object.values(sizes).reduce((sum, { raw, gzip }) => ({ raw: sum.raw + raw, gzip: sum.gzip + gzip }), { raw: 0, gzip: 0 });

const kib = (bytes) => `${ (bytes / KIB).toFixed(1) } KiB`;

/**
 * What is wrong, in words.
 * @param {Record<string, Size>} sizes
 * @param {Record<string, Size>} before
 * @param {string} name of the package
 * @returns {{ checks: number, faults: string[] }}
 */
function judge(sizes, before, name) {
  const now = comparable(sizes);
  const all = sumOf(sizes);
  const limits = [
    ['what is loaded with the dashboard', sizes[`${ name }.js`]?.gzip, LIMITS.entryGzip, kib],
    ['the driver', sizes[`${ name }.driver.js`]?.gzip, LIMITS.driverGzip, kib],
    ['all files', all.raw, LIMITS.raw, kib],
    ['the number of files', Object.keys(sizes).length, LIMITS.files, String],
  ];
  const grown = [...Object.keys(before).filter((file) => now[file]).map((file) => [file, now[file], before[file]]), ['all files', all, sumOf(before)]];

  return {
    checks: limits.length + grown.length,
    faults: [
      ...limits.filter(([, is, most]) => !(is <= most)).map(([what, is, most, text]) => is === undefined ? `${ what } is not there` : `${ what }: ${ text(is) }, limit ${ text(most) }`),
      ...grown.filter(([, is, was]) => is.gzip > was.gzip * MOST_GROWTH.share && is.gzip > was.gzip + MOST_GROWTH.bytes)
        .map(([what, is, was]) => `${ what }: ${ kib(is.gzip) } gzipped, was ${ kib(was.gzip) }. If that is meant: npm run bench -- size --update`),
    ],
  };
}

/** @param {Record<string, Size>} sizes */
function table(sizes) {
  const rows = Object.entries(sizes).sort(([, one], [, other]) => other.raw - one.raw);

  return [
    '| file | raw | gzipped |', '|---|---|---|', ...[...rows, [`${ rows.length } files`, sumOf(sizes)]].map(([file, { raw, gzip }]) => `| ${ file } | ${ kib(raw) } | ${ kib(gzip) } |`),
  ].join('\n');
}

/**
 * Prints and judges the sizes of the built extension.
 * @param {string} folder as `extension` of the builds gives it
 * @param {{ update?: boolean }} [options] `update`: what it is now becomes what later builds are compared with
 * @returns {{ passed: number, failed: number }}
 */
export function size(folder, { update = false } = {}) {
  const [name, version] = ['name', 'version'].map((field) => JSON.parse(readFileSync(join(folder, '../pkg/cassandra/package.json'), 'utf8'))[field]);
  const sizes = sizesOf(join(folder, `${ name }-${ version }`));

  console.log(table(sizes));
  console.log(`Loaded with the dashboard: ${ kib(sizes[`${ name }.js`]?.gzip) } gzipped, and the texts of the language, as of every extension: ${ kib(sizes[`${ name }.en-us.js`]?.gzip) } in English.`);
  if (update) {
    writeFileSync(BASELINE, `${ JSON.stringify(comparable(sizes), null, 2) }\n`);
  }
  const { checks, faults } = judge(sizes, baseline(), name);

  faults.forEach((fault) => console.log(`✗ ${ fault }`));

  return { passed: checks - faults.length, failed: faults.length };
}

/** @returns {Record<string, Size>} */
function baseline() {
  try {
    return JSON.parse(readFileSync(BASELINE, 'utf8'));
  } catch {
    throw new Trouble(`${ BASELINE } cannot be read: npm run bench -- size --update`);
  }
}
