import type { PersistentVolume, PersistentVolumeClaim } from 'kubernetes-types/core/v1';
import type { Cluster } from '../core/cluster/cluster';
import { removalOrder, removalPlan, type RemovalPlan } from '../core/cluster/removal';
import { clusterObjects, list, readable } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';
import { useAnswer, type Answer } from './useAnswer';
import { useChanges, type Changes } from './useChanges';

export interface Removal extends Omit<Changes, 'run'> {
  /** What would go; read anew after a failure, so that a second try goes on with what is left. */
  plan: Answer<RemovalPlan>;
  /** @returns whether all is on its way out */
  remove(wanted: { data: boolean; secrets: boolean }): Promise<boolean>;
}

/** The removal of a cluster. */
export function useRemoval(context: ClusterContext, cluster: Cluster): Removal {
  const plan = useAnswer(() => cluster, (one) => readPlan(context, one));
  const { run, ...changes } = useChanges(context);

  return {
    ...changes,
    plan,
    async remove(wanted) {
      const objects = plan.value.value ? removalOrder(plan.value.value, wanted) : [];
      const removed = objects.length > 0 && await run(objects.map((object) => ({ action: 'remove', object })));

      if (!removed) {
        await plan.again();
      }

      return removed;
    },
  };
}

async function readPlan(context: ClusterContext, cluster: Cluster): Promise<RemovalPlan> {
  const { namespace } = cluster;
  const [objects, claims, volumes] = await Promise.all([
    clusterObjects(context, cluster),
    readable(list<PersistentVolumeClaim>(context, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace })),
    readable(list<PersistentVolume>(context, { apiVersion: 'v1', kind: 'PersistentVolume' })),
  ]);

  return removalPlan(cluster, { objects, claims, volumes });
}
