import type { Job } from 'kubernetes-types/batch/v1';

import { isKind, type AnyObject } from '../object/object';

/** How an object is, in a few words; a key for a translated sentence, and what it names. */
export interface ObjectState {
  code: 'nodes' | 'service' | 'headless' | 'disruptions' | 'keys' | 'phase' | 'provisioner' | 'jobDone' | 'jobFailed' | 'jobRunning';
  args: Readonly<Record<string, string | number>>;
}

/** What there is to say about an object of a ring at a glance; of Secrets and policies nothing. */
export function objectState(object: AnyObject): ObjectState | undefined {
  if (isKind(object, 'StatefulSet')) {
    return { code: 'nodes', args: { ready: object.status?.readyReplicas ?? 0, desired: object.spec?.replicas ?? 1 } };
  }
  if (isKind(object, 'Service')) {
    return object.spec?.clusterIP === 'None' ? { code: 'headless', args: {} } : { code: 'service', args: { type: object.spec?.type ?? 'ClusterIP' } };
  }
  if (isKind(object, 'PodDisruptionBudget')) {
    return { code: 'disruptions', args: { allowed: object.status?.disruptionsAllowed ?? 0 } };
  }
  if (isKind(object, 'ConfigMap')) {
    return { code: 'keys', args: { count: Object.keys({ ...object.data, ...object.binaryData }).length } };
  }
  if (isKind(object, 'PersistentVolumeClaim') || isKind(object, 'PersistentVolume')) {
    return { code: 'phase', args: { phase: object.status?.phase ?? 'Pending' } };
  }
  if (isKind(object, 'StorageClass')) {
    return { code: 'provisioner', args: { name: object.provisioner } };
  }

  return isKind(object, 'Job') ? jobState(object) : undefined;
}

function jobState({ status }: Job): ObjectState {
  const is = (wanted: string) => status?.conditions?.some(({ type, status: truth }) => type === wanted && truth === 'True');

  return { code: is('Complete') ? 'jobDone' : is('Failed') ? 'jobFailed' : 'jobRunning', args: {} };
}
