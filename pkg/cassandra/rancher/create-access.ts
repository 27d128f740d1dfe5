import { mayAll, type Ask, type Verdict } from './access';
import type { ClusterContext } from './store';

/** The kinds a cluster can be made of, and how the API server calls them when it is asked for rights. */
const CREATED = {
  StatefulSet:           { group: 'apps', resource: 'statefulsets' },
  Service:               { resource: 'services' },
  PodDisruptionBudget:   { group: 'policy', resource: 'poddisruptionbudgets' },
  ConfigMap:             { resource: 'configmaps' },
  Secret:                { resource: 'secrets' },
  Job:                   { group: 'batch', resource: 'jobs' },
  NetworkPolicy:         { group: 'networking.k8s.io', resource: 'networkpolicies' },
  PersistentVolumeClaim: { resource: 'persistentvolumeclaims' },
  PersistentVolume:      { resource: 'persistentvolumes' },
  StorageClass:          { group: 'storage.k8s.io', resource: 'storageclasses' },
  Namespace:             { resource: 'namespaces' },
} as const satisfies Record<string, Omit<Ask, 'verb'>>;

export type CreatedKind = keyof typeof CREATED;

/** Kinds that are in no namespace. */
const CLUSTER_WIDE: readonly CreatedKind[] = ['PersistentVolume', 'StorageClass', 'Namespace'];

/** What every cluster has, with the most telling one first. */
export const ALWAYS_CREATED = ['StatefulSet', 'Service', 'PodDisruptionBudget'] as const satisfies readonly CreatedKind[];

/** For each kind, whether the user may create it. What could not be asked is left out: there the API server decides on the real request. */
export type CreateRights = Readonly<Partial<Record<CreatedKind, Verdict>>>;

/**
 * What may the user create of all that a cluster can be made of?
 *
 * @param namespace where; without it only what is in no namespace is asked for
 */
export async function createRights(context: ClusterContext, namespace?: string): Promise<CreateRights> {
  const kinds = namespace ? createdKinds() : CLUSTER_WIDE;
  const answers = await Promise.allSettled(kinds.map((kind) => mayCreate(context, kind, namespace)));

  return Object.fromEntries(answers.flatMap((answer, index) => answer.status === 'fulfilled' ? [[kinds[index], answer.value]] : []));
}

/**
 * May the user create a StatefulSet in any namespace at all? Kubernetes can only be asked about one namespace or all
 * of them; Steve says in its schema whether there is one.
 */
export function mayCreateSomewhere({ store }: ClusterContext): Promise<Verdict> {
  const schema = store.getters['cluster/schemaFor']('apps.statefulset');
  const allowed = schema?.collectionMethods?.some((method) => method.toUpperCase() === 'POST') ?? false;

  return Promise.resolve({ allowed });
}

/** May the user do this to what every cluster has? */
export function mayWithCluster(context: ClusterContext, verb: 'update' | 'delete', namespace: string): Promise<Verdict> {
  return mayAll(context, ALWAYS_CREATED.map((kind) => ({ verb, ...CREATED[kind], namespace })));
}

function createdKinds(): CreatedKind[] {
  return Object.keys(CREATED) as CreatedKind[];
}

/** Server-side apply needs `patch` beside `create`. */
function mayCreate(context: ClusterContext, kind: CreatedKind, namespace: string | undefined): Promise<Verdict> {
  const where = CLUSTER_WIDE.includes(kind) ? {} : { namespace };

  return mayAll(context, ['create', 'patch'].map((verb) => ({ verb, ...CREATED[kind], ...where })));
}
