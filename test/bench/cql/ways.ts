// The same through the page, by cqlsh in a pod, and by the driver on direct TCP.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';

export const ROWS = 100_000;
export const PAGE_ROWS = 5_000;

const root = join(__dirname, '../../..');
const run = promisify(execFile);
let made: Promise<string> | undefined;

/** The lab's program, without the script around it. */
export function labBinary(): Promise<string> {
  made ??= run('node', ['-e', 'import("./test/setup/builds.mjs").then(async({ lab }) => console.log(await lab()))'], { cwd: root }).then(({ stdout }) => stdout.trim().split('\n').at(-1) ?? '');

  return made;
}

/** How long a command takes in a pod, in milliseconds, from here. */
export async function timeInPod(namespace: string, pod: string, ...command: string[]): Promise<number> {
  const binary = await labBinary();
  const since = performance.now();

  await run(binary, ['kubectl', '-n', namespace, 'exec', pod, '-c', 'cassandra', '--', ...command]);

  return performance.now() - since;
}

/** The driver in Node, in the network namespace of the lab's control plane, from where all pods can be reached. */
export async function direct(what: 'first' | 'select', hosts: readonly string[], runs: number): Promise<number[]> {
  const { stdout } = await run('nsenter', [`--net=/run/netns/${ process.env.LAB_NAME ?? 'crlab' }-cp`, process.execPath, join(__dirname, 'direct.mjs'), what, ...hosts], {
    env: { ...process.env, RUNS: String(runs), PAGE_ROWS: String(PAGE_ROWS), ROWS: String(ROWS) },
  });

  return JSON.parse(stdout) as number[];
}

/** Puts what is used below into the page: what can be seen of a testid, and waiting for something to be so. */
const TOOLS = `
  window.bench ??= {
    seen: (id) => [...document.querySelectorAll('[data-testid="' + id + '"]')].find((element) => element.offsetParent !== null),
    when: (holds, within = document) => new Promise((resolve) => {
      const look = () => {
        const found = holds();

        if (found) {
          observer.disconnect();
          resolve(found);
        }
      };
      const observer = new MutationObserver(look);

      observer.observe(within, { subtree: true, childList: true, attributes: true, characterData: true });
      look();
    }),
    button: () => {
      const button = bench.seen('cassandra-cql-run-all');

      return button && !button.disabled ? button : undefined;
    },
  };`;

/**
 * From the press on Connect until the statement that stands in the console has its first row on the page. The page is
 * disconnected before.
 */
export function firstRow(page: Page): Promise<{ connected: number; row: number }> {
  return page.evaluate(`(async() => {
    ${ TOOLS }
    const since = performance.now();

    bench.seen('cassandra-cql-gate-connect').click();
    const button = await bench.when(bench.button);
    const connected = performance.now() - since;

    button.click();
    await bench.when(() => bench.seen('cassandra-cql-row'));

    return { connected, row: performance.now() - since };
  })()`);
}

/** From the press on Run until all rows of the statement that stands in the console are in the page. */
export function allRows(page: Page, rows: number): Promise<number> {
  return page.evaluate(`(async() => {
    ${ TOOLS }
    const since = performance.now();

    bench.button().click();
    (await bench.when(() => bench.seen('cassandra-cql-load-all'))).click();
    const count = bench.seen('cassandra-cql-count');
    const bar = count.parentElement;

    // Whoever looks at the whole page each time something changes is what takes the time.
    await bench.when(() => count.textContent.includes('${ rows.toLocaleString('en-US') }') && !bar.querySelector('[data-testid="cassandra-cql-load-stop"]'), bar);

    return performance.now() - since;
  })()`);
}
