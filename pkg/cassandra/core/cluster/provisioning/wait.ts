import type { SchedulingReason } from './scheduling';
import type { StartStage } from '../log-line';

/** What a cluster waits for; a key for a translated sentence, `cassandra.provisioning.wait.<code>`. */
export type WaitCode =
  // Pods that the StatefulSet may not make
  | 'quota' | 'podSecurity' | 'refused'
  // Claims
  | 'claimNoClass' | 'claimClassGone' | 'claimFailed' | 'claimProvisioning' | 'claimSlow' | 'claimLost'
  // Pods without a Kubernetes node, or with a lost one
  | 'scheduling' | 'unschedulable' | 'nodeLost'
  // Pods on a node
  | 'imageNotFound' | 'imageDenied' | 'imageFailed' | 'pulling' | 'mountFailed' | 'preparing' | 'config'
  | 'initRunning' | 'initFailed' | 'outOfMemory' | 'crashing' | 'restarted' | 'ended' | 'starting' | 'terminating'
  // The Job that sets up logins
  | 'authRunning' | 'authFailed';

export type Severity = 'error' | 'warning' | 'info';

/** One thing that stands between a cluster and being ready. */
export interface Wait {
  code: WaitCode;
  severity: Severity;
  object: { kind: 'StatefulSet' | 'PersistentVolumeClaim' | 'Pod' | 'Job'; name: string };
  /** What the translated sentence names. */
  params: Record<string, string | number>;
  /** The words of whoever refused. */
  message?: string;
  /** The line of the container's log that says why. */
  line?: string;
  /** Why no Kubernetes node fits. */
  reasons?: SchedulingReason[];
  /** How far Cassandra's start has come. */
  stage?: StartStage;
  /** ISO 8601. */
  since?: string;
}

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** Trouble first; otherwise as they come. */
export function bySeverity(a: Wait, b: Wait): number {
  return ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity);
}
