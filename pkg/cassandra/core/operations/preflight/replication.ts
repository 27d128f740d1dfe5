import { blocking, check, passed } from './check';
import { copiesLeft, copiesLine, isOwn } from './copies';

/**
 * Fact 2: where nodes leave, as many are left as each keyspace of the users wants copies. Cassandra asks the same from 4.0
 * on, and is told not to by the `--force` that its own keyspaces may need: nobody else looks after the users' then.
 */
export const replication = check('replication', (input) => {
  const read = copiesLeft(input);

  if ('unknown' in read) {
    return read.unknown;
  }
  const users = read.copies.filter((one) => !isOwn(one));
  const wanting = users.filter(({ copies, left }) => left < copies);
  const args = { count: wanting.length, keyspaces: [...new Set(wanting.map(({ keyspace }) => keyspace))].join(', '), least: Math.max(0, ...wanting.map(({ copies }) => copies)) };

  return wanting.length > 0 ? blocking(args, wanting.map(copiesLine)) : passed(users.map(copiesLine));
});
