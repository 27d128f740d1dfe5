import type { Consistency, SerialConsistency } from './commands';

export const SCALARS = [
  'ascii', 'bigint', 'blob', 'boolean', 'counter', 'date', 'decimal', 'double', 'duration', 'float', 'inet', 'int', 'smallint', 'text', 'time',
  'timestamp', 'timeuuid', 'tinyint', 'uuid', 'varint'
] as const;

export type ScalarName = typeof SCALARS[number];

/** A type as the native protocol tells it. `custom` is what the protocol only knows by the name of a Java class. */
export type CqlType =
  | { readonly kind: 'scalar'; readonly name: ScalarName }
  | { readonly kind: 'list' | 'set'; readonly of: CqlType }
  | { readonly kind: 'map'; readonly key: CqlType; readonly value: CqlType }
  | { readonly kind: 'tuple'; readonly of: readonly CqlType[] }
  | { readonly kind: 'udt'; readonly keyspace: string; readonly name: string; readonly fields: readonly UdtField[] }
  | { readonly kind: 'vector'; readonly of: CqlType; readonly dimension: number }
  | { readonly kind: 'custom'; readonly name: string };

export interface UdtField {
  readonly name: string;
  readonly type: CqlType;
}

export interface Column {
  readonly keyspace: string;
  readonly table: string;
  readonly name: string;
  readonly type: CqlType;
}

/** A cell as Cassandra sent it: `null` is null, no bytes at all is the empty value. */
export type Cell = Uint8Array | null;

/** A part of a result. A statement that answers with nothing has neither columns nor rows. */
export interface Page {
  readonly columns: readonly Column[];
  /** Cells in the order of the columns; names of columns may come twice. */
  readonly rows: readonly (readonly Cell[])[];
  /** What to ask the next page with; absent on the last one. */
  readonly next?: string;
  /** What the server has to say about the statement, in its own words. */
  readonly warnings: readonly string[];
  /** UUID of the trace, if one was asked for. */
  readonly trace?: string;
  /** Address (`host` of CqlNode) of the node that coordinated. */
  readonly coordinator: string;
  /** The keyspace that the session is in from now on, if the statement was a USE. */
  readonly keyspace?: string;
  readonly durationMs: number;
}

export interface CqlNode {
  /** The pod's IP as the ring knows it. */
  readonly host: string;
  readonly hostId: string;
  readonly datacenter: string;
  readonly rack: string;
  readonly release: string;
  /** Absent for a node that has no pod here: it cannot be reached through this cluster. */
  readonly pod?: string;
  /** Whether a connection to it is open now. */
  readonly connected: boolean;
}

export interface Execution {
  readonly consistency: Consistency;
  readonly serialConsistency?: SerialConsistency;
  /** In rows. */
  readonly pageSize: number;
  /** `next` of the page before. */
  readonly from?: string;
  /** Only this node (`host` of CqlNode) is asked. */
  readonly node?: string;
  readonly tracing?: boolean;
  /** How long the server may take for an answer. */
  readonly timeoutMs?: number;
  /**
   * Stops waiting. The protocol cannot take a statement back: what the server has begun it carries on with, until its
   * own timeout.
   */
  readonly signal?: AbortSignal;
}

/**
 * - `denied`: the user may not forward ports in this namespace
 * - `credentials`: name or password are wrong; `loginRequired`: the ring wants a login and none was given
 * - `tls`: the ring wants TLS, which cannot be spoken here, or does not have it
 * - `unreachable`: no node could be reached, or the connection was lost
 * - `timeout`, `aborted`: of an execution
 * - `refused`: the server understood and said no: its own words are the message, `serverCode` its code
 * - `closed`: the session has ended
 */
export type CqlErrorCode = 'denied' | 'credentials' | 'loginRequired' | 'tls' | 'unreachable' | 'timeout' | 'aborted' | 'refused' | 'closed';

/** Everything that a session throws. */
export class CqlError extends Error {
  override readonly name = 'CqlError';

  constructor(
    readonly code: CqlErrorCode, message: string,
    /** Number of the native protocol's error, e.g. 0x2000 for a syntax error. */
    readonly serverCode?: number,
    options?: ErrorOptions
  ) {
    super(message, options);
  }
}

/** An open connection to a ring. What one session's USE sets does not change another's. */
export interface CqlSession {
  /** Name in `system.local`. */
  readonly clusterName: string;
  /** Of the first node that answered, e.g. `5.0.9`. */
  readonly release: string;
  /** As it is now; the order is by datacenter, rack, host. */
  nodes(): readonly CqlNode[];
  /** One statement, without its semicolon. @throws CqlError */
  execute(statement: string, execution: Execution): Promise<Page>;
  /** Told when nodes come, go, or their connections change. Returns what ends it. */
  onNodes(listener: () => void): () => void;
  /** Ends all connections. Executions under way are rejected with `closed`. */
  close(): Promise<void>;
}
