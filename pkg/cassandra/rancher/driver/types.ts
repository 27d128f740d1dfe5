import type { CqlSession } from '../../core/cql/session';
import type { ClusterContext } from '../store';

/** A pod that a node of the ring runs in. */
export interface PodEndpoint {
  readonly name: string;
  /** By which the ring knows the node. */
  readonly ip: string;
  readonly ready: boolean;
}

export interface SessionRequest {
  readonly context: ClusterContext;
  readonly namespace: string;
  /** All pods of the ring in this cluster, in all of its datacenters. */
  readonly pods: readonly PodEndpoint[];
  /** Of the native transport, in the pods. */
  readonly port: number;
  /** Kept in memory until the session is closed, for connections that have to be made again. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Stops opening; afterwards it means nothing. */
  readonly signal?: AbortSignal;
}

/** A session over the pods of a cluster. */
export interface PodSession extends CqlSession {
  /** Tells the pods of the ring as they are now: a restarted pod has another IP. */
  setPods(pods: readonly PodEndpoint[]): void;
}
