import type { Member } from '../../core/cluster/cluster';
import { thisTab } from '../../rancher/operations/lease';
import type { ClusterContext } from '../../rancher/store';

/** Under what the browser keeps things of the console. */
export interface ConsoleKeys {
  readonly history: string;
  readonly queries: string;
  readonly draft: string;
}

/**
 * Keys for one cluster and one user of Rancher: a browser may serve several, and keeps all of it when one logs out. A ring
 * is the StatefulSet that was there first, since another cluster may come to have its name. Saved queries are for all rings.
 */
export function consoleKeys(context: ClusterContext, { key, members }: { readonly key: string; readonly members: readonly Pick<Member, 'statefulSet'>[] }): ConsoleKeys {
  const sets = members.map(({ statefulSet }) => statefulSet.metadata ?? {});
  const [first] = [...sets].sort((one, other) => String(one.creationTimestamp ?? '').localeCompare(String(other.creationTimestamp ?? '')));
  const of = (what: string, ...parts: readonly string[]) => ['cassandra-for-rancher', 'console', what, thisTab(context).user, ...parts].join('/');
  const ring = [context.clusterId, first?.uid ?? key];

  return { history: of('history', ...ring), queries: of('queries'), draft: of('draft', ...ring) };
}
