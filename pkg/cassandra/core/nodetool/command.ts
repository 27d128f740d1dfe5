/**
 * The argument vector of a nodetool run inside a Cassandra container; no shell is involved.
 *
 * nodetool takes MAX_HEAP_SIZE for its own JVM, and in a container that variable holds the database's heap: several
 * gigabytes more, next to a database that already fills its memory limit. 128 MB is what nodetool takes by itself.
 */
export function nodetool(...args: string[]): string[] {
  return ['env', 'MAX_HEAP_SIZE=128M', 'nodetool', ...args];
}
