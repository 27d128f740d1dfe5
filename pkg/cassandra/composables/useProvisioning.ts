import type { Job } from 'kubernetes-types/batch/v1';
import { computed, type ComputedRef } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import { provisioning, wantedLogs, type Provisioning } from '../core/cluster/provisioning';
import type { ClusterContext } from '../rancher/store';
import { useLive } from './useLive';
import { useLogs } from './useLogs';
import { useNow } from './useNow';

/** Only how long something takes depends on the time, in minutes. */
const EVERY_MS = 10_000;

/** What a cluster is doing and waiting for, live. What may not be read makes it less exact, no more. */
export function useProvisioning(context: ClusterContext, cluster: () => Cluster, jobs: () => readonly Job[]): ComputedRef<Provisioning> {
  const { namespace } = cluster();
  const pods = useLive(context, 'pod', { namespace }).items;
  const claims = useLive(context, 'persistentvolumeclaim', { namespace }).items;
  const events = useLive(context, 'event', { namespace }).items;
  const now = useNow(EVERY_MS);
  const logs = useLogs(context, namespace, computed(() => wantedLogs({ cluster: cluster(), pods: pods.value, jobs: jobs() })));

  return computed(() => provisioning({
    cluster: cluster(), jobs: jobs(), pods: pods.value, claims: claims.value, events: events.value, logs: logs.value, now: now.value,
  }));
}
