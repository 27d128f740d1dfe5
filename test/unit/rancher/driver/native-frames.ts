/** Messages of the native protocol, version 4, as a node sends them: just what the tests need of it. */
export const OPCODE = {
  error: 0x00, startup: 0x01, ready: 0x02, authenticate: 0x03, options: 0x05, supported: 0x06, query: 0x07, result: 0x08, register: 0x0b, event: 0x0c, authResponse: 0x0f, authSuccess: 0x10
} as const;

export type Type = readonly [code: number, ...rest: Buffer[]];

export const INT: Type = [0x09];
export const TEXT: Type = [0x0d];
export const UUID: Type = [0x0c];
export const INET: Type = [0x10];
export const custom = (name: string): Type => [0x00, string(name)];
export const listOf = (type: Type): Type => [0x20, typeBytes(type)];
export const setOf = (type: Type): Type => [0x22, typeBytes(type)];
export const mapOf = (key: Type, value: Type): Type => [0x21, typeBytes(key), typeBytes(value)];
export const tupleOf = (...types: Type[]): Type => [0x31, short(types.length), ...types.map(typeBytes)];
export const udt = (keyspace: string, name: string, fields: Record<string, Type>): Type => [
  0x30, string(keyspace), string(name), short(Object.keys(fields).length), ...Object.entries(fields).flatMap(([field, type]) => [string(field), typeBytes(type)])
];

export interface Rows {
  readonly keyspace?: string;
  readonly table?: string;
  readonly columns: readonly (readonly [name: string, type: Type])[];
  readonly rows: readonly (readonly (Buffer | null)[])[];
  /** Hexadecimal. */
  readonly next?: string;
  /** Tells keyspace and table with each column. */
  readonly tablePerColumn?: boolean;
}

export interface Answer {
  readonly opcode: number;
  readonly body: Buffer;
  readonly warnings?: readonly string[];
  readonly trace?: Buffer;
  /** How long the node takes. */
  readonly afterMs?: number;
}

const result = (kind: number, ...parts: Buffer[]): Answer => ({ opcode: OPCODE.result, body: Buffer.concat([int(kind), ...parts]) });

export const VOID = result(1);
export const keyspaceSet = (keyspace: string): Answer => result(3, string(keyspace));
export const schemaChange = (): Answer => result(5, string('CREATED'), string('TABLE'), string('shop'), string('carts'));

export function rows({ keyspace = 'shop', table = 'carts', columns, rows, next, tablePerColumn = false }: Rows): Answer {
  const place = [string(keyspace), string(table)];

  return result(2,
    int((tablePerColumn ? 0 : 1) | (next ? 2 : 0)),
    int(columns.length),
    ...(next ? [bytes(Buffer.from(next, 'hex'))] : []),
    ...(tablePerColumn ? [] : place),
    ...columns.flatMap(([name, type]) => [...(tablePerColumn ? place : []), string(name), typeBytes(type)]),
    int(rows.length),
    ...rows.flat().map(bytes));
}

export function error(code: number, message: string, ...extra: Buffer[]): Answer {
  return { opcode: OPCODE.error, body: Buffer.concat([int(code), string(message), ...extra]) };
}

export function frame(stream: number, { opcode, body, warnings, trace }: Answer): Buffer {
  const content = Buffer.concat([trace ?? Buffer.of(), ...(warnings ? [short(warnings.length), ...warnings.map(string)] : []), body]);
  const header = Buffer.alloc(9);

  header[0] = 0x84;
  header[1] = (trace ? 0x02 : 0) | (warnings ? 0x08 : 0);
  header.writeInt16BE(stream, 2);
  header[4] = opcode;
  header.writeInt32BE(content.length, 5);

  return Buffer.concat([header, content]);
}

export function int(value: number): Buffer {
  const buffer = Buffer.alloc(4);

  buffer.writeInt32BE(value);

  return buffer;
}

export function short(value: number): Buffer {
  const buffer = Buffer.alloc(2);

  buffer.writeUInt16BE(value);

  return buffer;
}

export function string(text: string): Buffer {
  return Buffer.concat([short(Buffer.byteLength(text)), Buffer.from(text)]);
}

export function bytes(content: Buffer | null): Buffer {
  return content ? Buffer.concat([int(content.length), content]) : int(-1);
}

export function stringMultimap(map: Record<string, string[]>): Buffer {
  const entries = Object.entries(map);

  return Buffer.concat([short(entries.length), ...entries.flatMap(([key, list]) => [string(key), short(list.length), ...list.map(string)])]);
}

function typeBytes([code, ...rest]: Type): Buffer {
  return Buffer.concat([short(code), ...rest]);
}
