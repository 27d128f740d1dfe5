// Rings and rows for the console, what cqlsh says of them, and what a page takes of the browser's memory.
import type { Page } from '@playwright/test';

import { defaultSpec, type ClusterSpec } from '../../../pkg/cassandra/core/manifest';
import { cqlsh } from './cql';
import { kubectl } from './lab';
import { make } from './ring';

export const MIB = 1024 * 1024;

/** Makes a ring of one node; `more` is what is asked for beyond the usual. */
export async function makeOne(namespace: string, name: string, more: Partial<ClusterSpec> = {}): Promise<void> {
  await make({ ...defaultSpec(name, namespace), racks: [{ name: 'rack1', nodes: 1 }], antiAffinity: 'preferred', ...more });
}

/** Makes a ring of one node that wants a login, and waits until its superuser is there. */
export async function makeLogin(namespace: string, name: string, login: { username: string; password: string }): Promise<void> {
  await makeOne(namespace, name, { authentication: { secret: `${ name }-superuser`, create: login } });
  await kubectl('wait', '-n', namespace, '--for=condition=complete', `job/${ name }-auth`, '--timeout=180s');
}

/** Runs Python in a pod, with the driver that cqlsh brings along and `session` connected to that node. */
export function python(namespace: string, pod: string, script: string, ...args: string[]): Promise<string> {
  const connected = `
import sys
from cassandra.cluster import Cluster
from cassandra.concurrent import execute_concurrent
from cassandra.query import BatchStatement, BatchType
session = Cluster(["127.0.0.1"], connect_timeout=30, control_connection_timeout=30).connect()
session.default_timeout = 120
${ script }
session.cluster.shutdown()
`;

  return kubectl('exec', '-n', namespace, pod, '-c', 'cassandra', '--', 'env', 'PYTHONPATH=/opt/cqlsh', 'PYTHONDONTWRITEBYTECODE=1', '/usr/bin/python3', '-W', 'ignore', '-c', connected, ...args);
}

/** Rows in each partition of a table that `fill` has filled, and in each of its batches. */
const PARTITION = 1_000;
const BATCH = 100;

/** The columns of a table for `fill`. */
export const FILLED = '(part int, n int, word text, PRIMARY KEY (part, n))';

/** Fills a table: n goes from 0 to the number of rows. */
export async function fill(namespace: string, pod: string, table: string, rows: number): Promise<void> {
  await python(namespace, pod, `
insert = session.prepare("INSERT INTO ${ table } (part, n, word) VALUES (?, ?, ?)")

def batches():
    for start in range(0, ${ rows }, ${ BATCH }):
        batch = BatchStatement(batch_type=BatchType.UNLOGGED)
        for n in range(start, start + ${ BATCH }):
            batch.add(insert, (n // ${ PARTITION }, n, "%040d" % n))
        yield batch, None

execute_concurrent(session, batches(), concurrency=8, raise_on_first_error=True)`);
}

/** What cqlsh prints of a table with columns, row by row; it writes a backslash as two. */
export async function jsonRows(namespace: string, pod: string, select: string, ...options: string[]): Promise<string[]> {
  const answer = await cqlsh(namespace, pod, select, ...options);

  return answer.split('\n').map((line) => line.trim()).filter((line) => line.startsWith('{')).map((line) => line.replaceAll('\\\\', '\\'));
}

/** A text as it is without what only lays it out. */
export const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * Reads CSV (RFC 4180).
 *
 * @param nothing what stands for null; a field without quotes and letters, if not given
 */
export function readCsv(text: string, nothing?: string): (string | null)[][] {
  const rows: (string | null)[][] = [[]];

  for (const [field = '', quoted, plain = '', end = ''] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (field === '') {
      break;
    }
    const isNull = quoted === undefined && plain === (nothing ?? '');

    rows[rows.length - 1]?.push(isNull ? null : quoted?.replaceAll('""', '"') ?? plain);
    if (end.endsWith('\n')) {
      rows.push([]);
    }
  }

  return rows.filter((row) => row.length > 0);
}

/** As in a browser that has no dialog for files: what is exported is saved as a download. Before the page is opened. */
export async function saveAsDownloads(page: Page): Promise<void> {
  await page.addInitScript(() => Object.defineProperty(window, 'showSaveFilePicker', { value: undefined }));
}

const ON_DISK = 'exported';

/**
 * As if somebody had chosen a file in the browser's dialog, which no test can press: the file is one of the page's own on the
 * disk, and is written in the same way. Before the page is opened.
 */
export async function saveOnDisk(page: Page): Promise<void> {
  await page.addInitScript((name) => Object.defineProperty(window, 'showSaveFilePicker', {
    value: async() => (await navigator.storage.getDirectory()).getFileHandle(name, { create: true }),
  }), ON_DISK);
}

/** The second column of the CSV that was written by a page made with `saveOnDisk`: how many lines, how many different numbers, their sum. */
export function exportedNumbers(page: Page): Promise<{ lines: number; different: number; sum: number }> {
  return page.evaluate(async(name) => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle(name);
    const [, ...lines] = (await (await handle.getFile()).text()).trimEnd().split('\r\n');
    const numbers = lines.map((line) => Number(line.split(',')[1]));

    return { lines: lines.length, different: new Set(numbers).size, sum: numbers.reduce((sum, number) => sum + number, 0) };
  }, ON_DISK);
}

/** What `exportedNumbers` must be of a table that was filled with so many rows. */
export const numbersOf = (rows: number) => ({ lines: rows, different: rows, sum: rows * (rows - 1) / 2 });

/** What a page holds of JavaScript's heap, with the bytes that arrays hold outside of it, after all that can be had back was taken. */
export async function heapOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);

  return async() => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');

    return usedSize + backingStorageSize;
  };
}
