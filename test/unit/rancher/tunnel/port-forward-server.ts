import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket as ServerSocket } from 'ws';
import type { OpenSocket } from '../../../../pkg/cassandra/rancher/exec';

/** What to do for a connection instead of forwarding it. */
export type Script = (socket: ServerSocket, port: number) => void;

/** What the API server and a node's kubelet do behind `pods/portforward`, over real WebSockets. */
export interface PortForwardServer {
  readonly open: OpenSocket;
  readonly origin: string;
  readonly handshakes: { path: string; offered: string[] }[];
  readonly sockets: ReadonlySet<ServerSocket>;
  close(): Promise<void>;
}

export interface PortForwardOptions {
  /** The port on this machine that stands for a port of a pod; `undefined` if nothing listens there. */
  readonly backend?: (pod: string, port: number) => number | undefined;
  readonly script?: Script;
  /** HTTP status to refuse with. */
  readonly refuse?: () => number | undefined;
}

/** As Kubernetes 1.36 says it. */
export const CONNECTION_REFUSED = 'error forwarding port 9042 to pod 8d1f, uid : failed to execute portforward in network namespace "/var/run/netns/cni-1": failed to connect to localhost:9042 inside namespace "8d1f", IPv4: dial tcp4 127.0.0.1:9042: connect: connection refused';

const MOST_WAITING_BYTES = 1024 * 1024;

export async function startPortForwardServer({ backend = () => undefined, script, refuse = () => undefined }: PortForwardOptions): Promise<PortForwardServer> {
  const handshakes: PortForwardServer['handshakes'] = [];
  const server = new WebSocketServer({
    port:            0,
    host:            '127.0.0.1',
    maxPayload:      1024 * 1024,
    verifyClient:    (_info, answer) => answer(refuse() === undefined, refuse()),
    handleProtocols: (offered, request) => {
      handshakes.push({ path: request.url ?? '', offered: [...offered] });

      return 'v4.channel.k8s.io';
    },
  });

  server.on('connection', (socket, request) => {
    const url = new URL(request.url ?? '', 'http://rancher.test');
    const port = Number(url.searchParams.get('ports'));
    const [, pod = ''] = /\/pods\/([^/]+)\/portforward$/.exec(url.pathname) ?? [];

    if (script) {
      script(socket, port);
    } else {
      openChannels(socket, port);
      const to = backend(pod, port);

      if (to === undefined) {
        socket.send(frame(1, CONNECTION_REFUSED));
        socket.close(1000);
      } else {
        forward(socket, connect(to, '127.0.0.1'));
      }
    }
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    handshakes,
    sockets: server.clients,
    origin:  `http://127.0.0.1:${ port }`,
    open:    (path, protocols) => new WebSocket(`ws://127.0.0.1:${ port }${ path }`, protocols),
    async close() {
      for (const client of server.clients) {
        client.terminate();
      }
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function openChannels(socket: ServerSocket, port: number): void {
  const told = Buffer.alloc(2);

  told.writeUInt16LE(port);
  socket.send(frame(0, told));
  socket.send(frame(1, told));
}

export function frame(channel: number, content: string | Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(channel), Buffer.from(content)]);
}

function forward(socket: ServerSocket, tcp: Socket): void {
  socket.on('message', (data: Buffer) => {
    if (data[0] === 0 && !tcp.write(data.subarray(1))) {
      socket.pause();
      tcp.once('drain', () => socket.resume());
    }
  });
  tcp.on('data', (data) => {
    socket.send(frame(0, data), () => tcp.resume());
    if (socket.bufferedAmount > MOST_WAITING_BYTES) {
      tcp.pause();
    }
  });
  tcp.on('end', () => socket.close(1000));
  tcp.on('error', ({ message }) => {
    socket.send(frame(1, message));
    socket.close(1000);
  });
  socket.on('close', () => tcp.destroy());
}

/** A server on this machine, for a pod's. */
export async function listen(onConnection: (socket: Socket) => void): Promise<{ port: number; server: Server; close(): Promise<void> }> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    server,
    port: (server.address() as AddressInfo).port,
    async close() {
      open.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
