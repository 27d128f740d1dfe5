// Tunnels as the extension opens them, from Node instead of a browser, through the lab's Rancher with the session of one of its users, to a pod
// that behaves in each way in which a program may.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type APIRequestContext, expect, request as playwrightRequest } from '@playwright/test';
import { WebSocket as NodeSocket } from 'ws';

import { DEFAULT_IMAGE } from '../../../pkg/cassandra/core/manifest';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';
import { portForward, TunnelSocket, type TunnelError } from '../../../pkg/cassandra/rancher/tunnel';
import { apply, kubectl } from './lab';
import { type Login, password } from './users';

/** As in peer.py; at the last one nobody listens. */
export const PORT = { echo: 7001, source: 7002, sink: 7003, slowSink: 7004, told: 7005, drip: 7006, half: 7007, reset: 7008, none: 7009 } as const;

export const BLOCK_BYTES = 64 * 1024;
export const BLOCKS_IN_MIB = 16;

const SCRIPT = readFileSync(join(__dirname, 'peer.py'), 'utf8');
const FILLING = Buffer.from(Array.from({ length: BLOCK_BYTES - 8 }, (_, at) => at * 31 % 251));

/** One of the blocks of which all data is made. */
export function block(number: number): Buffer {
  const head = Buffer.alloc(8);

  head.writeBigUInt64BE(BigInt(number));

  return Buffer.concat([head, FILLING]);
}

export function hashOf(blocks: number): string {
  const hash = createHash('sha256');

  for (let number = 0; number < blocks; number++) {
    hash.update(block(number));
  }

  return hash.digest('hex');
}

/** Makes the pod, and waits until it listens. */
export async function makePeer(namespace: string, pod: string): Promise<void> {
  await apply(JSON.stringify({
    apiVersion: 'v1',
    kind:       'List',
    items:      [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: pod, namespace }, data: { 'peer.py': SCRIPT } },
      {
        apiVersion: 'v1',
        kind:       'Pod',
        metadata:   { name: pod, namespace },
        spec:       {
          terminationGracePeriodSeconds: 1,
          automountServiceAccountToken:  false,
          securityContext:               { runAsUser: 999 },
          containers:                    [{
            name:           'peer',
            image:          DEFAULT_IMAGE, // it has a Python, for cqlsh
            command:        ['/usr/bin/python3', '/peer/peer.py'],
            readinessProbe: { tcpSocket: { port: PORT.reset }, periodSeconds: 1 },
            resources:      { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '256Mi' } },
            volumeMounts:   [{ name: 'peer', mountPath: '/peer' }],
          }],
          volumes: [{ name: 'peer', configMap: { name: pod } }],
        },
      },
    ],
  }));
  await kubectl('wait', '-n', namespace, '--for=condition=Ready', `pod/${ pod }`, '--timeout=120s');
}

/** A user of the lab, without a browser. */
export class TunnelUser {
  private readonly sockets: NodeSocket[] = [];

  private constructor(private readonly origin: string, private readonly requests: APIRequestContext, private readonly cookie: string) {}

  static async login(origin: string, login: Login): Promise<TunnelUser> {
    const requests = await playwrightRequest.newContext({ baseURL: origin, ignoreHTTPSErrors: true });
    const answer = await requests.post('/v1-public/login', { data: { type: 'localProvider', username: login, password: password(login), responseType: 'cookie' } });

    expect(answer.ok(), `login as ${ login }: ${ answer.status() }`).toBe(true);
    const { cookies } = await requests.storageState();

    return new TunnelUser(origin, requests, cookies.map(({ name, value }) => `${ name }=${ value }`).join('; '));
  }

  /** Begins to connect. What a test does not wait for does not end the run. */
  dial(namespace: string, pod: string, port: number): TunnelSocket {
    const target = portForward(this.context, namespace, pod, (path, protocols) => this.open(path, protocols));

    return new TunnelSocket().openTo(target, port).on('error', () => undefined);
  }

  /** Connects, and fails with what the tunnel failed with. */
  async connect(namespace: string, pod: string, port: number): Promise<TunnelSocket> {
    const socket = this.dial(namespace, pod, port);

    await once(socket, 'connect');

    return socket;
  }

  /** Bytes that wait in the WebSockets to be sent. */
  get unsent(): number {
    return this.sockets.reduce((sum, { bufferedAmount }) => sum + bufferedAmount, 0);
  }

  async dispose(): Promise<void> {
    this.sockets.forEach((socket) => socket.terminate());
    await this.requests.dispose();
  }

  /** Like a browser's WebSocket, which a listener can be taken off by a signal. */
  private open(path: string, protocols: string[]): WebSocket {
    const socket = new NodeSocket(this.origin.replace(/^http/, 'ws') + path, protocols, { headers: { cookie: this.cookie, origin: this.origin }, rejectUnauthorized: false, perMessageDeflate: false });
    const add = socket.addEventListener.bind(socket);

    this.sockets.push(socket);
    // In a browser an error that nobody listens to is none; what it means is told by `close`.
    socket.on('error', () => undefined);

    return Object.assign(socket, {
      addEventListener(type: 'message', listener: () => void, { signal }: AddEventListenerOptions = {}) {
        add(type, listener);
        signal?.addEventListener('abort', () => socket.removeEventListener(type, listener));
      },
    }) as unknown as WebSocket;
  }

  /** The store that the page would have, as far as it is asked when a connection was refused. */
  private get context(): ClusterContext {
    const none = () => undefined;

    return {
      clusterId: 'local',
      store:     {
        getters:  { clusterId: 'local', 'auth/principalId': this.cookie, 'cluster/schemaFor': none, 'cluster/all': () => [], 'cluster/haveAll': () => false, 'cluster/byId': none },
        dispatch: async(_action, payload) => {
          const { url, method, data, headers } = payload as { url: string; method: string; data?: string; headers: Record<string, string> };
          const answer = await this.requests.fetch(url, { method, data, headers });
          const body = Object.defineProperty(await answer.json() as object, '_status', { value: answer.status() });

          if (!answer.ok()) {
            throw body;
          }

          return body;
        },
      },
    };
  }
}

/** Waits for the error with which a connection ends. */
export async function errorOf(socket: TunnelSocket): Promise<TunnelError> {
  const [error] = await Promise.race([once(socket, 'error'), once(socket, 'close').then(() => [new Error('it was closed without an error')])]);

  return error as TunnelError;
}

/** Ends a connection from this side. Like every stream it is not closed before somebody has read to its end. */
export async function endOf(socket: TunnelSocket, last?: Buffer): Promise<void> {
  const closed = once(socket, 'close');

  socket.resume();
  socket.end(last);
  await closed;
}

/** Writes blocks as fast as they are taken, and ends. */
export async function writeBlocks(socket: TunnelSocket, blocks: number, from = 0): Promise<void> {
  for (let number = from; number < from + blocks; number++) {
    if (!socket.write(block(number))) {
      await once(socket, 'drain');
    }
  }
}

/** Reads to the end, or to so many bytes. */
export async function read(socket: TunnelSocket, most = Infinity): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;

  for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    if (bytes >= most) {
      break;
    }
  }

  return { bytes, sha256: hash.digest('hex') };
}

/** All that comes until the end. */
export async function readText(socket: TunnelSocket): Promise<string> {
  const chunks: Buffer[] = [];

  for await (const chunk of socket as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }

  return Buffer.concat(chunks).toString();
}
