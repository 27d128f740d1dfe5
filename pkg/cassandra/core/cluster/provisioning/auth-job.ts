import type { Job } from 'kubernetes-types/batch/v1';
import type { Pod } from 'kubernetes-types/core/v1';

import { authJobName } from '../../manifest/inside';
import type { Cluster } from '../cluster';
import { explainingLine } from '../log-line';
import { LABEL_MANAGED_BY, MANAGER } from '../labels';
import { logKey, type Logs } from './pod';
import type { Wait } from './wait';

/** The Job that sets up logins, until it is done. */
export function authWait(cluster: Cluster, jobs: readonly Job[], pods: readonly Pod[], logs: Logs): Wait | undefined {
  const job = unfinishedJob(cluster, jobs);

  if (!job) {
    return undefined;
  }
  const failed = job.status?.conditions?.find(({ type, status }) => type === 'Failed' && status === 'True');
  const pod = jobPod(cluster, jobs, pods);
  const name = job.metadata?.name ?? '';
  const log = logs.get(logKey(pod?.metadata?.name ?? '', pod?.spec?.containers[0]?.name ?? ''));

  return {
    code:     failed ? 'authFailed' : 'authRunning',
    severity: failed ? 'error' : 'info',
    object:   { kind: 'Job', name },
    params:   { name },
    message:  failed?.message,
    line:     log === undefined ? undefined : explainingLine(log),
    since:    failed?.lastTransitionTime ?? job.status?.startTime,
  };
}

/** The newest pod of the Job that is not done. */
export function jobPod(cluster: Cluster, jobs: readonly Job[], pods: readonly Pod[]): Pod | undefined {
  const job = unfinishedJob(cluster, jobs);
  const created = ({ metadata }: Pod) => Date.parse(metadata?.creationTimestamp ?? '') || 0;

  return job && pods.filter(({ metadata }) => metadata?.ownerReferences?.some(({ uid }) => uid === job.metadata?.uid)).sort((a, b) => created(b) - created(a))[0];
}

/** The Job that sets up logins, while it has not come to a good end. */
export function unfinishedJob({ name, namespace }: Cluster, jobs: readonly Job[]): Job | undefined {
  return jobs.find(({ metadata, status }) => metadata?.name === authJobName(name) && metadata.namespace === namespace && metadata.labels?.[LABEL_MANAGED_BY] === MANAGER &&
    !status?.conditions?.some(({ type, status: is }) => type === 'Complete' && is === 'True'));
}
