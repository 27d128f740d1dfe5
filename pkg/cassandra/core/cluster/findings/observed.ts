import type { Pod } from 'kubernetes-types/core/v1';

import { stateCode } from '../../nodetool/state-code';
import { containersOfPod, type ContainerFacts } from '../containers';
import type { Facts } from '../facts';
import { isDown, joinRing, type RingNode, type RingRow } from '../ring';
import { storageOf } from '../storage';

/** A row of the ring that was read: a pod whose node the ring lists, or an entry without a pod. */
export type SeenRow = RingRow & { status: RingNode };

export const MINUTE = 60_000;

/** Pods and ring entries side by side; nothing while the ring has not been read. */
export const rowsOf = once(({ cluster: { members }, pods, claims = [], ring }): RingRow[] => ring ? joinRing({ members, pods, claims, ring: ring.value }).rows : []);

/** Volumes of nodes, and claims that are left of nodes that are gone. */
export const volumesOf = once((facts) => storageOf({ ...facts, rows: rowsOf(facts) }));

/** Many checks want the same, which takes long for a thousand nodes: it is made once from the same facts. */
function once<T>(make: (facts: Facts) => T): (facts: Facts) => T {
  const made = new WeakMap<Facts, T>();

  return (facts) => {
    const known = made.get(facts) ?? make(facts);

    made.set(facts, known);

    return known;
  };
}

export function isSeen(row: RingRow): row is SeenRow {
  return row.status !== undefined;
}

/** An entry as nodetool prints it, without its numbers. */
export function statusLine({ status }: SeenRow): string {
  return [stateCode(status), status.address, status.hostId, status.datacenter, status.rack].filter(Boolean).join('  ');
}

/**
 * Entries that are down and that no pod answers for, and the pods that may yet answer for them: asked for, but not in
 * the ring. As many entries as there are such pods are nodes on their way back; the rest has nowhere to come back to.
 */
export const strayEntries = once((facts): { down: SeenRow[]; awaited: string[]; lost: number } => {
  const rows = rowsOf(facts);
  const present = new Set(rows.filter(isSeen).map(({ pod }) => pod));
  const awaited = facts.cluster.members.flatMap(({ name, statefulSet: { spec } }) => {
    const start = spec?.ordinals?.start ?? 0;

    return Array.from({ length: spec?.replicas ?? 1 }, (_, index) => `${ name }-${ start + index }`).filter((pod) => !present.has(pod));
  });
  const down = rows.filter(isSeen).filter(({ pod, status }) => pod === undefined && isDown(status));

  return { down, awaited, lost: Math.max(0, down.length - awaited.length) };
});

/** The database's container of one of the cluster's pods, as it is now. */
export function databaseOf({ cluster: { members } }: Facts, pod: Pod | undefined): ContainerFacts | undefined {
  return pod && containersOfPod(pod).find(({ name, isInit }) => !isInit && members.some(({ container }) => container === name));
}

const podsByName = once(({ pods }) => new Map(pods.map((pod) => [pod.metadata?.name, pod])));

export function podNamed(facts: Facts, name: string | undefined): Pod | undefined {
  return podsByName(facts).get(name);
}

/** When the pod became ready, or stopped being it; milliseconds since the epoch. */
export function readinessChanged(pod: Pod | undefined): number | undefined {
  const at = pod?.status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime;

  return at === undefined ? undefined : Date.parse(at);
}

/** What Kubernetes shows of a pod, one line each. */
export function podEvidence(facts: Facts, pod: Pod | undefined): string[] {
  const database = databaseOf(facts, pod);
  const ready = pod?.status?.conditions?.find(({ type }) => type === 'Ready');
  const host = facts.hosts?.find(({ metadata }) => metadata?.name === pod?.spec?.nodeName);
  const hostReady = host?.status?.conditions?.find(({ type }) => type === 'Ready');
  const end = database?.lastEnd;

  return [
    ...(ready ? [`pod ${ pod?.metadata?.name }: Ready=${ ready.status }, since ${ ready.lastTransitionTime ?? '?' }`] : []),
    ...(database?.reason !== undefined ? [`container ${ database.name }: ${ database.state }, ${ database.reason }`] : []),
    ...(end ? [`container ${ database.name }: last ended ${ end.at ?? '?' }, ${ end.reason }, exit code ${ end.exitCode }`] : []),
    ...(host && hostReady?.status !== 'True' ? [`node ${ host.metadata?.name }: Ready=${ hostReady?.status ?? '?' }`] : []),
  ];
}
