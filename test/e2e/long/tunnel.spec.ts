// Tunnels that are long, large, or cut off. The last file of these, because it ends by killing the lab's control plane.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

import { kubectl, lab } from '../support/lab';
import { block, BLOCK_BYTES, BLOCKS_IN_MIB, endOf, errorOf, hashOf, makePeer, PORT, read, readText, TunnelUser, writeBlocks } from '../support/tunnel';

const NAMESPACE = `tunnel-${ Date.now().toString(36) }`;
const POD = 'peer';
const MIB = 1024 * 1024;
const IDLE_MS = 70_000;
/** What a page may hold of what nobody reads, and the message that is too much. */
const MOST_UNREAD = 256 * MIB + BLOCK_BYTES;
const directory = process.env.LAB_DIR ?? '/var/lib/cassandra-lab';

let admin: TunnelUser;

const connect = (port: number) => admin.connect(NAMESPACE, POD, port);

test.describe.configure({ mode: 'serial', timeout: 300_000 });

test.beforeAll(async({ baseURL }) => {
  await makePeer(NAMESPACE, POD);
  admin = await TunnelUser.login(baseURL!, 'admin');
});
test.afterAll(async() => {
  await admin?.dispose();
  await kubectl('delete', 'namespace', NAMESPACE, '--wait=false', '--ignore-not-found');
});

test('100 MiB to a pod', async() => {
  const blocks = 100 * BLOCKS_IN_MIB;
  const socket = await connect(PORT.sink);

  await writeBlocks(socket, blocks);
  await endOf(socket);
  await expect(async() => {
    expect(JSON.parse(await readText(await connect(PORT.told)))).toEqual({ bytes: 100 * MIB, sha256: hashOf(blocks) });
  }).toPass({ timeout: 60_000 });
});

test('what nobody reads ends the connection before it takes all memory', async() => {
  const socket = await connect(PORT.source);
  const failed = errorOf(socket);
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, socket.readableLength);
  }, 5);

  socket.write(`${ 400 * BLOCKS_IN_MIB }\n`);
  expect(await failed).toMatchObject({ code: 'overrun' });
  clearInterval(watch);
  expect(most).toBeGreaterThan(100 * MIB); // so that it came near
  expect(most).toBeLessThanOrEqual(MOST_UNREAD);
});

test('over a minute without a word, and it is still there', async() => {
  const socket = await connect(PORT.echo);
  const say = async(number: number) => {
    const back = read(socket, BLOCK_BYTES);

    socket.write(block(number));
    expect((await back).bytes).toBe(BLOCK_BYTES);
  };

  await say(0);
  await new Promise((resolve) => {
    setTimeout(resolve, IDLE_MS);
  });
  await say(1);
  socket.destroy();
});

test('a pod that is deleted in the middle ends its connections', async() => {
  await makePeer(NAMESPACE, 'victim');
  const socket = await admin.connect(NAMESPACE, 'victim', PORT.echo);
  const closed = once(socket, 'close').catch(() => undefined);

  socket.resume();
  socket.write(block(0));
  await kubectl('delete', 'pod', 'victim', '-n', NAMESPACE, '--wait=false');
  await closed;
  expect(await errorOf(admin.dial(NAMESPACE, 'victim', PORT.echo))).toHaveProperty('code', expect.stringMatching(/^(notFound|unreachable|refused)$/));
});

test('the API server is killed in the middle: an error at once, and with the next one a new connection works', async({ baseURL }) => {
  test.setTimeout(600_000);
  const [idle, busy] = await Promise.all([connect(PORT.echo), connect(PORT.source)]);
  const failed = Promise.all([idle, busy].map(errorOf));

  busy.resume();
  busy.write(`${ 10_000 * BLOCKS_IN_MIB }\n`);
  await expect.poll(() => busy.bytesRead).toBeGreaterThan(MIB);
  const since = performance.now();

  // It is all of the control plane, in one process.
  process.kill(Number(/\d+/.exec(readFileSync(join(directory, 'run/server.pid'), 'utf8'))?.[0]), 'SIGKILL');
  for (const error of await failed) {
    expect(error).toMatchObject({ code: 'unreachable' });
  }
  expect(performance.now() - since).toBeLessThan(5_000);
  expect(await errorOf(admin.dial(NAMESPACE, POD, PORT.echo))).toMatchObject({ code: 'unreachable' });

  await lab('up');
  await admin.dispose();
  admin = await TunnelUser.login(baseURL!, 'admin');
  await kubectl('wait', '-n', NAMESPACE, '--for=condition=Ready', `pod/${ POD }`, '--timeout=180s');
  await expect(async() => {
    const socket = await connect(PORT.echo);
    const back = read(socket, BLOCK_BYTES);

    socket.write(block(7));
    expect((await back).bytes).toBe(BLOCK_BYTES);
    socket.destroy();
  }).toPass({ timeout: 60_000 });
});
