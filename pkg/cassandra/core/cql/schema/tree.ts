import { itemKey, itemLabel, itemsIn, keyspaceId, type ItemId } from './items';
import type { Keyspace, Schema } from './model';

/** A line of the list of a schema, which is a tree of three levels: keyspaces, those of Cassandra folded together, and what is in them. */
export interface TreeRow {
  readonly key: string;
  /** From one. */
  readonly level: number;
  /** What it stands for; absent for the fold of Cassandra's own keyspaces. */
  readonly item?: ItemId;
  readonly label: string;
  /** Absent where there is nothing in it. */
  readonly isOpen?: boolean;
  /** Open because of what is looked for in it, and cannot be closed. */
  readonly isHeldOpen?: boolean;
  /** The index by whose name a table was found. */
  readonly index?: string;
  /** Of the rows of the same level under the same row, counted from one. */
  readonly position: number;
  readonly siblings: number;
}

/** Of the row that has Cassandra's own keyspaces under it. */
export const SYSTEM_KEY = 'system';

interface Branch {
  readonly row: Omit<TreeRow, 'level' | 'position' | 'siblings' | 'isOpen' | 'isHeldOpen'>;
  readonly isOpen: boolean;
  readonly isHeldOpen: boolean;
  readonly branches: readonly Branch[];
}

/**
 * The rows that are seen.
 *
 * @param open keys of those that are not folded
 * @param search a part of a name, or of `keyspace.name`; capitals do not count. What does not have it is left out. Names of
 *   indexes are looked for too, and found with their tables
 */
export function treeRows(schema: Schema, open: ReadonlySet<string>, search = ''): TreeRow[] {
  const wanted = search.trim().toLowerCase();
  const keyspaces = [...schema.keyspaces.values()];
  const branchesOf = (system: boolean) => keyspaces.filter((keyspace) => keyspace.system === system).flatMap((keyspace) => keyspaceBranch(keyspace, open, wanted));
  const own = branchesOf(true);
  const isHeldOpen = wanted !== '';

  return flatten([
    ...branchesOf(false),
    ...(own.length ? [{ row: { key: SYSTEM_KEY, label: '' }, isOpen: isHeldOpen || open.has(SYSTEM_KEY), isHeldOpen, branches: own }] : []),
  ], 1);
}

/** Rows that have to be open for an item to be seen. */
export function keysAbove(schema: Schema, { kind, keyspace }: ItemId): string[] {
  return [...(schema.keyspaces.get(keyspace)?.system ? [SYSTEM_KEY] : []), ...(kind === 'keyspace' ? [] : [itemKey(keyspaceId(keyspace))])];
}

function keyspaceBranch(keyspace: Keyspace, open: ReadonlySet<string>, wanted: string): Branch[] {
  const id = keyspaceId(keyspace.name);
  const key = itemKey(id);
  const all = itemsIn(keyspace);
  const found = wanted === '' ? [] : all.flatMap((item) => foundBranch(keyspace, item, wanted));
  const row = { key, item: id, label: keyspace.name };

  if (wanted !== '' && found.length === 0 && !keyspace.name.toLowerCase().includes(wanted)) {
    return [];
  }

  return [found.length ? { row, isOpen: true, isHeldOpen: true, branches: found } : { row, isOpen: open.has(key), isHeldOpen: false, branches: all.map((item) => leaf(item)) }];
}

function foundBranch(keyspace: Keyspace, item: ItemId, wanted: string): Branch[] {
  const label = itemLabel(item);
  const isDotted = wanted.includes('.');

  if ((isDotted ? `${ keyspace.name }.${ label }` : label).toLowerCase().includes(wanted)) {
    return [leaf(item)];
  }
  const indexes = item.kind === 'table' ? keyspace.tables.get(item.name)?.indexes ?? [] : [];
  const index = indexes.find(({ name }) => name.toLowerCase().includes(wanted));

  return index ? [leaf(item, index.name)] : [];
}

function leaf(item: ItemId, index?: string): Branch {
  return { row: { key: itemKey(item), item, label: itemLabel(item), ...(index !== undefined && { index }) }, isOpen: false, isHeldOpen: false, branches: [] };
}

function flatten(branches: readonly Branch[], level: number): TreeRow[] {
  return branches.flatMap(({ row, isOpen, isHeldOpen, branches: under }, index) => {
    const shown: TreeRow = { ...row, level, position: index + 1, siblings: branches.length, ...(under.length > 0 && { isOpen, ...(isHeldOpen && { isHeldOpen }) }) };

    return under.length && isOpen ? [shown, ...flatten(under, level + 1)] : [shown];
  });
}
