import { inject, provide, type InjectionKey, type ShallowRef } from 'vue';
import type { Login } from '../../core/connect/login';
import type { CqlError, CqlNode } from '../../core/cql/session';
import type { PodSession } from '../../rancher/driver/load';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/**
 * What there must be before anything can be tried: pods that may be read, a pod that runs (and is ready, if those that are
 * not could not be reached), the driver's part of this extension.
 */
export type Missing = 'pods' | 'pod' | 'driver';

/**
 * - `idle`: nobody has asked for it yet, or it was ended
 * - `connecting`: rights are asked for, the driver is loaded, a node is looked for
 * - `login`: the ring wants a login; `error` is what it said to the one it was given
 * - `open`
 * - `failed`: `error` says why: `denied` and `tls` will not change by trying again. With `unreachable` it is tried again by
 *   itself when a pod becomes ready
 */
export type CqlConnectionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'login'; readonly error?: CqlError }
  | { readonly kind: 'open'; readonly session: PodSession }
  | { readonly kind: 'failed'; readonly error: CqlError; readonly missing?: Missing };

/** The one connection of a cluster's page by CQL: console, schema and ring share it, and it ends with the page. */
export interface CqlConnection {
  readonly state: Readonly<ShallowRef<CqlConnectionState>>;
  /** Of the open session, live; empty without one. */
  readonly nodes: Readonly<ShallowRef<readonly CqlNode[]>>;
  /** Whom the ring knows the session as; undefined without a login. */
  readonly user: Readonly<ShallowRef<string | undefined>>;
  /** What the cluster's objects tell of its login. */
  readonly login: Readonly<ShallowRef<Login>>;
  /** Without credentials those given before are used, if there were any. Does nothing while it connects or is open. */
  connect(credentials?: Credentials): Promise<void>;
  /**
   * Reads the login from the Secret of `login`, with the user's rights, and connects with it.
   *
   * @throws KubeError; an Error in the user's language if the Secret has not what it should have
   */
  connectWithSecret(): Promise<void>;
  /** Ends the session that is open, whose nodes may be lost, and connects anew with the same login. */
  reconnect(): Promise<void>;
  /** Ends it and forgets the login. */
  disconnect(): Promise<void>;
}

const KEY: InjectionKey<CqlConnection> = Symbol('CQL connection');

export function provideCql(connection: CqlConnection): void {
  provide(KEY, connection);
}

/** Of the page that a component is on; undefined on pages that have none. */
export function useCql(): CqlConnection | undefined {
  return inject(KEY, undefined);
}
