import { LABEL_MANAGED_BY, MANAGER } from '../cluster/labels';
import { ofKind, type AnyObject } from '../object/object';
import { readSpec } from './read';
import type { AuthenticationSpec, ClusterSpec, StorageSource } from './spec';

/**
 * Reads a spec for a new ring that is like one that is there, whoever made that: without its names, its volumes and its
 * password.
 *
 * @param objects of the ring, as the API gives them
 * @param password for the new ring, if it is to have one of its own
 */
export function cloneSpec(objects: readonly AnyObject[], password: string): ClusterSpec {
  const original = readSpec(objects);
  const { authentication, storage } = original;
  const clone: ClusterSpec = {
    ...original,
    name:    '',
    storage: { ...storage, source: cloneSource(storage.source) },
    ...(authentication && { authentication: cloneLogin(authentication, objects, password) }),
  };

  // Two rings of one name in Cassandra would take each other's nodes for their own.
  delete clone.clusterName;

  return clone;
}

/** A class can be shared, volumes cannot. */
function cloneSource(source: StorageSource): StorageSource {
  switch (source.kind) {
  case 'newClass':
    return { kind: 'class', className: source.storageClass.name };
  case 'static':
  case 'chosen':
    return { ...source, volumes: [] };
  default:
    return source;
  }
}

/** A Secret that somebody made for logins may be meant for several rings; one that was generated is of its ring alone. */
function cloneLogin(login: AuthenticationSpec, objects: readonly AnyObject[], password: string): AuthenticationSpec {
  const secret = ofKind(objects, 'Secret').find(({ metadata }) => metadata?.name === login.secret);
  const generated = secret?.metadata?.labels?.[LABEL_MANAGED_BY] === MANAGER;

  return generated ? { secret: 'cassandra-superuser', create: { username: 'admin', password } } : { secret: login.secret };
}
