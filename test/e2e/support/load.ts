// A writer and a reader at QUORUM beside a test, in a pod of their own with the image of Cassandra: its Python has the driver that applications use.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';

import { DEFAULT_IMAGE } from '../../../pkg/cassandra/core/manifest';
import { apply, kubectl } from './lab';

/** What has been done so far; failures are those that remain after all retries of the driver's policy. */
export interface LoadStats {
  phase: 'connecting' | 'filling' | 'running' | 'verifying' | 'ended';
  filled: number;
  written: number;
  read: number;
  failedWrites: number;
  failedReads: number;
  /** Answers that were other than what had been acknowledged, or none. */
  wrong: number;
  /** What the retry policy tried once more, by the reason. */
  tries: Record<string, number>;
  /** The last failures, in words. */
  errors: string[];
}

export interface LoadTotals extends LoadStats {
  /** Rows that were acknowledged, and were read back in the end. */
  verified: number;
  /** Of these, how many were not there, or not as they had been written. */
  lost: number;
}

/** Of the rows that were there before the test did anything; nobody overwrites them. */
export interface Checksum {
  count: number;
  sha256: string;
  /** What it must be by the ids alone. */
  expected: string;
}

export interface LoadOptions {
  contactPoints: readonly string[];
  /** Rows to begin with. */
  rows?: number;
  /** Operations a second afterwards. */
  rate?: number;
  datacenter?: string;
  /** Copies of each row. */
  replicas?: number;
}

export interface Load {
  /** Waits until the rows to begin with are written, and writing and reading have begun. */
  filled(): Promise<void>;
  stats(): Promise<LoadStats>;
  /** Ends it, reads back all that was acknowledged, and checks that nothing failed and nothing is lost. */
  stop(): Promise<LoadTotals>;
  /** Reads the whole table. */
  checksum(): Promise<Checksum>;
  /** Takes the pod away; a namespace that is deleted takes it along. */
  remove(): Promise<void>;
}

/** As `cqlsh` starts it. */
const PYTHON = ['/usr/bin/python3', '-W', 'ignore', '/load/load.py'];
const FILL_MS = 300_000;
const VERIFY_MS = 300_000;
const SCRIPT = readFileSync(join(__dirname, 'load.py'), 'utf8');

/** Begins to fill a table `load.rows`, and then to write and read; `filled` waits for the first. */
export async function startLoad(namespace: string, { contactPoints, rows = 100_000, rate = 60, datacenter = 'dc1', replicas = 3 }: LoadOptions, pod = 'load'): Promise<Load> {
  const environment = { CONTACT_POINTS: contactPoints.join(), ROWS: rows, RATE: rate, DATACENTER: datacenter, REPLICAS: replicas, PYTHONPATH: '/opt/cqlsh', PYTHONDONTWRITEBYTECODE: 1 };

  await apply(JSON.stringify({
    apiVersion: 'v1',
    kind:       'List',
    items:      [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: pod, namespace }, data: { 'load.py': SCRIPT } },
      {
        apiVersion: 'v1',
        kind:       'Pod',
        metadata:   { name: pod, namespace },
        spec:       {
          restartPolicy:                 'Never',
          terminationGracePeriodSeconds: 1,
          automountServiceAccountToken:  false,
          securityContext:               { runAsUser: 999 },
          containers:                    [{
            name:         'load',
            image:        DEFAULT_IMAGE,
            command:      [...PYTHON, 'run'],
            env:          Object.entries(environment).map(([name, value]) => ({ name, value: String(value) })),
            resources:    { requests: { cpu: '50m', memory: '128Mi' } },
            volumeMounts: [{ name: 'load', mountPath: '/load' }],
          }],
          volumes: [{ name: 'load', configMap: { name: pod } }],
        },
      },
    ],
  }));
  const stats = () => statsOf(namespace, pod);

  return {
    stats,
    async filled() {
      await until(namespace, pod, ['running'], FILL_MS);
      expect((await stats()).filled).toBe(rows);
    },
    async stop() {
      await kubectl('exec', '-n', namespace, pod, '--', 'touch', '/tmp/stop');
      const totals = await until(namespace, pod, ['ended'], VERIFY_MS);

      expect(totals).toMatchObject({ filled: rows, failedWrites: 0, failedReads: 0, wrong: 0, lost: 0 });
      // So that the zeros mean something.
      expect(totals.verified).toBeGreaterThan(rows);
      expect(totals.read).toBeGreaterThan(100);

      return totals;
    },
    checksum: () => checksum(namespace, pod),
    async remove() {
      await kubectl('delete', 'pod,configmap', pod, '-n', namespace, '--ignore-not-found');
    },
  };
}

/** Reads all rows at QUORUM, from the pod of a load that runs or has ended. */
export async function checksum(namespace: string, pod = 'load'): Promise<Checksum> {
  const { count, sha256, expected } = JSON.parse(lastLine(await kubectl('exec', '-n', namespace, pod, '--', ...PYTHON, 'checksum'))) as Checksum;

  return { count, sha256, expected };
}

/** All rows are as they were written in the beginning. */
export async function expectWhole(load: Load, rows = 100_000): Promise<Checksum> {
  const found = await load.checksum();

  expect(found.count).toBe(rows);
  expect(found.sha256).toBe(found.expected);

  return found;
}

async function until(namespace: string, pod: string, phases: readonly LoadStats['phase'][], timeout: number): Promise<LoadTotals> {
  let last: LoadTotals | undefined;

  await expect(async() => {
    last = await statsOf(namespace, pod);
    expect(phases, JSON.stringify(last)).toContain(last.phase);
  }).toPass({ timeout, intervals: [1_000, 2_000] });

  return last!;
}

async function statsOf(namespace: string, pod: string): Promise<LoadTotals> {
  const line = lastLine(await kubectl('logs', pod, '-n', namespace, '--tail=1'));

  try {
    return JSON.parse(line) as LoadTotals;
  } catch {
    throw new Error(`the load says: ${ line || 'nothing' }`);
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
