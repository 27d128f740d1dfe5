import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import {
  afterEach, beforeAll, describe, expect, it, vi
} from 'vitest';
import type * as Tunnel from '../../../../pkg/cassandra/rancher/tunnel';
import { failure, FakeHost } from '../fake-host';
import {
  CONNECTION_REFUSED, frame, listen, openChannels, startPortForwardServer
} from './port-forward-server';
import type { PortForwardOptions, PortForwardServer } from './port-forward-server';

const require = createRequire(import.meta.url);
const MIB = 1024 * 1024;
const POD = '/api/v1/namespaces/db/pods/ring-0';
const cleanups: (() => unknown)[] = [];

let server: PortForwardServer;
let tunnel: typeof Tunnel;

async function serve(options: PortForwardOptions): Promise<void> {
  server = await startPortForwardServer(options);
  cleanups.push(() => server.close());
}

/** A pod whose only program handles connections in this way. */
async function pod(onConnection: (socket: Socket) => void): Promise<void> {
  const backend = await listen(onConnection);

  cleanups.push(() => backend.close());
  await serve({ backend: () => backend.port });
}

function dial(host = new FakeHost(POD), options: { highWaterMark?: number } = {}) {
  const socket = new tunnel.TunnelSocket(options).openTo(tunnel.portForward(host.context, 'db', 'ring-0', server.open), 9042);

  cleanups.push(() => socket.destroy());
  // What a test does not wait for must not end the run.
  socket.on('error', () => undefined);

  return socket;
}

type TunnelSocket = ReturnType<typeof dial>;

async function errorOf(socket: TunnelSocket): Promise<Error & { code?: string }> {
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const error = await new Promise<Error>((resolve) => socket.once('error', resolve));

  await closed;

  return error;
}

/** Bytes that tell when one is missing, doubled or out of order. */
function pattern(from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);

  for (let i = 0; i < length; i++) {
    bytes[i] = ((from + i) * 31 + ((from + i) >> 12)) & 0xff;
  }

  return bytes;
}

const BLOCK = pattern(0, 64 * 1024);

function hashOfBlocks(blocks: number): string {
  const hash = createHash('sha1');

  for (let i = 0; i < blocks; i++) {
    hash.update(BLOCK);
  }

  return hash.digest('hex');
}

async function writeBlocks(to: NodeJS.WritableStream, blocks: number): Promise<void> {
  for (let i = 0; i < blocks; i++) {
    if (!to.write(BLOCK)) {
      await once(to, 'drain');
    }
  }
}

async function drain(from: NodeJS.ReadableStream): Promise<{ bytes: number; hash: string }> {
  const hash = createHash('sha1');
  let bytes = 0;

  from.on('data', (data: Buffer) => {
    hash.update(data);
    bytes += data.length;
  });
  from.resume();
  await once(from, 'end');

  return { bytes, hash: hash.digest('hex') };
}

afterEach(async() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  for (const cleanup of cleanups.splice(0).reverse()) {
    await cleanup();
  }
});

// The browser has other implementations of these two than Node.
describe.each(['node', 'browser'])('a tunnel on the streams of the %s', (where) => {
  beforeAll(async() => {
    vi.resetModules();
    if (where === 'browser') {
      vi.doMock('stream', () => ({ ...require('stream-browserify') as object }));
      vi.doMock('buffer', () => ({ ...require('buffer/') as object }));
    } else {
      vi.doUnmock('stream');
      vi.doUnmock('buffer');
    }
    tunnel = await import('../../../../pkg/cassandra/rancher/tunnel');
  });

  it('asks for the port of the pod, through Rancher', async() => {
    await pod((socket) => socket.end());
    await once(dial(), 'connect');

    expect(server.handshakes).toEqual([{ path: '/k8s/clusters/c-abc/api/v1/namespaces/db/pods/ring-0/portforward?ports=9042', offered: ['v4.channel.k8s.io'] }]);
  });

  it.each(where === 'browser' ? [1, 100] : [1])('carries %i MiB there and back', async(mib) => {
    await pod((socket) => socket.pipe(socket));
    const socket = dial();
    const received = drain(socket);

    await writeBlocks(socket, mib * 16);
    while (socket.bytesRead < mib * MIB) {
      await once(socket, 'data');
    }
    socket.end();

    expect(await received).toEqual({ bytes: mib * MIB, hash: hashOfBlocks(mib * 16) });
    expect(socket.bytesWritten).toBe(mib * MIB);
  }, 120_000);

  it('waits for a peer that does not read, and holds little meanwhile', async() => {
    const peers: Socket[] = [];

    await pod((peer) => peers.push(peer.pause()));
    const target = tunnel.portForward(new FakeHost(POD).context, 'db', 'ring-0', server.open);
    const opened: WebSocket[] = [];
    const socket = new tunnel.TunnelSocket().openTo({
      ...target,
      open(port) {
        const web = target.open(port);

        opened.push(web);

        return web;
      },
    }, 9042);
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, opened[0]!.bufferedAmount);
    }, 5);

    socket.end(Buffer.concat(Array.from({ length: 40 * 16 }, () => BLOCK)));
    await vi.waitFor(() => expect(most).toBeGreaterThan(0.9 * MIB), 20_000);
    expect(await drain(peers[0]!)).toEqual({ bytes: 40 * MIB, hash: hashOfBlocks(40 * 16) });
    clearInterval(watch);
    expect(most).toBeLessThan(1.1 * MIB);
  }, 60_000);

  it('keeps all for a reader that is slow', async() => {
    await pod((socket) => {
      writeBlocks(socket, 20 * 16).then(() => socket.end(), () => undefined);
    });
    const socket = dial();

    await once(socket, 'connect');
    socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(socket.readableLength).toBeGreaterThan(0);
    expect(await drain(socket)).toEqual({ bytes: 20 * MIB, hash: hashOfBlocks(20 * 16) });
  }, 60_000);

  it('takes what a slow writer sends as it comes', async() => {
    await pod((socket) => {
      let sent = 0;
      const timer = setInterval(() => {
        socket.write(pattern(sent, 7));
        sent += 7;
        if (sent === 70) {
          clearInterval(timer);
          socket.end();
        }
      }, 10);
    });

    expect(await drain(dial())).toEqual({ bytes: 70, hash: createHash('sha1').update(pattern(0, 70)).digest('hex') });
  });

  it('ends when the peer does, after everything was read', async() => {
    await pod((peer) => peer.end('goodbye'));
    const socket = dial();
    const closed = once(socket, 'close');

    expect((await drain(socket)).bytes).toBe(7);
    await closed;
    expect(socket.destroyed).toBe(true);
  });

  it('sends everything before it ends', async() => {
    const parts: Uint8Array[] = [];
    const gone: boolean[] = [];

    await pod((peer) => peer.on('data', (part: Buffer) => parts.push(part)).on('close', () => gone.push(true)));
    const socket = dial();

    socket.write(BLOCK);
    socket.end('the end');
    socket.resume();
    await once(socket, 'close');
    await vi.waitFor(() => expect(gone).toEqual([true]));
    expect(Buffer.concat(parts)).toEqual(Buffer.concat([BLOCK, Buffer.from('the end')]));
  });

  it('has several connections at once that do not mix', async() => {
    await pod((socket) => socket.pipe(socket));
    const sockets = Array.from({ length: 8 }, () => dial());

    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    const answers = sockets.map(async(socket, i) => {
      socket.write(`I am ${ i }`);
      const [data] = await once(socket, 'data') as [Buffer];

      return data.toString();
    });

    expect(await Promise.all(answers)).toEqual(sockets.map((_, i) => `I am ${ i }`));
    expect(server.handshakes).toHaveLength(8);
  });

  describe('trouble', () => {
    it('tells that nothing listens at the port', async() => {
      await serve({});

      expect(await errorOf(dial())).toMatchObject({ code: 'refused', message: CONNECTION_REFUSED });
    });

    it('tells what the error channel says later on', async() => {
      await serve({ script(socket, port) {
        openChannels(socket, port);
        socket.send(frame(0, 'some data'));
        socket.send(frame(1, 'lost connection to pod\n'));
      } });

      expect(await errorOf(dial().resume())).toMatchObject({ code: 'unreachable', message: 'lost connection to pod' });
    });

    it('tells that the connection was lost, to who writes as well', async() => {
      await serve({ script(socket, port) {
        openChannels(socket, port);
        socket.on('message', () => socket.terminate());
      } });
      const socket = dial();

      await once(socket, 'connect');
      const failed = errorOf(socket);

      socket.write('anybody there?');
      expect(await failed).toMatchObject({ code: 'unreachable', message: expect.stringContaining('1006') });
      const written = await new Promise((resolve) => socket.write('still there?', resolve));

      expect(written).toBeInstanceOf(Error);
    });

    it('fails a write that waits when the connection is given up', async() => {
      await pod((socket) => socket.pause());
      const socket = dial();
      const written = new Promise((resolve) => socket.write(Buffer.alloc(64 * MIB), resolve));

      await once(socket, 'connect');
      await new Promise((resolve) => setTimeout(resolve, 50));
      socket.destroy();
      expect(await written).toBeInstanceOf(Error);
    });

    it.each([
      ['text', (web: { send(data: string): void }) => web.send('hello')],
      ['a channel that there is not', (web: { send(data: Buffer): void }) => web.send(frame(7, 'x'))],
      ['nothing', (web: { send(data: Buffer): void }) => web.send(Buffer.alloc(0))],
      ['another port', (web: Parameters<typeof openChannels>[0]) => openChannels(web, 9043)],
      ['data before the port', (web: { send(data: Buffer): void }) => web.send(frame(0, 'x'))],
    ])('does not believe a server that sends %s', async(_, send: (web: Parameters<typeof openChannels>[0]) => void) => {
      await serve({ script: (socket) => send(socket) });

      expect(await errorOf(dial())).toMatchObject({ code: 'protocol' });
    });

    it('tells that the server has closed before the tunnel was there', async() => {
      await serve({ script: (socket) => socket.close(1011) });

      expect(await errorOf(dial())).toMatchObject({ code: 'unreachable', message: expect.stringContaining('1011') });
    });

    it('ends a connection whose reader has stopped before the tab runs out of memory', async() => {
      await serve({ script(socket, port) {
        openChannels(socket, port);
        const block = frame(0, Buffer.alloc(1024 * 1024 - 1));

        for (let i = 0; i < 258; i++) {
          socket.send(block);
        }
      } });
      const socket = dial();

      socket.pause();
      expect(await errorOf(socket)).toMatchObject({ code: 'overrun' });
    }, 60_000);

    it('times out when nothing happens, and only then', async() => {
      await serve({ script: () => undefined });
      const socket = dial();

      socket.setTimeout(30);
      await once(socket, 'timeout');
      expect(socket.destroyed).toBe(false);
      socket.setTimeout(0);
    });

    it('can be given up before it is connected', async() => {
      await serve({ script: () => undefined });
      const socket = dial();

      socket.destroy();
      await once(socket, 'close');
      await vi.waitFor(() => expect(server.sockets.size).toBe(0));
    });

    it('tells that the browser does not even try', async() => {
      const target: Tunnel.Target = {
        open() {
          throw new DOMException('insecure', 'SecurityError');
        },
        whyRefused: () => Promise.reject(new Error('not asked')),
      };
      const socket = new tunnel.TunnelSocket();
      const failed = once(socket, 'error');

      socket.openTo(target, 9042);
      expect((await failed)[0]).toMatchObject({ code: 'unreachable' });
    });

    it('closes in order when the page is left', async() => {
      const page = new EventTarget();
      let closed: number | undefined;

      vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
      await serve({ script(socket, port) {
        openChannels(socket, port);
        socket.on('close', (code) => {
          closed = code;
        });
      } });
      await once(dial(), 'connect');
      page.dispatchEvent(new Event('pagehide'));
      await vi.waitFor(() => expect(closed).toBe(1005));
    });
  });

  describe('a refused WebSocket', () => {
    it.each([
      ['36', 'create pods/portforward', 'create'],
      ['36', 'get pods/portforward', 'get'],
      ['34', 'get pods/portforward', 'get'],
    ])('on Kubernetes 1.%s without the right to %s', async(minor, right, verb) => {
      const host = new FakeHost(POD);

      host.minor = minor;
      host.denied.add(right);
      await serve({ refuse: () => 403 });

      expect(await errorOf(dial(host))).toMatchObject({ code: 'denied', message: `You are not allowed to ${ verb } pods/portforward in namespace "db"` });
    });

    it('needs no right to create before Kubernetes 1.35', async() => {
      const host = new FakeHost(POD);

      host.minor = '34';
      host.denied.add('create pods/portforward');
      expect(await tunnel.mayForward(host.context, 'db')).toEqual({ allowed: true });
    });

    it('of a pod that is gone', async() => {
      await serve({ refuse: () => 404 });

      expect(await errorOf(dial(new FakeHost()))).toMatchObject({ code: 'notFound', message: 'Pod "ring-0" does not exist in namespace "db"' });
    });

    it('of a pod that does not run', async() => {
      const host = new FakeHost();

      host.objects.set(POD, { status: { phase: 'Pending' } });
      await serve({ refuse: () => 500 });

      expect(await errorOf(dial(host))).toMatchObject({ code: 'unreachable', message: 'Pod "ring-0" is not running, it is Pending' });
    });

    it('of a pod with which nothing is wrong', async() => {
      const host = new FakeHost();

      host.objects.set(POD, { status: { phase: 'Running' } });
      await serve({ refuse: () => 502 });

      expect(await errorOf(dial(host))).toMatchObject({ code: 'unreachable', message: expect.stringContaining('without saying why') });
    });

    it('by a session that has ended', async() => {
      const host = new FakeHost();

      host.intercept = () => failure(401, 'Unauthorized', 'must authenticate');
      await serve({ refuse: () => 401 });

      expect(await errorOf(dial(host))).toMatchObject({ code: 'unreachable', message: expect.stringContaining('must authenticate') });
    });
  });
});
