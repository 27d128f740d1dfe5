import type { Container, ContainerState, ContainerStatus, Pod } from 'kubernetes-types/core/v1';

import { probeFacts, type ProbeFacts } from './probe';

/** How a container's run ended. */
export interface RunEnd {
  /** Kubernetes' word, such as `OOMKilled`. */
  reason: string;
  exitCode: number;
  /** ISO 8601. */
  at?: string;
}

/** A container of a pod, as it is now. */
export interface ContainerFacts {
  name: string;
  image: string;
  isInit: boolean;
  state: 'running' | 'waiting' | 'terminated' | 'unknown';
  /** Kubernetes' word for why it waits or has ended. */
  reason?: string;
  /** When it started, or ended; ISO 8601. */
  since?: string;
  ready: boolean;
  restarts: number;
  /** Of the run before this one, or of the only one. */
  lastEnd?: RunEnd;
  probes: { code: 'startup' | 'readiness' | 'liveness'; probe: ProbeFacts }[];
}

/** The containers of a pod in the order in which they start. */
export function containersOfPod({ spec, status }: Pod): ContainerFacts[] {
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const facts = (isInit: boolean) => (container: Container) => describe(container, isInit, statuses.find(({ name }) => name === container.name));

  return [...(spec?.initContainers ?? []).map(facts(true)), ...(spec?.containers ?? []).map(facts(false))];
}

/** The latest end of any of a pod's containers that has been started anew since. */
export function lastEndOf(pod: Pod): RunEnd | undefined {
  return (pod.status?.containerStatuses ?? [])
    .flatMap(({ lastState }) => endOf(lastState) ?? [])
    .sort((a, b) => Date.parse(b.at ?? '') - Date.parse(a.at ?? ''))[0];
}

function describe(container: Container, isInit: boolean, status: ContainerStatus | undefined): ContainerFacts {
  const { running, waiting, terminated } = status?.state ?? {};
  const lastEnd = endOf(status?.lastState);
  const reason = waiting?.reason ?? (terminated && (terminated.reason ?? `ExitCode:${ terminated.exitCode }`));
  const since = running?.startedAt ?? terminated?.finishedAt;

  return {
    name:     container.name,
    image:    container.image ?? '',
    isInit,
    state:    running ? 'running' : waiting ? 'waiting' : terminated ? 'terminated' : 'unknown',
    ...(reason !== undefined && { reason }),
    ...(since !== undefined && { since }),
    ready:    status?.ready ?? false,
    restarts: status?.restartCount ?? 0,
    ...(lastEnd && { lastEnd }),
    probes:   probesOf(container),
  };
}

function probesOf({ startupProbe, readinessProbe, livenessProbe }: Container): ContainerFacts['probes'] {
  const all = [['startup', startupProbe], ['readiness', readinessProbe], ['liveness', livenessProbe]] as const;

  return all.flatMap(([code, probe]) => probe ? { code, probe: probeFacts(probe) } : []);
}

function endOf({ terminated }: ContainerState = {}): RunEnd | undefined {
  return terminated && { reason: terminated.reason ?? 'Error', exitCode: terminated.exitCode, ...(terminated.finishedAt !== undefined && { at: terminated.finishedAt }) };
}
