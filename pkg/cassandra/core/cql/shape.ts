import type { CommandKind } from './command-words';
import type { QualifiedName } from './reader';

/** By the words with which it begins. `unknown`: by no words that Cassandra or cqlsh knows. */
export type StatementKind =
  | 'select' | 'insert' | 'update' | 'delete' | 'batch' | 'transaction' | 'truncate' | 'use'
  | 'create' | 'alter' | 'drop' | 'grant' | 'revoke' | 'list' | 'add' | 'unknown'
  | CommandKind;

export type ObjectKind =
  | 'keyspace' | 'table' | 'index' | 'view' | 'type' | 'function' | 'aggregate' | 'trigger' | 'role' | 'user' | 'identity' | 'permission';

/** What it changes: nothing, rows, the schema, who may do what, or only how this session goes on. */
export type Effect = 'read' | 'write' | 'schema' | 'roles' | 'session';

/** Something that a statement names. A keyspace's own name is in `name`. */
export interface Target extends QualifiedName {
  kind: ObjectKind;
  /** Whether the statement changes it, or something in it; false where it is read or only spoken of. */
  changed: boolean;
}

export interface Traits {
  allowFiltering: boolean;
  /** With `IF` on rows: a lightweight transaction. */
  conditional: boolean;
  ttl: boolean;
  timestamp: boolean;
  json: boolean;
}

/** What the words of a statement say of it. */
export interface Shape extends Partial<Traits> {
  kind: StatementKind;
  object?: ObjectKind;
  effect: Effect;
  targets: readonly Target[];
  /** Whether something is gone afterwards that no statement brings back. */
  destroys?: boolean;
}

/** A list of one target, or of none where its name is missing. */
export function targetsOf(kind: ObjectKind, name: QualifiedName | undefined, changed: boolean): Target[] {
  return name ? [{ kind, changed, ...name }] : [];
}
