import type { Event, Pod } from 'kubernetes-types/core/v1';

import { explainingLine, startStage } from '../log-line';
import { waitingFor, type Waiting } from '../pod-status';
import { newestEvent, seenAt } from './events';
import { schedulingReasons } from './scheduling';
import type { Severity, Wait, WaitCode } from './wait';

/** Logs by `pod/container`, as far as they were read. */
export type Logs = ReadonlyMap<string, string>;

export const logKey = (pod: string, container: string): string => `${ pod }/${ container }`;

const NOT_FOUND = /not found|manifest unknown|does not exist or may require authorization/i;
const DENIED = /\b40[13]\b|unauthorized|authorization failed|access denied|forbidden/i;

/** What a pod waits for, with the reason as exactly as events and logs tell it; `undefined` if it is ready. */
export function podWait(pod: Pod, main: string, events: readonly Event[], logs: Logs): Wait | undefined {
  const waiting = waitingFor(pod);
  const name = pod.metadata?.name ?? '';

  if (!waiting) {
    return undefined;
  }
  const make = (code: WaitCode, severity: Severity, more: Partial<Wait> = {}): Wait => ({
    code,
    severity,
    object:  { kind: 'Pod', name },
    params:  { name, container: waiting.container ?? main, node: pod.spec?.nodeName ?? '' },
    since:   pod.metadata?.creationTimestamp,
    ...more,
  });

  switch (waiting.code) {
  case 'unschedulable':
    return make('unschedulable', 'error', { reasons: schedulingReasons(waiting.message ?? ''), since: conditionSince(pod, 'PodScheduled') });
  case 'image':
    return make(imageCode(waiting, pod, events), 'error', { message: imageMessage(waiting, pod, events) });
  case 'config':
  case 'ended':
    return make(waiting.code, 'error', { message: waiting.message });
  case 'crashing':
  case 'restarted':
    return crashWait(pod, waiting, make, events, logs);
  case 'preparing':
    return preparationWait(pod, make, events, logs);
  case 'starting':
    return startWait(pod, main, make, logs);
  case 'terminating':
    return make('terminating', 'info', { since: pod.metadata?.deletionTimestamp });
  default:
    return make(waiting.code, 'info');
  }
}

type Make = (code: WaitCode, severity: Severity, more?: Partial<Wait>) => Wait;

/** While the kubelet waits to try again it repeats the error only in newer versions; the event has it in all. */
function imageMessage({ message = '' }: Waiting, { metadata = {} }: Pod, events: readonly Event[]): string {
  const failed = newestEvent(events.filter((event) => /^Failed to pull/.test(event.message ?? '')), metadata, 'Failed')?.message;

  return /ErrImagePull: /.test(message) ? message.replace(/^.*?ErrImagePull: /, '') : failed?.replace(/^Failed to pull image "[^"]*": /, '') ?? message;
}

function imageCode(waiting: Waiting, pod: Pod, events: readonly Event[]): WaitCode {
  const message = imageMessage(waiting, pod, events);

  // Docker Hub tells the one who may not know neither from the other, and is counted as not found.
  return NOT_FOUND.test(message) ? 'imageNotFound' : DENIED.test(message) ? 'imageDenied' : 'imageFailed';
}

function crashWait(pod: Pod, { code, container = '', end }: Waiting, make: Make, events: readonly Event[], logs: Logs): Wait {
  const isInit = pod.status?.initContainerStatuses?.some(({ name }) => name === container);
  const log = logs.get(logKey(pod.metadata?.name ?? '', container));
  const kind: WaitCode = isInit ? 'initFailed' : end?.reason === 'OOMKilled' ? 'outOfMemory' : code === 'restarted' ? 'restarted' : 'crashing';
  // A process that a probe has ended does not know why.
  const killing = newestEvent(events, pod.metadata ?? {}, 'Killing')?.message;
  const wait = make(kind, code === 'restarted' ? 'warning' : 'error', {
    since:   end?.finishedAt,
    line:    log === undefined ? undefined : explainingLine(log),
    message: killing && /failed \w+ probe/.test(killing) ? killing : undefined,
  });

  return { ...wait, params: { ...wait.params, exitCode: end?.exitCode ?? 0, restarts: restartsOf(pod, container) } };
}

function restartsOf({ status }: Pod, container: string): number {
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];

  return statuses.find(({ name }) => name === container)?.restartCount ?? 0;
}

/** Volumes, images and init containers before Cassandra itself. */
function preparationWait(pod: Pod, make: Make, events: readonly Event[], logs: Logs): Wait {
  const { metadata = {}, status } = pod;
  const init = status?.initContainerStatuses?.find(({ state }) => state?.running);

  if (init) {
    const wait = make('initRunning', 'info', { line: lastLine(logs.get(logKey(metadata.name ?? '', init.name))), since: init.state?.running?.startedAt });

    return { ...wait, params: { ...wait.params, container: init.name } };
  }
  const event = newestEvent(events, metadata, 'FailedMount', 'FailedAttachVolume', 'FailedCreatePodSandBox', 'Pulling', 'Pulled', 'Created', 'Started');

  if (event?.reason === 'Pulling') {
    return make('pulling', 'info', { since: seenAt(event) });
  }
  if (event?.reason?.startsWith('Failed')) {
    return make(event.reason === 'FailedCreatePodSandBox' ? 'config' : 'mountFailed', 'error', { message: event.message, since: seenAt(event) });
  }

  return make('preparing', 'info');
}

/** The container runs and Cassandra does not take connections: it starts, or its Kubernetes node does not answer any more. */
function startWait(pod: Pod, main: string, make: Make, logs: Logs): Wait {
  const container = pod.status?.containerStatuses?.find(({ name }) => name === main);
  const log = logs.get(logKey(pod.metadata?.name ?? '', main));

  if (container?.ready) {
    return make('nodeLost', 'error', { since: conditionSince(pod, 'Ready') });
  }

  return make('starting', 'info', { since: container?.state?.running?.startedAt, stage: log === undefined ? undefined : startStage(log) });
}

function conditionSince({ status }: Pod, type: string): string | undefined {
  return status?.conditions?.find((condition) => condition.type === type)?.lastTransitionTime;
}

function lastLine(log = ''): string | undefined {
  return log.trim().split('\n').pop() || undefined;
}
