import { copiesOf, ownersByDatacenter } from '../../cluster/findings/replication';
import type { KeyspaceReplication } from '../../nodetool/describe-cluster';
import { unknown, type Judged, type PreflightInput } from './check';
import { fresh } from './fresh';
import { entriesByPod, goingPods } from './nodes';

/** A keyspace in a place that loses nodes. `datacenter` is empty for SimpleStrategy, which counts the whole ring and knows no racks. */
export interface Copies {
  keyspace: string;
  datacenter: string;
  /** How many are wanted. */
  copies: number;
  /** How many nodes are left to have them. */
  left: number;
}

/** Cassandra's own keyspaces that are on several nodes. Any other is somebody's, whatever its name begins with. */
const OWN: readonly string[] = ['system_auth', 'system_distributed', 'system_traces'];

/** Every node has what these place, or keeps it for itself. */
const EVERYWHERE: readonly string[] = ['LocalStrategy', 'MetaStrategy', 'EverywhereStrategy'];

export function isOwn({ keyspace }: Pick<Copies, 'keyspace'>): boolean {
  return OWN.includes(keyspace);
}

/** The copies of all keyspaces as they stand, or what has to be known for that and is not. */
export function readKeyspaces(input: PreflightInput): { keyspaces: readonly KeyspaceReplication[] } | { unknown: Judged } {
  const { facts: { description } } = input;
  const seen = fresh(input, description);

  if (!seen) {
    return { unknown: unknown(input, 'description', description) };
  }
  // 3.11 does not print them.
  if (!seen.keyspaces) {
    return { unknown: unknown(input, 'keyspaces') };
  }
  const unreadable = seen.keyspaces.filter(({ name, options, strategy }) => !EVERYWHERE.includes(strategy) && !isReadable({ name, options, strategy }));

  return unreadable.length > 0 ? { unknown: unknown(input, 'keyspaces', undefined, unreadable.map(keyspaceLine)) } : { keyspaces: seen.keyspaces };
}

/** The copies that each keyspace wants where nodes leave, and the nodes that are left there; or what is not known. */
export function copiesLeft(input: PreflightInput): { copies: Copies[] } | { unknown: Judged } {
  const { facts: { ring } } = input;
  const seen = fresh(input, ring);
  const read = readKeyspaces(input);

  if (!seen) {
    return { unknown: unknown(input, 'ring', ring) };
  }
  if ('unknown' in read) {
    return read;
  }
  const owners = ownersByDatacenter(seen);
  const entries = entriesByPod(input);
  const going = goingPods(input).map(({ pod, member }) => ({ pod, datacenter: entries.get(pod)?.status.datacenter ?? member.datacenter ?? (owners.size === 1 ? [...owners.keys()][0] : undefined) }));
  const homeless = going.filter(({ datacenter }) => datacenter === undefined || !owners.has(datacenter));

  if (homeless.length > 0) {
    return { unknown: unknown(input, 'datacenter', undefined, homeless.map(({ pod }) => pod)) };
  }
  const all = [...owners.values()].reduce((sum, count) => sum + count, 0);
  const losing = new Set(going.map(({ datacenter }) => datacenter));
  const leftIn = (datacenter: string) => (owners.get(datacenter) ?? 0) - going.filter((one) => one.datacenter === datacenter).length;

  return {
    copies: read.keyspaces.filter(({ strategy }) => !EVERYWHERE.includes(strategy)).flatMap((keyspace) => [...copiesOf(keyspace)]
      .filter(([datacenter]) => datacenter === '' ? going.length > 0 : losing.has(datacenter))
      .map(([datacenter, copies]) => ({ keyspace: keyspace.name, datacenter, copies, left: datacenter === '' ? all - going.length : leftIn(datacenter) }))),
  };
}

/** `shop: 'dc1': 3, nodes left: 2` */
export function copiesLine({ keyspace, datacenter, copies, left }: Copies): string {
  return `${ keyspace }: ${ datacenter ? `'${ datacenter }'` : 'replication_factor' }: ${ copies }, nodes left: ${ left }`;
}

function isReadable({ name, strategy, options }: KeyspaceReplication): boolean {
  const wanted = strategy === 'SimpleStrategy' ? 1 : Object.keys(options).filter((key) => key !== 'class').length;

  return ['SimpleStrategy', 'NetworkTopologyStrategy'].includes(strategy) && copiesOf({ name, strategy, options }).size === wanted;
}

function keyspaceLine({ name, strategy, options }: KeyspaceReplication): string {
  return `${ name }: ${ strategy } ${ Object.entries(options).map(([key, value]) => `${ key }=${ value }`).join(', ') }`;
}
