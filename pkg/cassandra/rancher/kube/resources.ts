import type { ObjectMeta } from 'kubernetes-types/meta/v1';

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

interface Resource {
  readonly plural: string;
  readonly namespaced: boolean;
}

/**
 * The kinds this extension reads or writes. A table and not discovery: these names never change, and it saves one
 * request per API group before the first useful one.
 */
const RESOURCES: Readonly<Record<string, Resource>> = {
  'v1/ConfigMap':                         { plural: 'configmaps', namespaced: true },
  'v1/Event':                             { plural: 'events', namespaced: true },
  'v1/Namespace':                         { plural: 'namespaces', namespaced: false },
  'v1/Node':                              { plural: 'nodes', namespaced: false },
  'v1/PersistentVolume':                  { plural: 'persistentvolumes', namespaced: false },
  'v1/PersistentVolumeClaim':             { plural: 'persistentvolumeclaims', namespaced: true },
  'v1/Pod':                               { plural: 'pods', namespaced: true },
  'v1/Secret':                            { plural: 'secrets', namespaced: true },
  'v1/Service':                           { plural: 'services', namespaced: true },
  'v1/ServiceAccount':                    { plural: 'serviceaccounts', namespaced: true },
  'apps/v1/StatefulSet':                  { plural: 'statefulsets', namespaced: true },
  'coordination.k8s.io/v1/Lease':         { plural: 'leases', namespaced: true },
  'discovery.k8s.io/v1/EndpointSlice':    { plural: 'endpointslices', namespaced: true },
  'policy/v1/PodDisruptionBudget':        { plural: 'poddisruptionbudgets', namespaced: true },
  'storage.k8s.io/v1/StorageClass':       { plural: 'storageclasses', namespaced: false },
};

/** API path of a kind's collection. Without a namespace, that of all namespaces. */
export function collectionPath({ apiVersion, kind, namespace }: KindRef): string {
  const { plural, namespaced } = resourceOf(apiVersion, kind);
  const group = apiVersion.includes('/') ? `/apis/${ apiVersion }` : `/api/${ apiVersion }`;
  const scope = namespaced && namespace ? `/namespaces/${ encodeURIComponent(namespace) }` : '';

  return `${ group }${ scope }/${ plural }`;
}

/** API path of one object. */
export function objectPath(ref: ObjectRef): string {
  if (isNamespaced(ref) && !ref.namespace) {
    throw new Error(`${ ref.kind } "${ ref.name }" has no namespace`);
  }

  return `${ collectionPath(ref) }/${ encodeURIComponent(ref.name) }`;
}

export function isNamespaced({ apiVersion, kind }: KindRef): boolean {
  return resourceOf(apiVersion, kind).namespaced;
}

/** Where an object lives. Throws for an object that does not say what it is or how it is called. */
export function refOf({ apiVersion, kind, metadata }: KubeObject): ObjectRef {
  if (!apiVersion || !kind || !metadata?.name) {
    throw new Error(`Not a complete Kubernetes object: apiVersion ${ apiVersion }, kind ${ kind }, name ${ metadata?.name }`);
  }

  return { apiVersion, kind, name: metadata.name, ...(metadata.namespace ? { namespace: metadata.namespace } : {}) };
}

function resourceOf(apiVersion: string, kind: string): Resource {
  const resource = RESOURCES[`${ apiVersion }/${ kind }`];

  if (!resource) {
    throw new Error(`Unknown Kubernetes kind ${ apiVersion } ${ kind }: add it to RESOURCES`);
  }

  return resource;
}
