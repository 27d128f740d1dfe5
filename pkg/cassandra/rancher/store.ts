/**
 * The typed view of the host's Vuex store: exactly what the adapter uses of it, and no more.
 *
 * The interface is structural, so the store that a component gets from the shell fits without a cast, and a test can
 * pass a plain object. The shapes are claims about the host (Rancher 2.11 to 2.15), not about our bundled copy of the
 * shell: getters and actions always run in the host's version.
 */
export interface HostSchema {
  readonly id: string;
  readonly links?: { readonly collection?: string };
  /** HTTP methods that the user may use on the collection, in at least one namespace. */
  readonly collectionMethods?: readonly string[];
}

export interface HostGetters {
  /** The cluster whose explorer is open; null or absent outside of any. */
  readonly clusterId?: string | null;
  readonly 'auth/principalId'?: string | null;
  readonly 'cluster/schemaFor': (type: string) => HostSchema | undefined;
  readonly 'cluster/all': (type: string) => readonly object[];
  /** Whether all objects of a type have been read, and are kept live. */
  readonly 'cluster/haveAll': (type: string) => boolean;
  readonly 'cluster/byId': (type: string, id: string) => object | undefined;
  readonly 'features/get'?: (name: string) => boolean;
}

export interface HostStore {
  readonly getters: HostGetters;
  dispatch(type: string, payload?: unknown): Promise<unknown>;
}

/** Which cluster, seen through which store. Every function of this folder that talks to a cluster takes one. */
export interface ClusterContext {
  readonly store: HostStore;
  readonly clusterId: string;
}

/** Path, on the page's own origin, under which Rancher hands requests on to the cluster's API server. */
export function clusterPath(context: ClusterContext): string {
  return `/k8s/clusters/${ encodeURIComponent(context.clusterId) }`;
}
