import type { CqlNode, CqlType, Execution, Page } from '../../../../../pkg/cassandra/core/cql/session';
import { FakeSession } from '../../console/fake-session';

type Value = string | bigint | ReadonlyMap<string, string>;

const SCALAR = { text: { kind: 'scalar', name: 'text' }, bigint: { kind: 'scalar', name: 'bigint' } } as const;

/** A page with these columns, written as the native protocol (version 4, section 6) writes them. */
export function answer(columns: readonly string[], rows: readonly (readonly Value[])[], next?: string): Page {
  const types = columns.map((_, index): CqlType => typeOf(rows[0]?.[index] ?? ''));

  return {
    columns:     columns.map((name, index) => ({ keyspace: 'k', table: 't', name, type: types[index] ?? SCALAR.text })),
    rows:        rows.map((row) => row.map(bytesOf)),
    next,
    warnings:    [],
    coordinator: '10.0.0.1',
    durationMs:  1,
  };
}

export function node(host: string, more: Partial<CqlNode> = {}): CqlNode {
  return { host, hostId: host, datacenter: 'berlin', rack: 'r1', release: '5.0.9', pod: `pod-${ host }`, connected: true, ...more };
}

/** A session over these nodes. */
export class RingSession extends FakeSession {
  constructor(private readonly ring: readonly CqlNode[], reply: (statement: string, execution: Execution) => Page | Promise<Page>, release?: string) {
    super(reply, release);
  }

  override nodes(): readonly CqlNode[] {
    return this.ring;
  }
}

function typeOf(value: Value): CqlType {
  return typeof value === 'string' ? SCALAR.text : typeof value === 'bigint' ? SCALAR.bigint : { kind: 'map', key: SCALAR.text, value: SCALAR.text };
}

function bytesOf(value: Value): Uint8Array {
  if (typeof value === 'string') {
    return new TextEncoder().encode(value);
  }
  if (typeof value === 'bigint') {
    const bytes = new Uint8Array(8);

    new DataView(bytes.buffer).setBigInt64(0, value);

    return bytes;
  }
  const parts = [...value].flat().map(bytesOf);

  return Uint8Array.from([...int(value.size), ...parts.flatMap((part) => [...int(part.length), ...part])]);
}

function int(number: number): Uint8Array {
  const bytes = new Uint8Array(4);

  new DataView(bytes.buffer).setInt32(0, number);

  return bytes;
}
