import { isMap } from './json';

/**
 * What tells one item of a list from another, in the order of preference. A mount goes by its path, since several
 * mounts may share the name of one volume. It is what Kubernetes merges its own lists by, as far as Cassandra needs it.
 */
const IDENTITIES = ['mountPath', 'name', 'topologyKey', 'port', 'containerPort'];

/** The identity of one item of a list, if it has any. */
export function identityOf(item: unknown): string | undefined {
  if (!isMap(item)) {
    return undefined;
  }
  const own = IDENTITIES.map((key) => item[key]).find((value) => typeof value === 'string' || typeof value === 'number');

  return own === undefined ? identityOf(item['metadata']) : String(own);
}

/**
 * The items of a list by identity.
 *
 * @returns `undefined` if it is no list, or one in which items have no identity or share one
 */
export function byIdentity(list: unknown): Map<string, unknown> | undefined {
  if (!Array.isArray(list)) {
    return undefined;
  }
  const items = new Map(list.flatMap((item: unknown) => {
    const identity = identityOf(item);

    return identity === undefined ? [] : [[identity, item] as const];
  }));

  return items.size === list.length ? items : undefined;
}
