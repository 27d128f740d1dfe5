// The tunnel against the real API server: what browsers send and get, through Rancher, API server and kubelet, to a program in a pod. What takes
// longer is in long/tunnel.
import { once } from 'node:events';
import { expect, test } from '@playwright/test';

import type { TunnelSocket } from '../../pkg/cassandra/rancher/tunnel';
import { kubectl } from './support/lab';
import { block, BLOCK_BYTES, BLOCKS_IN_MIB, endOf, errorOf, hashOf, makePeer, PORT, read, readText, TunnelUser, writeBlocks } from './support/tunnel';

const NAMESPACE = `tunnel-${ Date.now().toString(36) }`;
const POD = 'peer';
const MIB = 1024 * 1024;
/** The tunnel gives a browser no more than a MiB at a time, and then what it has begun. */
const MOST_UNSENT = MIB + BLOCK_BYTES;

let admin: TunnelUser;

const connect = (port: number): Promise<TunnelSocket> => admin.connect(NAMESPACE, POD, port);

/** What the last program that only read has got. */
async function told(bytes: number): Promise<{ bytes: number; sha256: string }> {
  let answer = { bytes: -1, sha256: '' };

  // It learns of the end a moment after us.
  await expect(async() => {
    answer = JSON.parse(await readText(await connect(PORT.told)));
    expect(answer.bytes).toBe(bytes);
  }).toPass({ timeout: 20_000, intervals: [100, 250] });

  return answer;
}

test.describe.configure({ mode: 'serial', timeout: 60_000 });

test.beforeAll(async({ baseURL }) => {
  test.setTimeout(180_000);
  await makePeer(NAMESPACE, POD);
  admin = await TunnelUser.login(baseURL!, 'admin');
});
test.afterAll(async() => {
  await admin?.dispose();
  await kubectl('delete', 'namespace', NAMESPACE, '--wait=false', '--ignore-not-found');
});

test('1 MiB there and back', async() => {
  const socket = await connect(PORT.echo);
  const back = read(socket, MIB);

  await writeBlocks(socket, BLOCKS_IN_MIB);
  expect(await back).toEqual({ bytes: MIB, sha256: hashOf(BLOCKS_IN_MIB) });
  expect([socket.bytesWritten, socket.bytesRead]).toEqual([MIB, MIB]);
  socket.destroy();
});

test('100 MiB from a pod', async() => {
  const blocks = 100 * BLOCKS_IN_MIB;
  const socket = await connect(PORT.source);

  socket.write(`${ blocks }\n`);
  expect(await read(socket)).toEqual({ bytes: 100 * MIB, sha256: hashOf(blocks) });
});

test('a program that reads slowly: what is written waits in the program that writes, not in the browser', async() => {
  const blocks = 32 * BLOCKS_IN_MIB;
  const socket = await connect(PORT.slowSink);
  const since = performance.now();
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, admin.unsent);
  }, 5);

  await writeBlocks(socket, blocks);
  await endOf(socket);
  clearInterval(watch);
  expect(await told(32 * MIB)).toEqual({ bytes: 32 * MIB, sha256: hashOf(blocks) });
  expect(performance.now() - since).toBeGreaterThan(1_500); // so that it was slow
  expect(most).toBeLessThanOrEqual(MOST_UNSENT);
});

test('a page that reads slowly gets all of it in the end', async() => {
  const blocks = 32 * BLOCKS_IN_MIB;
  const socket = await connect(PORT.source);

  socket.write(`${ blocks }\n`);
  // Nobody reads for a while; a WebSocket cannot ask the other side to wait.
  await expect.poll(() => socket.readableLength, { timeout: 30_000 }).toBeGreaterThan(8 * MIB);
  expect(await read(socket)).toEqual({ bytes: 32 * MIB, sha256: hashOf(blocks) });
});

test('a program that writes a little now and then is heard at once', async() => {
  const socket = await connect(PORT.drip);
  const heard: number[] = [];

  socket.on('data', () => heard.push(performance.now()));
  await once(socket, 'end');
  expect(socket.bytesRead).toBe(20 * 1024);
  expect(heard.length).toBeGreaterThan(10);
  expect(heard.at(-1)! - heard[0]!).toBeGreaterThan(1_500);
});

test('our end: all that was written before it arrives', async() => {
  const socket = await connect(PORT.sink);

  await writeBlocks(socket, BLOCKS_IN_MIB);
  await endOf(socket, block(BLOCKS_IN_MIB));
  expect(await told(MIB + BLOCK_BYTES)).toEqual({ bytes: MIB + BLOCK_BYTES, sha256: hashOf(BLOCKS_IN_MIB + 1) });
});

test('the other end: all that was said before it is read, and it is no error', async() => {
  for (const port of [PORT.half, PORT.told]) {
    const socket = await connect(port);
    const errors: Error[] = [];

    socket.on('error', (error) => errors.push(error));
    const closed = once(socket, 'close');

    expect(await readText(socket)).toMatch(port === PORT.half ? /^bye$/ : /^\{.*\}$/);
    await closed;
    expect(errors).toEqual([]);
  }
});

test('a program that is gone in the middle: the connection ends, with or without a word', async() => {
  const socket = await connect(PORT.reset);
  const closed = once(socket, 'close').then(() => 'closed', ({ code }) => code);

  socket.resume();
  socket.write('?');
  expect(['closed', 'unreachable']).toContain(await closed);
  expect(socket.destroyed).toBe(true);
});

test('a port at which nobody listens is refused, in the words of the node', async() => {
  const error = await errorOf(admin.dial(NAMESPACE, POD, PORT.none));

  expect(error).toMatchObject({ name: 'TunnelError', code: 'refused' });
  expect(error.message).toMatch(/connection refused/i);
});

test('a pod that is not there is not found', async() => {
  expect(await errorOf(admin.dial(NAMESPACE, 'nobody', PORT.echo))).toMatchObject({ code: 'notFound' });
});

for (const login of ['viewer', 'noexec'] as const) {
  test(`${ login } is told which right is missing`, async({ baseURL }) => {
    const user = await TunnelUser.login(baseURL!, login);
    const error = await errorOf(user.dial(NAMESPACE, POD, PORT.echo));

    await user.dispose();
    expect(error).toMatchObject({ code: 'denied' });
    expect(error.message).toContain('pods/portforward');
  });
}

test('eight at once do not mix', async() => {
  const blocks = 4 * BLOCKS_IN_MIB;
  const sockets = await Promise.all(Array.from({ length: 8 }, () => connect(PORT.echo)));

  await Promise.all(sockets.map(async(socket, index) => {
    const from = index * blocks;
    const seen: number[] = [];
    let rest = Buffer.alloc(0);
    const back = (async() => {
      for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        rest = Buffer.concat([rest, chunk]);
        for (; rest.length >= BLOCK_BYTES; rest = rest.subarray(BLOCK_BYTES)) {
          seen.push(rest.subarray(0, BLOCK_BYTES).equals(block(from + seen.length)) ? from + seen.length : -1);
        }
        if (seen.length === blocks) {
          return;
        }
      }
    })();

    await writeBlocks(socket, blocks, from);
    await back;
    expect(seen).toEqual(Array.from({ length: blocks }, (_, at) => from + at));
    socket.destroy();
  }));
});
