import { mayAll, type Ask, type Verdict } from './access';
import type { ClusterContext } from './store';

/** What creating a cluster creates; in this order a refusal names the most telling object first. */
const CREATED: readonly Ask[] = [
  { verb: 'create', group: 'apps', resource: 'statefulsets' },
  { verb: 'create', resource: 'services' },
  { verb: 'create', group: 'policy', resource: 'poddisruptionbudgets' },
];

/** May the user create a cluster in this namespace? Server-side apply needs `patch` beside `create`. */
export function mayCreateIn(context: ClusterContext, namespace: string): Promise<Verdict> {
  return mayAll(context, CREATED.flatMap((ask) => [ask, { ...ask, verb: 'patch' }].map((one) => ({ ...one, namespace }))));
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
