import { check, passed, warning } from './check';
import { copiesLeft, copiesLine, isOwn } from './copies';

/** The check whose consent is the one to `nodetool decommission --force`. */
export const FORCE = 'systemReplication';

/**
 * Cassandra's own keyspaces may want more copies than there are nodes left: by default system_distributed does with two.
 * They do without, but Cassandra has to be forced, and logins that want a quorum of the old number fail one node sooner.
 */
export const systemReplication = check(FORCE, (input) => {
  const read = copiesLeft(input);

  if ('unknown' in read) {
    return read.unknown;
  }
  const own = read.copies.filter(isOwn);
  const wanting = own.filter(({ copies, left }) => left < copies);
  const keyspaces = [...new Set(wanting.map(({ keyspace }) => keyspace))];
  const logins = wanting.some(({ keyspace, copies, left }) => keyspace === 'system_auth' && left < Math.floor(copies / 2) + 1);

  return wanting.length > 0
    ? warning({ count: keyspaces.length, keyspaces: keyspaces.join(', '), logins: logins ? 'lacking' : 'there' }, wanting.map(copiesLine), wanting.map(({ keyspace, datacenter, copies }) => `${ keyspace }/${ datacenter }/${ copies }`))
    : passed(own.map(copiesLine));
});
