import type { PersistentVolume, PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1';
import type { StorageClass } from 'kubernetes-types/storage/v1';

import { groupBy } from '../group-by';
import type { RingStatus } from '../nodetool/status';
import { parseQuantity } from '../quantity';
import { claimOrdinal, claimsOf, hasLeft } from './claims';
import { podsOf, type Cluster, type Member } from './cluster';
import type { Observed } from './facts';
import { ordinalOf } from './pods';
import { joinRing, type RingRow } from './ring';
import { placesOf, type VolumeHome, type VolumeUse } from './storage-places';
import type { MeasuredVolume } from './volume-stats';

/** How full a volume is. */
export interface Usage {
  /** Measured on the volume by the kubelet, or what the node says that its tables take. */
  source: 'volume' | 'load';
  /** Bytes. */
  used: number;
  /** Bytes that there are, if they are known. */
  of?: number;
  /** `used` of `of`, 0..1 and above. */
  share?: number;
  level: UsageLevel;
  /** Milliseconds since the epoch. */
  at: number;
}

export type UsageLevel = 'normal' | 'high' | 'critical' | 'unknown';

/** A claim with what is known of its volume; what may not be read is left out. */
export interface ClaimFacts {
  name: string;
  /** Left out if there is no such claim, or it may not be read. */
  phase?: string;
  storageClass?: string;
  /** The PersistentVolume. */
  volume?: string;
  /** Bytes asked for. */
  requested?: number;
  /** Bytes that the volume has. */
  capacity?: number;
  accessModes: string[];
  /** What becomes of the volume when the claim goes. */
  reclaimPolicy?: string;
  /** Whether the class lets the claim grow. */
  expandable?: boolean;
}

/** One volume of one node. */
export interface NodeVolume {
  key: string;
  pod: string;
  /** The StatefulSet, and the pod's number in it. */
  member: string;
  ordinal: number;
  datacenter?: string;
  rack?: string;
  use: VolumeUse;
  home: VolumeHome;
  /** Where the database sees it. */
  path?: string;
  claim?: ClaimFacts;
  usage?: Usage;
}

/** A claim whose pod is no longer asked for. */
export interface OrphanedClaim {
  member: string;
  ordinal: number;
  claim: ClaimFacts;
  /** Marked as left behind by a node that was decommissioned. */
  left?: true;
}

/** What the nodes of a rack have. */
export interface StorageTotal {
  datacenter?: string;
  rack?: string;
  nodes: number;
  /** Bytes of all volumes for data: what they have, or what is asked for. */
  size: number;
  /** Bytes that the tables of those nodes take that said so. */
  load?: number;
  /** How many nodes said so. */
  loads: number;
  /** Load of size, if all nodes said so. */
  usage?: Usage;
}

export interface Storage {
  /** By member, ordinal and use. */
  volumes: NodeVolume[];
  orphans: OrphanedClaim[];
  /** Nodes that are down in the ring and that no pod answers for: likely those of orphaned claims. Left out if the ring was not read. */
  strays?: number;
  /** By datacenter and rack; with several, the last one is that of all. */
  totals: StorageTotal[];
}

/** What may not be read is left out. */
export interface StorageSources {
  cluster: Cluster;
  pods: readonly Pod[];
  /** Of the namespace. */
  claims?: readonly PersistentVolumeClaim[];
  volumes?: readonly PersistentVolume[];
  classes?: readonly StorageClass[];
  ring?: Observed<RingStatus>;
  /** The same joined with the pods, where that has been done already. */
  rows?: readonly RingRow[];
  /** By name of the claim. */
  measured?: ReadonlyMap<string, MeasuredVolume>;
}

/** The same by name: a ring may have a thousand nodes. */
interface Known {
  claims: ReadonlyMap<string, PersistentVolumeClaim>;
  volumes: ReadonlyMap<string, PersistentVolume>;
  classes: ReadonlyMap<string, StorageClass>;
}

interface Node {
  member: Member;
  ordinal: number;
  pod: string;
  row: RingRow | undefined;
}

/** From here on there is less room than a compaction of everything may take. */
const HIGH = 0.5;
const CRITICAL = 0.8;

/** Where the data of each node is, how much room there is, and what nodes that are gone have left behind. */
export function storageOf(sources: StorageSources): Storage {
  const { cluster: { namespace, members }, pods, claims = [], ring } = sources;
  const known: Known = {
    claims:  byName(claims.filter(({ metadata }) => metadata?.namespace === namespace)),
    volumes: byName(sources.volumes ?? []),
    classes: byName(sources.classes ?? []),
  };
  const rows = sources.rows ?? joinRing({ members, pods, claims: [], ring: ring?.value }).rows;
  const rowOf = new Map(rows.flatMap((row) => row.pod === undefined ? [] : [[row.pod, row]]));
  const nodes = members.flatMap((member) => nodesOf(member, podsOf(member.statefulSet, pods), rowOf));
  const volumes = nodes.flatMap((node) => volumesOf(node, sources, known));

  return {
    volumes,
    orphans: members.flatMap((member) => orphansOf(member, nodes, claims, known)),
    ...(ring && { strays: rows.filter(({ pod, status }) => pod === undefined && status?.up === false).length }),
    totals:  totalsOf(volumes, nodes, ring),
  };
}

/** How full something is. */
export function usageLevel(share: number | undefined): UsageLevel {
  if (share === undefined) {
    return 'unknown';
  }

  return share >= CRITICAL ? 'critical' : share >= HIGH ? 'high' : 'normal';
}

/** The nodes that are asked for, and those that are there. */
function nodesOf(member: Member, pods: readonly Pod[], rowOf: ReadonlyMap<string, RingRow>): Node[] {
  const { spec } = member.statefulSet;
  const start = spec?.ordinals?.start ?? 0;
  const asked = Array.from({ length: spec?.replicas ?? 1 }, (_, index) => start + index);
  const ordinals = [...new Set([...asked, ...pods.flatMap((pod) => ordinalOf(pod) ?? [])])].sort((a, b) => a - b);

  return ordinals.map((ordinal) => {
    const pod = `${ member.name }-${ ordinal }`;

    return { member, ordinal, pod, row: rowOf.get(pod) };
  });
}

function volumesOf(node: Node, { ring, measured: measures }: StorageSources, known: Known): NodeVolume[] {
  const { member, ordinal, pod, row } = node;
  const places = placesOf(member, ordinal);
  const facts = places.map(({ claim }) => claim === undefined ? undefined : claimFacts(claim, known));
  const size = sum(facts.filter((_, index) => places[index]?.use === 'data').map(sizeOf));
  const firstData = places.findIndex(({ use }) => use === 'data');

  return places.map(({ use, home, path }, index) => {
    const claim = facts[index];
    const measured = claim && measures?.get(claim.name);
    // A node's load is that of all its volumes for data together.
    const load = index === firstData && ring && row?.status?.load !== undefined ? usage('load', row.status.load, size, ring.at) : undefined;
    const used = measured ? usage('volume', measured.used, measured.room, measured.at) : load;

    return {
      key:    `${ pod }/${ path ?? '' }`,
      pod,
      member: member.name,
      ordinal,
      ...placeInRing(node),
      use,
      home,
      ...(path !== undefined && { path }),
      ...(claim && { claim }),
      ...(used && { usage: used }),
    };
  });
}

function placeInRing({ member, row }: Node): Pick<NodeVolume, 'datacenter' | 'rack'> {
  const datacenter = row?.status?.datacenter ?? member.datacenter;
  const rack = row?.status?.rack ?? member.rack;

  return { ...(datacenter !== undefined && { datacenter }), ...(rack !== undefined && { rack }) };
}

function claimFacts(name: string, { claims, volumes, classes }: Known): ClaimFacts {
  const claim = claims.get(name);
  const { phase, capacity } = claim?.status ?? {};
  const { storageClassName: storageClass, volumeName: volume, resources, accessModes } = claim?.spec ?? {};
  const policy = volumes.get(volume ?? '')?.spec?.persistentVolumeReclaimPolicy;
  const expandable = storageClass === '' ? false : expands(classes.get(storageClass ?? ''));
  const requested = bytes(resources?.requests?.['storage']);
  const actual = bytes(capacity?.['storage']);

  return {
    name,
    ...(phase !== undefined && { phase }),
    ...(storageClass !== undefined && { storageClass }),
    ...(volume !== undefined && { volume }),
    ...(requested !== undefined && { requested }),
    ...(actual !== undefined && { capacity: actual }),
    accessModes: claim?.status?.accessModes ?? accessModes ?? [],
    ...(policy !== undefined && { reclaimPolicy: policy }),
    ...(expandable !== undefined && { expandable }),
  };
}

/** A class that does not say so does not let claims grow. */
function expands(storageClass: StorageClass | undefined): boolean | undefined {
  return storageClass && storageClass.allowVolumeExpansion === true;
}

function orphansOf({ name: member, statefulSet }: Member, nodes: readonly Node[], claims: readonly PersistentVolumeClaim[], known: Known): OrphanedClaim[] {
  const living = new Set(nodes.filter((node) => node.member.name === member).map(({ ordinal }) => ordinal));

  return claimsOf(statefulSet, claims)
    .filter((claim) => !living.has(claimOrdinal(claim)))
    .map((claim) => ({ member, ordinal: claimOrdinal(claim), claim: claimFacts(claim.metadata?.name ?? '', known), ...(hasLeft(claim) && { left: true }) }));
}

function totalsOf(volumes: readonly NodeVolume[], nodes: readonly Node[], ring: StorageSources['ring']): StorageTotal[] {
  const groups = groupBy(nodes, (node) => {
    const { datacenter = '', rack = '' } = placeInRing(node);

    return JSON.stringify([datacenter, rack]);
  });
  const racks = [...groups].sort(([a], [b]) => a < b ? -1 : 1).map(([, group]) => ({ ...group[0] && placeInRing(group[0]), ...totalOf(group, volumes, ring) }));

  return racks.length > 1 ? [...racks, totalOf(nodes, volumes, ring)] : racks;
}

function totalOf(nodes: readonly Node[], volumes: readonly NodeVolume[], ring: StorageSources['ring']): StorageTotal {
  const pods = new Set(nodes.map(({ pod }) => pod));
  const loads = nodes.flatMap(({ row }) => row?.status?.load ?? []);
  const size = sum(volumes.filter(({ pod, use }) => use === 'data' && pods.has(pod)).map(({ claim }) => sizeOf(claim)));
  const load = sum(loads);

  return {
    nodes: nodes.length,
    size,
    loads: loads.length,
    ...(loads.length > 0 && { load }),
    ...(ring && nodes.length > 0 && loads.length === nodes.length && { usage: usage('load', load, size, ring.at) }),
  };
}

function usage(source: Usage['source'], used: number, of: number, at: number): Usage {
  const share = of > 0 ? used / of : undefined;

  return { source, used, ...(share !== undefined && { of, share }), level: usageLevel(share), at };
}

function byName<T extends { metadata?: { name?: string } }>(objects: readonly T[]): Map<string, T> {
  return new Map(objects.map((object) => [object.metadata?.name ?? '', object]));
}

function sizeOf(claim: ClaimFacts | undefined): number {
  return claim?.capacity ?? claim?.requested ?? 0;
}

function bytes(quantity: string | undefined): number | undefined {
  return quantity === undefined ? undefined : parseQuantity(quantity);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
