import type { KeyspaceReplication } from '../../nodetool/describe-cluster';
import type { Plain } from '../values/plain';

/** The schema of a ring as one node told it. Keyspaces and what is in them are in the order of their names. */
export interface Schema {
  readonly keyspaces: ReadonlyMap<string, Keyspace>;
  /** Of the node that told it, e.g. `5.0.9`; absent if it is not known. */
  readonly release?: string;
  /** Parts that could not be read: what belongs to them is missing here. */
  readonly notes: readonly SchemaNote[];
}

/** Why a part of the schema is missing. `denied`: this login may not read it. */
export interface SchemaNote {
  readonly part: SchemaPart;
  readonly code: 'denied' | 'refused';
  /** In the server's words. */
  readonly message: string;
}

export type SchemaPart =
  | 'keyspaces' | 'tables' | 'columns' | 'indexes' | 'views' | 'types' | 'functions' | 'aggregates' | 'triggers' | 'masks'
  | 'virtualKeyspaces' | 'virtualTables' | 'virtualColumns';

export interface Keyspace {
  readonly name: string;
  /** Its strategy is empty where there is none: virtual keyspaces are made anew by each node when they are read. */
  readonly replication: KeyspaceReplication;
  readonly durableWrites: boolean;
  readonly virtual: boolean;
  /** Cassandra's own. */
  readonly system: boolean;
  readonly tables: ReadonlyMap<string, Table>;
  readonly views: ReadonlyMap<string, View>;
  readonly types: ReadonlyMap<string, UserType>;
  /** By name and then by arguments: functions may share a name. */
  readonly functions: readonly UserFunction[];
  readonly aggregates: readonly UserAggregate[];
}

export type ColumnKind = 'partition_key' | 'clustering' | 'regular' | 'static';

export interface SchemaColumn {
  readonly name: string;
  /** As it is written in CQL. */
  readonly type: string;
  readonly kind: ColumnKind;
  /** Among those of its kind in the key, from zero; -1 outside of the key. */
  readonly position: number;
  /** Of clustering columns only. */
  readonly order?: 'asc' | 'desc';
  /** The call that masks it, without its first argument: `mask_inner(1, null)`. */
  readonly mask?: string;
}

export interface Table {
  readonly keyspace: string;
  readonly name: string;
  /** UUID; absent for virtual tables. */
  readonly id?: string;
  readonly virtual: boolean;
  /** Partition key, clustering, static, regular; the last two by name. Columns that CQL does not show are left out. */
  readonly columns: readonly SchemaColumn[];
  readonly comment: string;
  /** All that is set, under the names that `WITH` has for it. */
  readonly options: ReadonlyMap<string, Plain>;
  /** `COMPACT STORAGE`; `super` cannot be made by CQL at all. */
  readonly compact?: 'compact' | 'super';
  readonly counter: boolean;
  readonly indexes: readonly Index[];
  readonly triggers: readonly Trigger[];
}

export interface View extends Table {
  /** Name of the table that it is a view of, in its own keyspace. */
  readonly base: string;
  /** CQL of the conditions. */
  readonly where: string;
  /** Made with `SELECT *`. */
  readonly all: boolean;
}

/** `secondary`: the one of old; `sai`: storage-attached, `sasi`: SSTable-attached; `custom`: of another class. */
export type IndexKind = 'secondary' | 'sai' | 'sasi' | 'custom';

export interface Index {
  readonly name: string;
  readonly kind: IndexKind;
  /** What is indexed, in CQL: a column, or `keys(column)` and its like. */
  readonly target: string;
  /** Absent for `secondary`. */
  readonly className?: string;
  /** All other options. */
  readonly options: ReadonlyMap<string, string>;
}

export interface Trigger {
  readonly name: string;
  readonly className: string;
}

export interface UserType {
  readonly keyspace: string;
  readonly name: string;
  readonly fields: readonly NamedType[];
}

export interface NamedType {
  readonly name: string;
  readonly type: string;
}

export interface UserFunction {
  readonly keyspace: string;
  readonly name: string;
  readonly args: readonly NamedType[];
  readonly returns: string;
  readonly language: string;
  readonly body: string;
  readonly calledOnNull: boolean;
}

export interface UserAggregate {
  readonly keyspace: string;
  readonly name: string;
  readonly args: readonly string[];
  readonly returns: string;
  readonly stateFunction: string;
  readonly stateType: string;
  readonly finalFunction?: string;
  /** In CQL. */
  readonly initial?: string;
}
