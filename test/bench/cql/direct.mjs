// The driver of the console on direct TCP, in Node: node direct.mjs first HOST… or select HOST…, in a network where pods can be reached. Prints milliseconds as JSON.
import { createRequire } from 'node:module';

const { Client } = createRequire(import.meta.url)('cassandra-driver');

const RUNS = Number(process.env.RUNS);
const PAGE_ROWS = Number(process.env.PAGE_ROWS);
const ROWS = Number(process.env.ROWS);
const ONE = 1;

const [what, ...contactPoints] = process.argv.slice(2);

/** Made as the extension makes it, as far as that matters here. */
function client() {
  return new Client({
    contactPoints,
    localDataCenter:       'dc1',
    isMetadataSyncEnabled: false,
    monitorReporting:      { enabled: false },
    protocolOptions:       { maxVersion: 4 },
    pooling:               { coreConnectionsPerHost: { 0: 1, 1: 1, 2: 0 }, warmup: false },
  });
}

async function first() {
  const one = client();
  const since = performance.now();

  await one.connect();
  const { rows } = await one.execute('SELECT cluster_name FROM system.local', [], { prepare: false });
  const took = performance.now() - since;

  await one.shutdown();
  if (rows.length !== 1) {
    throw new Error(`${ rows.length } rows instead of one`);
  }

  return took;
}

async function select() {
  const one = client();

  await one.connect();
  const since = performance.now();
  const rows = [];
  let pageState;

  do {
    const page = await one.execute('SELECT * FROM load.rows', [], { prepare: false, autoPage: false, consistency: ONE, fetchSize: PAGE_ROWS, pageState });

    rows.push(...page.rows);
    pageState = page.pageState;
  } while (pageState && rows.length < ROWS);
  const took = performance.now() - since;

  await one.shutdown();
  if (rows.length !== ROWS) {
    throw new Error(`${ rows.length } rows instead of ${ ROWS }`);
  }

  return took;
}

const measured = [];

for (let run = 0; run < RUNS; run++) {
  measured.push(await (what === 'first' ? first() : select()));
}
console.log(JSON.stringify(measured));
