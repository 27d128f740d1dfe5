import type { Pod } from 'kubernetes-types/core/v1';

/** The number at the end of a StatefulSet pod's name, or `undefined` if there is none. */
export function ordinalOf(pod: Pod): number | undefined {
  const digits = /-(\d+)$/.exec(pod.metadata?.name ?? '')?.[1];

  return digits === undefined ? undefined : Number(digits);
}

/**
 * Whether the pod's Ready condition is true. The phase says nothing: on a lost Kubernetes node a pod stays `Running`
 * and only its Ready condition turns false.
 */
export function isReady(pod: Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

/** Whether the pod has been told to go. */
export function isTerminating(pod: Pod): boolean {
  return pod.metadata?.deletionTimestamp !== undefined;
}

/** Orders pods by ordinal; those without one come last, by name. */
export function byOrdinal(a: Pod, b: Pod): number {
  const difference = (ordinalOf(a) ?? Infinity) - (ordinalOf(b) ?? Infinity);

  return Number.isNaN(difference) || difference === 0 ? nameOf(a).localeCompare(nameOf(b), 'en') : difference;
}

/**
 * The pods to ask about the ring, best first: ready ones before others that run, then by ordinal. Pods that are
 * going, and pods whose containers do not run, are not asked.
 */
export function observers(pods: readonly Pod[]): Pod[] {
  return pods
    .filter((pod) => pod.status?.phase === 'Running' && !isTerminating(pod))
    .sort((a, b) => Number(isReady(b)) - Number(isReady(a)) || byOrdinal(a, b));
}

/** How often the containers of the pod were started anew. */
export function restartsOf(pod: Pod): number {
  return (pod.status?.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0);
}

function nameOf(pod: Pod): string {
  return pod.metadata?.name ?? '';
}
