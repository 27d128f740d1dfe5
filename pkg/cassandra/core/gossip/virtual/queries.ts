import { isSince, type Since } from '../queries';

/** What the virtual tables of a node tell about it. They are its own: each node has to be asked for itself. */
export const VIRTUAL_TABLES = [
  'clients', 'thread_pools', 'coordinator_read_latency', 'coordinator_write_latency', 'coordinator_scan_latency',
  'local_read_latency', 'local_write_latency', 'local_scan_latency', 'pending_hints', 'streaming', 'settings'
] as const;

export type VirtualTable = typeof VIRTUAL_TABLES[number];

/** Those that came after virtual tables themselves did (4.0). Their columns are read by name, as some came later. */
const LATER: Readonly<Partial<Record<VirtualTable, Since>>> = { pending_hints: '4.1', streaming: '4.1' };

/**
 * The tables that a version has, and how to ask for each.
 *
 * @param release `release_version` of the node; 3.11 has none
 */
export function virtualQueries(release: string): ReadonlyMap<VirtualTable, string> {
  const there = VIRTUAL_TABLES.filter((table) => isSince(release, LATER[table] ?? '4.0'));

  return new Map(there.map((table) => [table, `SELECT * FROM system_views.${ table }`]));
}
