import type { Node, PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1';

import { groupBy } from '../group-by';
import type { NodeStatus, RingStatus } from '../nodetool/status';
import { parseQuantity } from '../quantity';
import { canonicalAddress } from './address';
import { byOrdinal, isReady, isTerminating, ordinalOf, restartsOf } from './pods';
import type { Member } from './cluster';
import { zoneOf, zonesOf, type Zones } from './zones';

/** A row of `nodetool status` together with the table it stood in. */
export type RingNode = NodeStatus & { datacenter: string };

/** The volume claim that holds a node's data. */
export interface RingClaim {
  name: string;
  /** `undefined` if the claim itself was not to be had. */
  phase?: string;
  storageClass?: string;
  /** Bytes: what the volume has, or what is asked for while there is none. */
  capacity?: number;
}

/** One node, as Kubernetes and the ring know it now. At least one of `pod` and `status` is there. */
export interface RingRow {
  /** Unique in the ring, and stable while the node moves between pods: the host ID where it is known. */
  key: string;
  pod?: string;
  /** The StatefulSet of the pod. */
  member?: string;
  ordinal?: number;
  /** The Kubernetes node. */
  node?: string;
  zone?: string;
  podIP?: string;
  podPhase?: string;
  /** Taking CQL connections, by the pod's Ready condition. */
  ready: boolean;
  terminating: boolean;
  restarts: number;
  /** When the pod was made, ISO 8601. */
  since?: string;
  claim?: RingClaim;
  /** Absent if the ring was not read, or does not list the pod's address. */
  status?: RingNode;
}

/** What a look at the ring tells, most urgent first; a key for a translated sentence. */
export type RingVerdictCode =
  | 'unread' // no nodetool status yet
  | 'nodesDown' // D, or ? for a node that should be settled
  | 'nodesMissing' // pods that the ring does not list
  | 'nodesUnknown' // ring entries that no pod answers for
  | 'nodesMoving' // J, L or M
  | 'forming' // fewer nodes in the ring than asked for, and all that there are are well
  | 'whole'; // every node UN, as many as asked for

export interface RingVerdict {
  code: RingVerdictCode;
  level: 'ok' | 'progress' | 'error' | 'unknown';
  /** Nodes that are UN. */
  up: number;
  /** Nodes that the ring lists. */
  known: number;
  /** Nodes that the StatefulSets ask for. */
  expected: number;
  /** Nodes that are D, or ? though they should be settled. */
  down: number;
  /** Nodes that are J, up or not. */
  joining: number;
  /** Pods that the ring does not list although they have been started more than once. */
  stuck: number;
  /** Whether more than half of the nodes that own data are up. */
  quorum: boolean;
}

export interface Ring {
  /** By member and ordinal; ring entries without a pod come last. */
  rows: RingRow[];
  notes: string[];
  verdict: RingVerdict;
}

export interface RingSources {
  members: readonly Member[];
  /** The pods of these members. */
  pods: readonly Pod[];
  /** Claims of the namespace; empty if they may not be read. */
  claims: readonly PersistentVolumeClaim[];
  /** The nodes of this Kubernetes; empty if they may not be read. */
  hosts?: readonly Node[];
  /** What nodetool said in one of the pods, if it has been asked. */
  ring?: RingStatus;
}

/**
 * Puts together what Kubernetes and the ring know of each node. They are matched by the address that a pod has now:
 * a host ID says nothing about pods, and a pod's name nothing about the ring.
 */
export function joinRing({ members, pods, claims, hosts = [], ring }: RingSources): Ring {
  const nodes = (ring?.datacenters ?? []).flatMap(({ name, nodes: listed }) => listed.map((node) => ({ ...node, datacenter: name })));
  const unmatched = new Set(nodes);
  // By index, since a ring may have a thousand nodes. Where two entries have one address, the first one counts.
  const nodesByPlace = new Map(nodes.map((node) => [placeOf(node), node] as const).reverse());
  const claimsByName = new Map(claims.map((claim) => [`${ claim.metadata?.namespace }/${ claim.metadata?.name }`, claim]));
  const zones = zonesOf(hosts);
  const podRows = [...groupBy(pods, memberOf)].sort(([a], [b]) => compare(a, b)).flatMap(([owner, owned]) => {
    const member = members.find(({ name }) => name === owner);

    return owned.sort(byOrdinal).map((pod) => {
      const status = placesOf(pod).flatMap((place) => nodesByPlace.get(place) ?? []).find((node) => unmatched.delete(node));

      return podRow(pod, member, status, claimsByName, zones);
    });
  });
  const strayRows = [...unmatched].map((status): RingRow => ({ key: keyOf(status), ready: false, terminating: false, restarts: 0, status }));
  const expected = members.reduce((sum, { nodes: { desired } }) => sum + desired, 0);

  return { rows: [...podRows, ...strayRows], notes: ring?.notes ?? [], verdict: judge(podRows, nodes, expected, ring !== undefined) };
}

function podRow(pod: Pod, member: Member | undefined, status: RingNode | undefined, claimsByName: ReadonlyMap<string, PersistentVolumeClaim>, zones: Zones): RingRow {
  const name = pod.metadata?.name ?? '';

  return {
    key:         status?.hostId ?? `pod:${ name }`,
    pod:         name,
    member:      member?.name,
    ordinal:     ordinalOf(pod),
    node:        pod.spec?.nodeName,
    zone:        zoneOf(pod, zones),
    podIP:       pod.status?.podIP,
    podPhase:    pod.status?.phase,
    ready:       isReady(pod),
    terminating: isTerminating(pod),
    restarts:    restartsOf(pod),
    since:       pod.metadata?.creationTimestamp,
    claim:       claimOf(pod, member, claimsByName),
    status,
  };
}

/** By what a pod is found for a ring entry: its address, or the name of the pod (`nodetool status -r`). */
function placeOf({ address }: RingNode): string {
  const [, name] = /^([^.:]*[^\d.:][^.:]*)\./.exec(address) ?? [];

  return name === undefined ? canonicalAddress(address) : nameOfPod(name);
}

function placesOf({ metadata, status }: Pod): string[] {
  const addresses = [status?.podIP, ...(status?.podIPs ?? []).map(({ ip }) => ip)];

  return [...addresses.flatMap((ip) => ip ? canonicalAddress(ip) : []), nameOfPod(metadata?.name ?? '')];
}

function nameOfPod(name: string): string {
  return `pod/${ name }`;
}

/** The claim mounted where the data is: the first that the database's container mounts and that is no commit log. */
function claimOf(pod: Pod, member: Member | undefined, claimsByName: ReadonlyMap<string, PersistentVolumeClaim>): RingClaim | undefined {
  const claimed = new Map((pod.spec?.volumes ?? []).flatMap(({ name, persistentVolumeClaim }) => persistentVolumeClaim ? [[name, persistentVolumeClaim.claimName]] : []));
  const container = pod.spec?.containers.find(({ name }) => name === member?.container);
  const mounts = (container?.volumeMounts ?? []).filter((mount) => claimed.has(mount.name));
  const mount = mounts.find(({ mountPath }) => !/commit|hints|saved_caches|cdc/i.test(mountPath)) ?? mounts[0];
  const name = mount && claimed.get(mount.name);

  if (name === undefined) {
    return undefined;
  }
  const claim = claimsByName.get(`${ pod.metadata?.namespace }/${ name }`);
  const storage = claim?.status?.capacity?.storage ?? claim?.spec?.resources?.requests?.storage;

  return {
    name,
    phase:        claim?.status?.phase,
    storageClass: claim?.spec?.storageClassName,
    capacity:     storage === undefined ? undefined : parseQuantity(storage),
  };
}

function judge(podRows: readonly RingRow[], nodes: readonly RingNode[], expected: number, read: boolean): RingVerdict {
  const up = nodes.filter((node) => node.up && node.state === 'normal').length;
  const owners = nodes.filter(({ state }) => state !== 'joining');
  const down = nodes.filter(isDown).length;
  const counts = {
    up,
    known:   nodes.length,
    expected,
    down,
    joining: nodes.length - owners.length,
    stuck:   podRows.filter(({ status, restarts }) => !status && restarts > 0).length,
    quorum:  owners.filter((node) => node.up).length * 2 > owners.length,
  };
  const matched = podRows.filter(({ status }) => status !== undefined).length;
  const verdict = (code: RingVerdictCode, level: RingVerdict['level']): RingVerdict => ({ code, level, ...counts });

  if (!read) {
    return verdict('unread', 'unknown');
  }
  if (down > 0) {
    return verdict('nodesDown', 'error');
  }
  // A pod that takes CQL connections has joined a ring; if it is not this one, there are two.
  if (podRows.some((row) => row.ready && !row.terminating && !row.status)) {
    return verdict('nodesMissing', 'error');
  }
  if (nodes.some((node) => node.state !== 'normal')) {
    return verdict('nodesMoving', 'progress');
  }
  if (matched < nodes.length) {
    return verdict('nodesUnknown', 'error');
  }

  return up < expected ? verdict('forming', 'progress') : verdict('whole', 'ok');
}

/** A node of which nothing is known counts as down, unless it is still coming or going. */
export function isDown({ up, state }: NodeStatus): boolean {
  return up === false || (up === undefined && state === 'normal');
}

function keyOf({ hostId, address, port }: RingNode): string {
  return hostId ?? `ring:${ address }:${ port ?? '' }`;
}

function memberOf({ metadata }: Pod): string {
  return metadata?.ownerReferences?.find(({ controller }) => controller)?.name ?? (metadata?.name ?? '').replace(/-\d+$/, '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
