import { copiesOf } from '../../cluster/findings/replication';
import { check, passed, unchecked, warning } from './check';
import { isOwn, readKeyspaces } from './copies';

/** From so many copies on, a quorum is left while one node is away. */
const ENOUGH = 3;

/** Nodes that restart one after another are not missed by requests at QUORUM, unless a keyspace has too few copies for that. */
export const singleCopy = check('singleCopy', (input) => {
  const read = readKeyspaces(input);

  if ('unknown' in read) {
    return { ...unchecked(input, 'keyspaces'), args: read.unknown.args, evidence: read.unknown.evidence };
  }
  const few = read.keyspaces.filter(({ name }) => !isOwn({ keyspace: name })).flatMap((keyspace) => [...copiesOf(keyspace)].filter(([, copies]) => copies < ENOUGH && copies > 0).map(([datacenter, copies]) => ({ keyspace: keyspace.name, datacenter, copies })));
  const names = [...new Set(few.map(({ keyspace }) => keyspace))];

  return few.length > 0
    ? warning({ count: names.length, keyspaces: names.join(', ') }, few.map(({ keyspace, datacenter, copies }) => `${ keyspace }: ${ datacenter ? `'${ datacenter }'` : 'replication_factor' }: ${ copies }`), names)
    : passed();
});
