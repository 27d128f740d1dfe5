import type { Column, CqlType, Page } from '../../../../pkg/cassandra/core/cql/session';

export type Given = string | readonly string[] | ReadonlyMap<string, string> | null | undefined;

const TEXT: CqlType = { kind: 'scalar', name: 'text' };

/** Rows as a node answers with them: texts, sets of texts and maps of texts, which is what is read of system tables. */
export function pageOf(rows: readonly Readonly<Record<string, Given>>[], next?: string): Page {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name): Column => ({ keyspace: 'system', table: 't', name, type: typeOf(rows.map((row) => row[name]).find((cell) => cell !== null && cell !== undefined)) }));

  return { columns, rows: rows.map((row) => names.map((name) => encode(row[name]))), warnings: [], coordinator: '', durationMs: 1, ...(next !== undefined && { next }) };
}

function typeOf(cell: Given): CqlType {
  if (cell instanceof Map) {
    return { kind: 'map', key: TEXT, value: TEXT };
  }

  return Array.isArray(cell) ? { kind: 'set', of: TEXT } : TEXT;
}

function encode(cell: Given): Uint8Array | null {
  if (cell === null || cell === undefined) {
    return null;
  }
  if (typeof cell === 'string') {
    return Buffer.from(cell);
  }
  const items = cell instanceof Map ? [...cell].flat() : [...cell as readonly string[]];

  return Buffer.concat([int(cell instanceof Map ? cell.size : items.length), ...items.flatMap((item) => [int(Buffer.byteLength(item)), Buffer.from(item)])]);
}

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);

  bytes.writeInt32BE(value);

  return bytes;
}
