// What webpack makes of files that are no TypeScript.

declare module '*.yaml' {
  const translations: Record<string, unknown>;

  export default translations;
}

declare module '*.svg' {
  const url: string;

  export default url;
}

declare module '*/package.json' {
  const metadata: { name: string; version: string; description: string };

  export default metadata;
}

// The driver by its files, since its index brings all of it; what of it is internal is held by tests.

declare module 'cassandra-driver/lib/client.js' {
  import { Client, type Host } from 'cassandra-driver';
  import type { EventEmitter } from 'events';

  export interface PooledHost extends Host {
    /** Emits `open` when an attempt to connect has ended, `remove` when a connection is gone. */
    readonly pool: EventEmitter;
    /** Makes sure that there is a connection. */
    warmupPool(keyspace?: string): Promise<void>;
    /** The same in the background. */
    initializePool(): void;
  }

  /** What connects to a node as it should be now. */
  export interface Distances {
    getDistance(host: Host): number;
  }

  export default Client;
}

declare module 'cassandra-driver/lib/errors.js' {
  import { errors } from 'cassandra-driver';

  export default errors;
}

declare module 'cassandra-driver/lib/policies/index.js' {
  import { policies } from 'cassandra-driver';

  export default policies;
}

declare module 'cassandra-driver/lib/policies/address-resolution.js' {
  import type { policies } from 'cassandra-driver';

  // An interface in the driver's own declarations, and a class that the driver insists on.
  const resolution: { readonly AddressTranslator: new() => policies.addressResolution.AddressTranslator };

  export default resolution;
}

declare module 'cassandra-driver/lib/types/index.js' {
  import { types } from 'cassandra-driver';

  export default types;
}

declare module 'cassandra-driver/lib/streams.js' {
  import type { Buffer } from 'buffer';

  /** Type of a column as the protocol tells it: `info` is what it is made of, or the name of a Java class. */
  export interface TypeInfo {
    readonly code: number;
    readonly info?: unknown;
  }

  export interface ColumnInfo {
    readonly name: string;
    readonly type: TypeInfo;
    ksname?: string;
    tablename?: string;
  }

  export interface ResultMeta {
    readonly columns?: readonly ColumnInfo[];
    /** Given once where all columns are of one table. */
    readonly keyspace?: string;
    readonly table?: string;
  }

  /** What the parser hands on: a row, a result without rows, or something else. */
  export interface ParsedItem {
    readonly header?: unknown;
    readonly flags?: unknown;
    row?: object;
    /** Rows of the whole answer. */
    readonly length?: number;
    readonly meta?: ResultMeta;
    readonly result?: { readonly rows?: readonly object[]; readonly meta?: ResultMeta; readonly flags?: unknown };
  }

  export interface Decoder {
    decode(bytes: Buffer | null, type: TypeInfo): unknown;
  }

  interface Parser {
    encoder: Decoder;
    push(item: ParsedItem | null): boolean;
    parseRows(frame: object, reader: unknown): void;
  }

  const streams: { readonly Parser: { readonly prototype: Parser } };

  export type { Parser };
  export default streams;
}
