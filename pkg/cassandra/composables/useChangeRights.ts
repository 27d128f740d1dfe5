import type { Verdict } from '../rancher/access';
import { mayWithCluster } from '../rancher/create-access';
import type { ClusterContext } from '../rancher/store';

/** What cannot be asked is left out: there the API server decides on the real request. */
export interface ChangeRights {
  update?: Verdict;
  delete?: Verdict;
}

/** Asks what the user may do to the clusters of a namespace. */
export function useChangeRights(context: ClusterContext): (namespace: string) => Promise<ChangeRights> {
  return async(namespace) => {
    const [update, remove] = await Promise.allSettled([mayWithCluster(context, 'update', namespace), mayWithCluster(context, 'delete', namespace)]);

    return {
      ...(update.status === 'fulfilled' && { update: update.value }),
      ...(remove.status === 'fulfilled' && { delete: remove.value }),
    };
  };
}
