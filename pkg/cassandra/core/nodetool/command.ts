/**
 * nodetool takes MAX_HEAP_SIZE for its own JVM, and in a container that variable holds the database's heap: several
 * gigabytes more, next to a database that already fills its memory limit. 128 MB is what nodetool takes by itself.
 */
const SMALL_HEAP = 'MAX_HEAP_SIZE=128M';

/** The argument vector of a nodetool run inside a Cassandra container; no shell is involved. */
export function nodetool(...args: string[]): string[] {
  return ['env', SMALL_HEAP, 'nodetool', ...args];
}

/** The line that makes a shell in a Cassandra container ready for nodetool when it is typed there. */
export const TYPED_NODETOOL = `export ${ SMALL_HEAP }; echo 'Ready for nodetool, for example: nodetool status'`;

/** How much longer a program may live that was told to end and does not. */
const KILL_AFTER_SECONDS = 5;

/**
 * The same command, ended from inside the container when it takes too long: Kubernetes cannot end a program that was
 * started by exec, and a nodetool that waits for a database that hangs would wait for ever.
 *
 * @param seconds whole, at least 1
 */
export function endedAfter(seconds: number, command: readonly string[]): string[] {
  return ['timeout', '-k', String(KILL_AFTER_SECONDS), String(seconds), ...command];
}
