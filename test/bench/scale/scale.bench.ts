// One node more and one node less by the page, against the bare sequence that a script would go through on the same ring. The two take turns.
//
// What is measured begins when the operation has been written down, which is when the dialog closes, and ends when it is written down that it has
// ended. Before that the dialog looks at everything once more: that is no part of the bare sequence, and is printed beside it. The script asks
// kubectl itself, without the wrapper around it, as often as it answers.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page, test } from '@playwright/test';

import { nodetool } from '../../../pkg/cassandra/core/nodetool/command';
import { parseStatus, type NodeStatus } from '../../../pkg/cassandra/core/nodetool/status';
import { lab } from '../../e2e/support/lab';
import { startLoad } from '../../e2e/support/load';
import { Operations } from '../../e2e/support/operations';
import { makeSet } from '../../e2e/support/ring';
import { isNodetool, mostInAMinute, watchExecs, type Exec } from '../execs';
import { median, table } from '../table';

const RUNS = Number(process.env.RUNS ?? 2);
const ROWS = 100_000;
const NAMESPACE = 'bench-scale';
const NAME = 'bench';
const NODES = 3;
const NEWEST = `${ NAME }-${ NODES }`;
const OBSERVER = `${ NAME }-0`;
const STEP_MS = 400_000;

/** Per node: whichever is more. */
const LIMIT = { share: 1.05, seconds: 5 };
const MOST_EXECS = 6;

const WAYS = ['page', 'script'] as const;

type Way = typeof WAYS[number];

const up: Record<Way, number[]> = { page: [], script: [] };
const down: Record<Way, number[]> = { page: [], script: [] };
const looked: number[] = [];
const execs: Exec[][] = [];

const root = join(__dirname, '../../..');
const run = promisify(execFile);
let binary = '';

const seconds = (since: number): number => (performance.now() - since) / 1000;

async function kubectl(...args: string[]): Promise<string> {
  return (await run(binary, ['kubectl', '-n', NAMESPACE, ...args], { cwd: root })).stdout;
}

const inPod = (pod: string, ...args: string[]) => kubectl('exec', pod, '-c', 'cassandra', '--', ...nodetool(...args));

const ring = async(pod: string): Promise<NodeStatus[]> => parseStatus(await inPod(pod, 'status')).datacenters.flatMap(({ nodes }) => nodes);

/** Asks again and again, as fast as there are answers. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const since = performance.now();

  while (!await holds().catch(() => false)) {
    if (performance.now() - since > STEP_MS) {
      throw new Error(`it did not come about within ${ STEP_MS / 1000 } s`);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 250);
    });
  }
}

async function upByScript(): Promise<number> {
  const isWhole = async(pod: string) => (await ring(pod)).filter(({ up: isUp, state }) => isUp && state === 'normal').length === NODES + 1;
  const since = performance.now();

  await kubectl('scale', 'statefulset', NAME, `--replicas=${ NODES + 1 }`);
  await kubectl('rollout', 'status', `statefulset/${ NAME }`, `--timeout=${ STEP_MS / 1000 }s`);
  await until(() => isWhole(NEWEST));
  await until(() => isWhole(OBSERVER));

  return seconds(since);
}

async function downByScript(): Promise<number> {
  const address = await kubectl('get', 'pod', NEWEST, '-o', 'jsonpath={.status.podIP}');
  const since = performance.now();

  await inPod(NEWEST, 'decommission');
  await until(async() => (await ring(OBSERVER)).every((node) => node.address !== address));
  await kubectl('scale', 'statefulset', NAME, `--replicas=${ NODES }`);
  await kubectl('wait', '--for=delete', `pod/${ NEWEST }`, `--timeout=${ STEP_MS / 1000 }s`);
  await kubectl('delete', 'pvc', `data-${ NEWEST }`);

  return seconds(since);
}

/** By the page: from the moment at which the operation stands on the StatefulSet until it does no longer. */
async function byPage(page: Page, nodes: number): Promise<number> {
  const operations = new Operations(page, NAMESPACE, NAME);

  await operations.cassandra.openCluster(NAMESPACE, NAME);
  await operations.openDialog('scale');
  await operations.typeNodes(String(nodes));
  if (nodes > NODES) {
    await page.getByTestId('cassandra-operate-cleanup').getByRole('checkbox').click();
  } else {
    await operations.dialog.getByRole('radio', { name: 'Delete them' }).click();
  }
  await operations.consentToAll();
  if (nodes <= NODES) {
    await operations.typeName();
  }
  const counted = watchExecs(page);
  const clicked = performance.now();
  let since = clicked;
  let begunAt = Date.now();

  await operations.submit.click();
  await until(async() => {
    const now = performance.now();
    const at = Date.now();
    const { operation } = await operations.annotations();

    // The last moment at which it was not there.
    if (operation === undefined) {
      since = now;
      begunAt = at;
    }

    return operation !== undefined;
  });
  looked.push((since - clicked) / 1000);
  await until(async() => (await operations.annotations()).operation === undefined);
  const took = seconds(since);

  expect((await operations.annotations()).history[0]).toMatchObject({ outcome: 'complete', targets: { [NAME]: nodes } });
  execs.push(counted.filter(({ from }) => from >= begunAt));
  // The page would go on to ask beside the script.
  await page.goto('about:blank');

  return took;
}

test.use({ trace: 'off' }); // it keeps copies of the page inside of the page

test.beforeAll(async() => {
  test.setTimeout(900_000);
  await lab('up');
  binary = (await run('node', ['-e', 'import("./test/setup/builds.mjs").then(async({ lab }) => console.log(await lab()))'], { cwd: root })).stdout.trim().split('\n').at(-1) ?? '';
  await makeSet(NAMESPACE, NAME, NODES);
  const load = await startLoad(NAMESPACE, { contactPoints: [`${ OBSERVER }.${ NAME }`], rows: ROWS });

  await load.filled();
  // There is something to stream, and nothing that writes meanwhile.
  await load.remove();
});

test.afterAll(async() => {
  await lab('reset');
  if (down.script.length) {
    console.log(table({
      '3 → 4 nodes, by the page': up.page, '3 → 4 nodes, by a script': up.script, '4 → 3 nodes, by the page': down.page, '4 → 3 nodes, by a script': down.script, 'the last look before it begins': looked,
    }));
  }
});

for (let turn = 1; turn <= RUNS; turn++) {
  test(`up and down in both ways, run ${ turn }`, async({ page }) => {
    test.setTimeout(4 * STEP_MS);
    const operations = new Operations(page, NAMESPACE, NAME);

    await operations.open();
    for (const way of turn % 2 ? WAYS : WAYS.toReversed()) {
      const other = way === 'page' ? 'script' : 'page';

      up[way].push(way === 'page' ? await byPage(page, NODES + 1) : await upByScript());
      down[other].push(other === 'page' ? await byPage(page, NODES) : await downByScript());
    }
  });
}

// One test of all: after a failure the next one would begin without what was measured.
test('hardly longer by the page than by the script, and no node is asked too often', () => {
  for (const [what, measured] of [['a node more', up], ['a node less', down]] as const) {
    const [page, script] = [median(measured.page), median(measured.script)];

    console.log(`${ what }: ${ page.toFixed(1) } s by the page, ${ script.toFixed(1) } s by a script`);
    expect.soft(page, what).toBeLessThanOrEqual(Math.max(script * LIMIT.share, script + LIMIT.seconds));
  }
  const most = execs.map(mostInAMinute);
  const nodetools = execs.map((each) => mostInAMinute(each.filter(({ command }) => isNodetool(command))));

  console.log(`most commands in one pod within a minute of an operation: ${ most.join(', ') }; of nodetool: ${ nodetools.join(', ') }`);
  expect.soft(execs.flat().length).toBeGreaterThan(3); // so that the count means something
  expect.soft(Math.max(...most)).toBeLessThanOrEqual(MOST_EXECS);
});
