import type { Socket } from 'node:net';
import { listen } from '../tunnel/port-forward-server';
import {
  error, frame, INET, keyspaceSet, OPCODE, rows, string, stringMultimap, TEXT, UUID
} from './native-frames';
import type { Answer, Type } from './native-frames';

/** A QUERY as it came. */
export interface Asked {
  readonly text: string;
  readonly consistency: number;
  readonly serialConsistency?: number;
  readonly pageSize?: number;
  /** Hexadecimal. */
  readonly from?: string;
  readonly timestamp: boolean;
  readonly tracing: boolean;
}

export interface NodePlan {
  readonly ip: string;
  readonly datacenter?: string;
  readonly rack?: string;
  readonly release?: string;
  readonly login?: { username: string; password: string };
  /** What a client is told that is not asked for by the driver itself; `undefined` for no answer at all. */
  readonly answer?: (asked: Asked) => Answer | undefined;
  /** Instead of speaking the protocol. */
  readonly raw?: (socket: Socket) => unknown;
}

/** A node that speaks as much of the native protocol as a driver needs to connect. */
export interface NativeNode {
  readonly plan: NodePlan;
  readonly port: number;
  readonly asked: Asked[];
  readonly opcodes: number[];
  readonly startups: Buffer[];
  readonly sockets: Set<Socket>;
  /** Takes connections, and answers nothing any more. */
  frozen: boolean;
  close(): Promise<void>;
}

export const uuidOf = (ip: string): string => `00000000-0000-4000-8000-${ ip.split('.').map((part) => part.padStart(3, '0')).join('') }`;

export async function startNode(plan: NodePlan, ring: () => readonly NodePlan[]): Promise<NativeNode> {
  const sockets = new Set<Socket>();
  const backend = await listen((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    if (plan.raw) {
      plan.raw(socket);
    } else {
      converse(socket);
    }
  });
  const node: NativeNode = {
    plan, port: backend.port, asked: [], opcodes: [], startups: [], sockets, frozen: false, close: () => backend.close()
  };

  function converse(socket: Socket): void {
    let received = Buffer.alloc(0);

    socket.on('data', (part: Buffer) => {
      received = Buffer.concat([received, part]);
      while (received.length >= 9 && received.length >= 9 + received.readInt32BE(5)) {
        const length = 9 + received.readInt32BE(5);

        take(socket, received.subarray(0, length));
        received = received.subarray(length);
      }
    });
  }

  function take(socket: Socket, message: Buffer): void {
    const answer = node.frozen ? undefined : answerTo(message[4]!, message.subarray(9), (message[1]! & 0x02) !== 0);

    if (answer) {
      setTimeout(() => socket.write(frame(message.readInt16BE(2), answer)), answer.afterMs ?? 0);
    }
  }

  function answerTo(opcode: number, body: Buffer, tracing: boolean): Answer | undefined {
    node.opcodes.push(opcode);
    switch (opcode) {
      case OPCODE.options:
        return { opcode: OPCODE.supported, body: stringMultimap({ CQL_VERSION: ['3.4.7'], COMPRESSION: [] }) };
      case OPCODE.startup:
        node.startups.push(body);

        return plan.login ? { opcode: OPCODE.authenticate, body: string('org.apache.cassandra.auth.PasswordAuthenticator') } : { opcode: OPCODE.ready, body: Buffer.of() };
      case OPCODE.authResponse:
        return body.subarray(4).equals(Buffer.from(`\0${ plan.login?.username }\0${ plan.login?.password }`))
          ? { opcode: OPCODE.authSuccess, body: Buffer.from([0xff, 0xff, 0xff, 0xff]) }
          : error(0x0100, 'Provided username admin and/or password are incorrect');
      case OPCODE.register:
        return { opcode: OPCODE.ready, body: Buffer.of() };
      default:
        return answerToQuery(readQuery(body, tracing));
    }
  }

  function answerToQuery(asked: Asked): Answer | undefined {
    const own = systemAnswer(asked.text);

    if (own) {
      return own;
    }
    node.asked.push(asked);
    const use = /\buse\s+"?(\w+)"?\s*$/i.exec(asked.text);

    return plan.answer ? plan.answer(asked) : use?.[1] ? keyspaceSet(use[1]) : error(0x2000, 'no such thing');
  }

  function systemAnswer(text: string): Answer | undefined {
    if (/FROM system\.local/.test(text)) {
      return text.includes('cluster_name')
        ? system([[TEXT, 'cluster_name', Buffer.from('Test Ring')], [TEXT, 'release_version', Buffer.from(plan.release ?? '5.0.9')]])
        : system([...describe(plan), [TEXT, 'partitioner', Buffer.from('org.apache.cassandra.dht.Murmur3Partitioner')]]);
    }
    if (/FROM system\.peers/.test(text)) {
      const others = ring().filter(({ ip }) => ip !== plan.ip).map((peer) => [...describe(peer), [INET, 'peer', address(peer.ip)] as const]);

      return rows({ keyspace: 'system', table: 'peers', columns: (others[0] ?? []).map(([type, name]) => [name, type]), rows: others.map((peer) => peer.map(([,, value]) => value)) });
    }

    return undefined;
  }

  return node;
}

type Value = readonly [type: Type, name: string, value: Buffer | null];

function system(values: readonly Value[]): Answer {
  return rows({ keyspace: 'system', table: 'local', columns: values.map(([type, name]) => [name, type]), rows: [values.map(([,, value]) => value)] });
}

function describe({ ip, datacenter = 'dc1', rack = 'r1', release = '5.0.9' }: NodePlan): Value[] {
  return [
    [TEXT, 'data_center', Buffer.from(datacenter)],
    [TEXT, 'rack', Buffer.from(rack)],
    [TEXT, 'release_version', Buffer.from(release)],
    [UUID, 'host_id', Buffer.from(uuidOf(ip).replace(/-/g, ''), 'hex')],
    [UUID, 'schema_version', Buffer.alloc(16, 1)],
    [INET, 'rpc_address', address(ip)],
  ];
}

function address(ip: string): Buffer {
  return Buffer.from(ip.split('.').map(Number));
}

function readQuery(body: Buffer, tracing: boolean): Asked {
  let at = body.readInt32BE(0) + 4;
  const text = body.toString('utf8', 4, at);
  const consistency = body.readUInt16BE(at);
  const flags = body[at + 2]!;

  at += 3;
  const pageSize = flags & 0x04 ? body.readInt32BE(at) : undefined;

  at += pageSize === undefined ? 0 : 4;
  const from = flags & 0x08 ? body.subarray(at + 4, at + 4 + body.readInt32BE(at)) : undefined;

  at += from ? 4 + from.length : 0;

  return {
    text, consistency, tracing, pageSize, from: from?.toString('hex'), serialConsistency: flags & 0x10 ? body.readUInt16BE(at) : undefined, timestamp: (flags & 0x20) !== 0
  };
}
