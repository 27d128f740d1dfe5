import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket as ServerSocket } from 'ws';
import type { OpenSocket } from '../../../pkg/cassandra/rancher/exec';

type Script = (socket: ServerSocket, request: IncomingMessage) => void;

/** What the API server does behind `pods/exec`, over a real WebSocket. */
export interface ExecServer {
  readonly open: OpenSocket;
  /** Query and protocols of the last handshake. */
  readonly last: { url: URL | undefined; offered: string[] };
  /** Resolves once the server saw its last connection closed. */
  clientGone(): Promise<void>;
  close(): Promise<void>;
}

export async function startExecServer(protocol: string | false, script: Script, { refuse = false } = {}): Promise<ExecServer> {
  const last: ExecServer['last'] = { url: undefined, offered: [] };
  let gone: () => void;
  const clientGone = new Promise<void>((resolve) => {
    gone = resolve;
  });
  const server = new WebSocketServer({
    port:            0,
    host:            '127.0.0.1',
    verifyClient:    () => !refuse,
    handleProtocols: (offered) => {
      last.offered = [...offered];

      return protocol;
    },
  });

  server.on('connection', (socket, request) => {
    last.url = new URL(request.url ?? '', 'http://rancher.test');
    socket.on('close', () => gone());
    script(socket, request);
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    last,
    open:       (path, protocols) => new WebSocket(`ws://127.0.0.1:${ port }${ path }`, protocols),
    clientGone: () => clientGone,
    async close() {
      for (const client of server.clients) {
        client.terminate();
      }
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One message on a channel. */
export function frame(channel: number, content: string | Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(channel), Buffer.from(content)]);
}

export const SUCCESS = frame(3, JSON.stringify({ metadata: {}, status: 'Success' }));

/** The final Status of a program that ended with an exit code other than 0. */
export function exited(code: number): Buffer {
  return failed({
    reason: 'NonZeroExitCode', message: `command terminated with non-zero exit code: exit status ${ code }`, details: { causes: [{ reason: 'ExitCode', message: String(code) }] }
  });
}

export function failed(status: object): Buffer {
  return frame(3, JSON.stringify({ metadata: {}, status: 'Failure', ...status }));
}
