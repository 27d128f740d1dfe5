import type { Page, WebSocketRoute } from '@playwright/test';

import { LAYOUTS, renderStatus } from '../../unit/core/nodetool/render-status';
import { addressOf } from './fleet';

const GIB = 1024 ** 3;
/** One of so many nodes is down. */
const DOWN_EACH = 200;
const RACKS = 3;
/** As the API server sends the output of programs. */
const CHUNK_BYTES = 32 * 1024;
const CHANNEL = { stdout: 1, status: 3 } as const;

export const isDown = (index: number): boolean => index % DOWN_EACH === DOWN_EACH - 1;

/** What `nodetool status` of 5.0 prints for a ring of the fleet's pods. */
export function statusOf(count: number, down?: number): string {
  const nodes = Array.from({ length: count }, (_, index) => ({
    up:        index !== down && !isDown(index),
    state:     'normal' as const,
    address:   addressOf(index),
    load:      (200 + (index * 37) % 200) * GIB,
    tokens:    16,
    owns:      RACKS / count,
    effective: true,
    hostId:    `00000000-0000-4000-8000-${ String(index).padStart(12, '0') }`,
    rack:      `rack${ index % RACKS + 1 }`,
  }));
  const layout = LAYOUTS['4.0'];

  if (!layout) {
    throw new Error('no layout of 4.0');
  }

  return renderStatus({ datacenters: [{ name: 'dc1', nodes }], notes: [] }, layout);
}

/** What `nodetool describecluster` prints for it. */
function descriptionOf(count: number): string {
  const addresses = Array.from({ length: count }, (_, index) => addressOf(index));

  return [
    'Cluster Information:', '\tName: fleet', '\tSnitch: org.apache.cassandra.locator.GossipingPropertyFileSnitch', '\tDynamicEndPointSnitch: enabled',
    '\tPartitioner: org.apache.cassandra.dht.Murmur3Partitioner', '\tSchema versions:', `\t\tab981b9e-b7b9-31cc-ba9d-cb0291694155: [${ addresses.join(', ') }]`, '',
    'Stats for all nodes:', `\tLive: ${ count }`, '\tJoining: 0', '\tMoving: 0', '\tLeaving: 0', '\tUnreachable: 0', '',
    'Data Centers: ', `\tdc1 #Nodes: ${ count } #Down: 0`, '',
    'Database versions:', `\t5.0.9: [${ addresses.map((address) => `${ address }:7000`).join(', ') }]`, '',
    'Keyspaces:', '\tsystem_auth -> Replication class: NetworkTopologyStrategy {dc1=3}', '\tsystem -> Replication class: LocalStrategy {}', '',
  ].join('\n');
}

export interface Answers {
  /** Waits until the page asks for the status of the ring. */
  asked(): Promise<void>;
  /** Answers it. The page notes in `answered` when the output has come and its end is on its way. */
  send(down?: number): Promise<void>;
}

/** Answers in the pods' place: at once what describes the cluster, and the status of the ring when the test says so. */
export async function answerNodetool(page: Page, count: number): Promise<Answers> {
  const asking: WebSocketRoute[] = [];

  await page.routeWebSocket(/\/exec\?/, (socket) => {
    const command = new URL(socket.url()).searchParams.getAll('command').at(-1);

    if (command === 'status') {
      asking.push(socket);
    } else {
      print(socket, descriptionOf(count));
      end(socket);
    }
  });

  return {
    async asked() {
      while (asking.length === 0) {
        await page.waitForTimeout(50);
      }
    },
    async send(down) {
      const socket = asking.shift();

      if (socket) {
        print(socket, statusOf(count, down));
        await page.evaluate('window.answered = performance.now()');
        end(socket);
      }
    },
  };
}

function print(socket: WebSocketRoute, text: string): void {
  for (let at = 0; at < text.length; at += CHUNK_BYTES) {
    socket.send(frame(CHANNEL.stdout, text.slice(at, at + CHUNK_BYTES)));
  }
}

function end(socket: WebSocketRoute): void {
  socket.send(frame(CHANNEL.status, JSON.stringify({ status: 'Success' })));
  socket.close();
}

const frame = (channel: number, text: string): Buffer => Buffer.concat([Buffer.of(channel), Buffer.from(text)]);
