import type { ObjectMeta } from 'kubernetes-types/meta/v1';
import { cachePerStore } from '../cache';
import type { ClusterContext } from '../store';
import { KubeError } from './error';
import { request } from './request';

/** Any Kubernetes object; the interfaces of kubernetes-types fit. */
export interface KubeObject {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
}

/** All objects of a kind, in one namespace or in all of them. */
export interface KindRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
}

/** One object. */
export interface ObjectRef extends KindRef {
  readonly name: string;
}

/** How a kind is called in paths, and whether its objects live in namespaces. */
interface Resource {
  readonly plural: string;
  readonly namespaced: boolean;
}

/**
 * The kinds this extension itself reads or writes. Their names never change, so that no request is needed to know them.
 * Any other kind, which a person may add to the YAML, is looked up in the API.
 */
const RESOURCES: Readonly<Record<string, Resource>> = {
  'v1/ConfigMap':                         { plural: 'configmaps', namespaced: true },
  'v1/Event':                             { plural: 'events', namespaced: true },
  'v1/Namespace':                         { plural: 'namespaces', namespaced: false },
  'v1/Node':                              { plural: 'nodes', namespaced: false },
  'v1/PersistentVolume':                  { plural: 'persistentvolumes', namespaced: false },
  'v1/PersistentVolumeClaim':             { plural: 'persistentvolumeclaims', namespaced: true },
  'v1/Pod':                               { plural: 'pods', namespaced: true },
  'v1/ResourceQuota':                     { plural: 'resourcequotas', namespaced: true },
  'v1/Secret':                            { plural: 'secrets', namespaced: true },
  'v1/Service':                           { plural: 'services', namespaced: true },
  'v1/ServiceAccount':                    { plural: 'serviceaccounts', namespaced: true },
  'apps/v1/StatefulSet':                  { plural: 'statefulsets', namespaced: true },
  'batch/v1/Job':                         { plural: 'jobs', namespaced: true },
  'coordination.k8s.io/v1/Lease':         { plural: 'leases', namespaced: true },
  'discovery.k8s.io/v1/EndpointSlice':    { plural: 'endpointslices', namespaced: true },
  'networking.k8s.io/v1/NetworkPolicy':   { plural: 'networkpolicies', namespaced: true },
  'policy/v1/PodDisruptionBudget':        { plural: 'poddisruptionbudgets', namespaced: true },
  'storage.k8s.io/v1/StorageClass':       { plural: 'storageclasses', namespaced: false },
};

interface ApiResourceList {
  readonly resources?: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
}

const FIVE_MINUTES = 300_000;
const groupVersions = cachePerStore<ApiResourceList>(FIVE_MINUTES);

/** API path of a kind's collection. Without a namespace, that of all namespaces. */
export async function collectionPath(context: ClusterContext, { apiVersion, kind, namespace }: KindRef): Promise<string> {
  const { plural, namespaced } = await resourceOf(context, apiVersion, kind);
  const scope = namespaced && namespace ? `/namespaces/${ encodeURIComponent(namespace) }` : '';

  return `${ groupPath(apiVersion) }${ scope }/${ plural }`;
}

/** API path of one object. */
export async function objectPath(context: ClusterContext, ref: ObjectRef): Promise<string> {
  const { namespaced } = await resourceOf(context, ref.apiVersion, ref.kind);

  if (namespaced && !ref.namespace) {
    throw new KubeError(`${ ref.kind } "${ ref.name }" has no namespace`, 400, 'BadRequest');
  }

  return `${ await collectionPath(context, ref) }/${ encodeURIComponent(ref.name) }`;
}

/** Where an object lives. Throws for an object that does not say what it is or how it is called. */
export function refOf({ apiVersion, kind, metadata }: KubeObject): ObjectRef {
  if (!apiVersion || !kind || !metadata?.name) {
    throw new Error(`Not a complete Kubernetes object: apiVersion ${ apiVersion }, kind ${ kind }, name ${ metadata?.name }`);
  }

  return { apiVersion, kind, name: metadata.name, ...(metadata.namespace ? { namespace: metadata.namespace } : {}) };
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${ apiVersion }` : `/api/${ apiVersion }`;
}

async function resourceOf(context: ClusterContext, apiVersion: string, kind: string): Promise<Resource> {
  return RESOURCES[`${ apiVersion }/${ kind }`] ?? await lookUp(context, apiVersion, kind);
}

async function lookUp(context: ClusterContext, apiVersion: string, kind: string): Promise<Resource> {
  const path = groupPath(apiVersion);
  const { resources = [] } = await groupVersions(context.store).get(`${ context.clusterId }${ path }`, async() => (await request<ApiResourceList>(context, { path })).body);
  const found = resources.find((resource) => resource.kind === kind && !resource.name.includes('/')); // the others are subresources

  if (!found) {
    throw new KubeError(`The cluster has no kind ${ kind } in ${ apiVersion }`, 404, 'NotFound');
  }

  return { plural: found.name, namespaced: found.namespaced };
}
