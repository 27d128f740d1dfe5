import type { ContainerStateTerminated, ContainerStatus, Pod } from 'kubernetes-types/core/v1';

import { isReady, isTerminating } from './pods';

/** Why a pod does not take connections yet, or no longer; a key for a translated sentence. */
export type WaitingCode =
  | 'terminating'
  | 'unschedulable' // no Kubernetes node fits
  | 'scheduling' // not yet looked at by the scheduler
  | 'image' // the image cannot be pulled
  | 'config' // the container cannot be made or started
  | 'crashing' // it ended, and is started anew with growing pauses
  | 'restarted' // the container runs again after it ended
  | 'ended' // it ended for good, or was evicted
  | 'preparing' // volumes, image and containers are being made ready
  | 'starting'; // the container runs, Cassandra is not ready

export interface Waiting {
  code: WaitingCode;
  /** Kubernetes' own words, where it has any. */
  message?: string;
  /** The container that holds the pod up, where one does. */
  container?: string;
  /** How that container's last run ended. */
  end?: ContainerStateTerminated;
}

const IMAGE_REASONS = ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ImageInspectError', 'ErrImageNeverPull', 'RegistryUnavailable'];
const PREPARING_REASONS = ['ContainerCreating', 'PodInitializing'];

/** What a pod waits for, or `undefined` if it is ready. */
export function waitingFor(pod: Pod): Waiting | undefined {
  const { conditions = [], phase, message, reason } = pod.status ?? {};
  const scheduled = conditions.find(({ type }) => type === 'PodScheduled');

  if (isTerminating(pod)) {
    return { code: 'terminating' };
  }
  if (isReady(pod)) {
    return undefined;
  }
  if (phase === 'Failed' || phase === 'Succeeded') {
    return { code: 'ended', message: message ?? reason };
  }
  if (scheduled?.status === 'False') {
    return { code: 'unschedulable', message: scheduled.message };
  }
  if (!pod.spec?.nodeName) {
    return { code: 'scheduling' };
  }

  return statusesOf(pod).map(containerWaiting).find((waiting) => waiting !== undefined) ?? { code: phase === 'Running' ? 'starting' : 'preparing' };
}

/** The STATUS column of `kubectl get pods`. */
export function podStatus(pod: Pod): string {
  const { phase = 'Unknown', reason } = pod.status ?? {};

  if (isTerminating(pod)) {
    return reason === 'NodeLost' ? 'Unknown' : 'Terminating';
  }

  return initStatus(pod) ?? containersStatus(pod) ?? reason ?? phase;
}

/** The READY column of `kubectl get pods`. */
export function readyContainers(pod: Pod): { ready: number; total: number } {
  return {
    ready: (pod.status?.containerStatuses ?? []).filter(({ ready }) => ready).length,
    total: pod.spec?.containers.length ?? 0,
  };
}

function statusesOf({ status }: Pod): ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

function containerWaiting({ name: container, state, lastState, ready }: ContainerStatus): Waiting | undefined {
  const { reason, message } = state?.waiting ?? {};
  const end = state?.terminated ?? lastState?.terminated;
  const ended = end && `${ end.reason ?? 'Error' } (${ end.exitCode })`;

  if (state?.running && !ready && end) {
    return { code: 'restarted', message: ended, container, end };
  }
  if (reason === 'CrashLoopBackOff' || (state?.terminated && state.terminated.exitCode !== 0)) {
    return { code: 'crashing', message: ended ?? message, container, end };
  }
  if (reason === undefined || PREPARING_REASONS.includes(reason)) {
    return undefined;
  }
  if (IMAGE_REASONS.includes(reason)) {
    return { code: 'image', message: message ?? reason, container };
  }

  return { code: 'config', message: message ? `${ reason }: ${ message }` : reason, container };
}

function initStatus({ spec, status }: Pod): string | undefined {
  const total = spec?.initContainers?.length ?? 0;
  const statuses = status?.initContainerStatuses ?? [];
  const index = statuses.findIndex(({ state, started }) => state?.terminated?.exitCode !== 0 && !started);
  const state = statuses[index]?.state;

  if (!state) {
    return undefined;
  }
  const reason = state.terminated ? state.terminated.reason ?? `ExitCode:${ state.terminated.exitCode }` : state.waiting?.reason;

  return reason && reason !== 'PodInitializing' ? `Init:${ reason }` : `Init:${ index }/${ total }`;
}

function containersStatus({ status }: Pod): string | undefined {
  const states = (status?.containerStatuses ?? []).map(({ state }) => state);
  const reasons = states.flatMap((state) => state?.waiting?.reason ?? (state?.terminated && (state.terminated.reason ?? `ExitCode:${ state.terminated.exitCode }`)) ?? []);

  // A sidecar that has done its work does not make the pod completed.
  return reasons[0] === 'Completed' && states.some((state) => state?.running) ? undefined : reasons[0];
}
