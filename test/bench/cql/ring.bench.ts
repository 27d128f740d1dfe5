// The ring as the page reads it by CQL, against nodetool: what it costs, who owns what, and how soon a node that is frozen is seen, and no other.
import { expect, type Page, test } from '@playwright/test';

import { nodetool } from '../../../pkg/cassandra/core/nodetool/command';
import { parseStatus } from '../../../pkg/cassandra/core/nodetool/status';
import { Cassandra } from '../../e2e/support/cassandra';
import { cqlsh } from '../../e2e/support/cql';
import { CreateForm } from '../../e2e/support/form';
import { kubectl, lab } from '../../e2e/support/lab';
import { startLoad } from '../../e2e/support/load';
import { addressOf, expectRing } from '../../e2e/support/nodes';
import { makeSet, processOf } from '../../e2e/support/ring';
import { loginAs } from '../../e2e/support/users';
import { isNodetool, watchExecs } from '../execs';
import { median, table } from '../table';
import { queries, together, watchQueries } from './frames';
import { shownStates, watchRing } from './sight';

const RUNS = Number(process.env.RUNS ?? 5);
const NAMESPACE = 'bench-live';
const NAME = 'livebench';
const NODES = 3;
const LOAD_MS = Number(process.env.LOAD_MS ?? 600_000);
/** Operations a second: what leaves two cores something for the databases to do beside them. */
const RATE = 120;

const LIMIT = { cheaperThanNodetool: 20, suspectMs: 6_000, ownership: 0.001 };
/** What is asked for the whole ring: the tables together, and gossip, which is asked more often. */
const TABLES = ['FROM system.local', 'FROM system.peers_v2', 'FROM system_schema.keyspaces'] as const;
const GOSSIP = ['SELECT * FROM system_views.gossip_info'] as const;

const podAt = (ordinal: number): string => `${ NAME }-${ ordinal }`;
const pods = Array.from({ length: NODES }, (_, ordinal) => podAt(ordinal));
const suspected: number[] = [];
const down: number[] = [];
const downByNodetool: number[] = [];

async function open(page: Page): Promise<Cassandra> {
  const cassandra = new Cassandra(page);

  await loginAs(page, 'admin');
  await cassandra.openCluster(NAMESPACE, NAME);
  await cassandra.expectUN(NODES, 60_000);
  await expect(page.getByTestId('cassandra-ring-live')).toHaveAttribute('data-phase', 'live', { timeout: 60_000 });

  return cassandra;
}

/** When a node has first said in its log that another one is down, which is when its nodetool begins to say so. */
async function downInLog(by: string, address: string, since: number): Promise<number | undefined> {
  const log = await kubectl('logs', by, '-n', NAMESPACE, '-c', 'cassandra', '--timestamps', `--since-time=${ new Date(since).toISOString() }`);
  const line = log.split('\n').find((each) => each.includes(`${ address }:7000 is now DOWN`));

  return line === undefined ? undefined : Date.parse(line.split(' ')[0] ?? '');
}

test.use({ trace: 'off' }); // it keeps copies of the page inside of the page

test.beforeAll(async() => {
  test.setTimeout(900_000);
  await lab('up');
  await makeSet(NAMESPACE, NAME, NODES);
  await cqlsh(NAMESPACE, podAt(0), [1, 2].map((copies) => `CREATE KEYSPACE copies${ copies } WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': ${ copies }};`).join(' '));
});

test.afterAll(async() => {
  await lab('reset');
  if (suspected.length) {
    console.log(table({ 'frozen to suspected, on the page': suspected, 'frozen to DN, on the page': down, 'frozen to DN, by nodetool': downByNodetool }));
  }
});

test('what it costs to read the ring', async({ page }) => {
  test.setTimeout(300_000);
  const execs = watchExecs(page, isNodetool);

  await watchQueries(page);
  await open(page);
  const refresh = page.getByTestId('cassandra-ring-refresh');

  for (let run = 0; run < RUNS; run++) {
    const before = execs.length;

    await expect(refresh).toBeEnabled({ timeout: 60_000 });
    await refresh.click();
    await expect.poll(() => execs.length, { timeout: 60_000 }).toBeGreaterThan(before);
    await expect.poll(() => execs.at(-1)?.to, { timeout: 60_000 }).toBeLessThan(Infinity);
    // Tables are read less often than this.
    await page.waitForTimeout(16_000);
  }
  const asked = await queries(page);
  const [tables, gossip] = [TABLES, GOSSIP].map((parts) => together(asked, parts));
  const pulses = asked.filter(({ text }) => text.includes('heartbeat')).map(({ ms }) => ms);
  const statuses = execs.filter(({ command, to }) => command.at(-1) === 'status' && to < Infinity).map(({ from, to }) => to - from);
  const cost = median(tables!) + median(gossip!);

  console.log(`\nring by CQL: ${ cost.toFixed(1) } ms (tables ${ median(tables!).toFixed(1) }, gossip ${ median(gossip!).toFixed(1) }); heartbeats alone ${ median(pulses).toFixed(1) } ms (${ pulses.length } times); nodetool status ${ median(statuses).toFixed(0) } ms (${ statuses.length } times): ${ (median(statuses) / cost).toFixed(0) } times`);
  [tables!, gossip!].forEach((all) => expect(all.length).toBeGreaterThan(2)); // so that the median means something
  expect(statuses.length).toBeGreaterThanOrEqual(RUNS);
  expect(median(statuses) / cost).toBeGreaterThanOrEqual(LIMIT.cheaperThanNodetool);
});

test('who owns what, as nodetool has it', async({ page }) => {
  const cassandra = await open(page);

  for (const keyspace of ['copies1', 'copies2', 'system_auth']) {
    const status = parseStatus(await kubectl('exec', '-n', NAMESPACE, podAt(0), '-c', 'cassandra', '--', ...nodetool('status', keyspace)));
    const wanted = new Map(status.datacenters.flatMap(({ nodes }) => nodes).map(({ address, owns }) => [address, owns ?? NaN]));

    await new CreateForm(page).select('Ownership of keyspace', new RegExp(`^\\s*${ keyspace }\\s*$`));
    await expect(page.getByTestId('cassandra-ring-live')).toContainText(`replication of ${ keyspace }`);
    await expect(async() => {
      const cells = await cassandra.ringRows.evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText.trim())));
      const shown = new Map(cells.map(([, address = '', , , owns = '']) => [address, Number(owns.replace('%', '')) / 100]));

      expect([...shown.keys()].sort()).toEqual([...wanted.keys()].sort());
      // Both are rounded.
      expect(Math.max(...[...wanted].map(([address, owns]) => Math.abs(owns - (shown.get(address) ?? NaN))))).toBeLessThanOrEqual(LIMIT.ownership + 1e-9);
    }).toPass({ timeout: 30_000, intervals: [500] });
    console.log(`${ keyspace }: ${ [...wanted.values()].map((owns) => `${ (owns * 100).toFixed(1) } %`).join(', ') }`);
  }
});

test('a frozen node is suspected, and then down, not later than nodetool says so', async({ page }) => {
  test.setTimeout(RUNS * 180_000);
  await watchRing(page);
  const cassandra = await open(page);

  for (let run = 0; run < RUNS; run++) {
    // Each in turn, and so also the one that the page asks.
    const pod = podAt((run + NODES - 1) % NODES);
    const others = pods.filter((each) => each !== pod);
    const address = await addressOf(NAMESPACE, pod);
    const frozen = processOf(pod);

    expect(frozen).toBeDefined();
    // The page has seen for a while how they beat.
    await page.waitForTimeout(20_000);
    const at = Date.now();

    process.kill(frozen!, 'SIGSTOP');
    try {
      const seen: { suspect?: number; down?: number } = {};

      await expect(async() => {
        const states = (await shownStates(page)).filter((each) => each.pod === pod && each.at >= at);

        seen.suspect = states.find(({ code }) => code.endsWith('?'))?.at;
        seen.down = states.find(({ code }) => code.startsWith('D'))?.at;
        expect(seen.down).toBeDefined();
      }).toPass({ timeout: 60_000, intervals: [250] });
      const inLogs: number[] = [];

      await expect(async() => {
        inLogs.splice(0, Infinity, ...(await Promise.all(others.map((by) => downInLog(by, address, at - 1_000)))).flatMap((found) => found ?? []));
        expect(inLogs.length).toBe(others.length);
      }).toPass({ timeout: 60_000, intervals: [1_000] });
      suspected.push(((seen.suspect ?? seen.down ?? NaN) - at) / 1000);
      down.push(((seen.down ?? NaN) - at) / 1000);
      downByNodetool.push((Math.min(...inLogs) - at) / 1000);
      expect((await shownStates(page)).filter((each) => each.pod !== pod && each.at >= at)).toEqual([]);
    } finally {
      process.kill(frozen!, 'SIGCONT');
    }
    await cassandra.expectUN(NODES, 120_000);
    await expectRing(NAMESPACE, podAt(0), NODES);
  }
  console.log(`suspected after ${ suspected.map((each) => each.toFixed(1)).join(', ') } s, down after ${ down.map((each) => each.toFixed(1)).join(', ') } s, by nodetool after ${ downByNodetool.map((each) => each.toFixed(1)).join(', ') } s`);
  expect.soft(Math.max(...suspected)).toBeLessThanOrEqual(LIMIT.suspectMs / 1000);
  down.forEach((each, run) => expect.soft(each, `run ${ run + 1 }`).toBeLessThanOrEqual(downByNodetool[run] ?? NaN));
});

test(`no false alarm in ${ LOAD_MS / 60_000 } minutes of load`, async({ page }) => {
  test.setTimeout(LOAD_MS + 900_000);
  const load = await startLoad(NAMESPACE, { contactPoints: [`${ podAt(0) }.${ NAME }`], rate: RATE });

  await watchRing(page);
  // While it is filled there is more to do than ever after.
  await open(page);
  const since = Date.now();

  await load.filled();
  const { written: before } = await load.stats();

  await page.waitForTimeout(LOAD_MS);
  const { written } = await load.stats();

  console.log(`${ written - before } rows were written meanwhile`);
  expect((await shownStates(page)).filter(({ at }) => at >= since)).toEqual([]);
  expect(await page.getByTestId('cassandra-ring-live').getAttribute('data-phase')).toBe('live');
  await load.stop();
});
