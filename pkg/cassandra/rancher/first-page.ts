import { request } from './kube/request';
import type { ClusterContext } from './store';
import { requireReadable, toPlain, type LiveType, type LiveTypes } from './watch';

export interface PageQuery {
  /** Conditions of which an object must meet one, in Steve's notation: `metadata.labels[app]=cassandra`. */
  readonly anyOf: readonly string[];
  /** Only in these namespaces; without it, in all. */
  readonly namespaces?: readonly string[];
  /** Paths to sort by, the first one first. */
  readonly sort: readonly string[];
  /** Objects at most. */
  readonly size: number;
}

/**
 * The first objects of a type that meet a condition, filtered and sorted by Rancher: a small answer however much the
 * cluster holds. They are not kept live, and stay out of the host's store, which would take them for all there are.
 *
 * @throws KubeError where Rancher cannot filter by the condition, which depends on its version
 */
export async function firstPage<T extends LiveType>(context: ClusterContext, type: T, { anyOf, namespaces, sort, size }: PageQuery): Promise<LiveTypes[T][]> {
  requireReadable(context, type);
  const query = new URLSearchParams({ page: '1', pagesize: String(size), sort: sort.join(','), exclude: 'metadata.managedFields', filter: anyOf.join(',') });

  if (namespaces) {
    query.append('filter', `metadata.namespace IN (${ namespaces.join(',') })`);
  }
  const { body } = await request<{ data?: object[] }>(context, { path: `/v1/${ type }s?${ query }` });

  return (body.data ?? []).map((model) => toPlain<LiveTypes[T]>(model));
}
