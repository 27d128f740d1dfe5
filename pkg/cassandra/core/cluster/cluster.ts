import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Container, Pod } from 'kubernetes-types/core/v1';

import { groupBy } from '../group-by';
import { cassandraVersion } from './image';
import { LABEL_DATACENTER, LABEL_INSTANCE, LABEL_MANAGED_BY, LABEL_RACK, MANAGER, OPERATOR_CLUSTER, OPERATOR_DATACENTER, OPERATOR_RACK } from './labels';
import { recognise, type Evidence } from './recognise';
import { clusterState, countNodes, memberState, type NodeCounts, type StateVerdict } from './state';

/** A StatefulSet that runs Cassandra: all nodes of one rack, in rings that we made. */
export interface Member extends StateVerdict {
  name: string;
  namespace: string;
  statefulSet: StatefulSet;
  /** The container to run nodetool in. */
  container: string;
  evidence: Evidence[];
  image: string;
  /** As the image's tag names it; only the nodes themselves know for sure. */
  version: string | undefined;
  /** Name of the ring inside Cassandra, where it is set by the environment. */
  clusterName: string | undefined;
  /** Where its nodes look for the ring, as the environment says it; empty where it does not. */
  seeds: string[];
  datacenter: string | undefined;
  rack: string | undefined;
  nodes: NodeCounts;
}

/** One ring: what a person creates, looks at and scales. */
export interface Cluster extends StateVerdict {
  /** `namespace/name`, unique among the clusters of one Kubernetes. */
  key: string;
  name: string;
  namespace: string;
  /** Whether this extension made it. */
  managed: boolean;
  /** Sorted by name; at least one. */
  members: Member[];
  /** All versions, datacenters and racks that the members name, sorted, each once. */
  versions: string[];
  datacenters: string[];
  racks: string[];
  nodes: NodeCounts;
  /** When the oldest member was made, ISO 8601. */
  created: string | undefined;
}

/**
 * Finds the Cassandra rings among StatefulSets. Members that we or cass-operator made belong together by their labels,
 * others by their seeds; a StatefulSet about which nothing dependable is known is a cluster by itself.
 *
 * @param statefulSets of any number of namespaces; those that are not Cassandra are passed over
 * @param pods pods of these namespaces as far as known; they sharpen the state (see {@link memberState})
 * @returns sorted by namespace and name
 */
export function findClusters(statefulSets: readonly StatefulSet[], pods: readonly Pod[] = []): Cluster[] {
  // There may be thousands of both, so pods are not searched again for each StatefulSet.
  const podsBySet = groupBy(pods, (pod) => `${ pod.metadata?.namespace }/${ setNameOf(pod) }`);
  const members = statefulSets.flatMap((statefulSet) => toMember(statefulSet, podsBySet.get(`${ statefulSet.metadata?.namespace }/${ statefulSet.metadata?.name }`)) ?? []);

  return [...groupBy(members, ringId).values()].map(toCluster).sort((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name));
}

/** The pods that a StatefulSet owns; where owners are not shown, those of its namespace that are named after it. */
export function podsOf({ metadata }: StatefulSet, pods: readonly Pod[]): Pod[] {
  return pods.filter((pod) => pod.metadata?.namespace === metadata?.namespace && setNameOf(pod) === metadata?.name);
}

function setNameOf({ metadata }: Pod): string | undefined {
  const owner = metadata?.ownerReferences?.find(({ controller }) => controller);

  if (owner) {
    return owner.kind === 'StatefulSet' ? owner.name : undefined;
  }

  return metadata?.name?.replace(/-\d+$/, '');
}

/** Describes a StatefulSet as a member of a ring, or returns `undefined` if it is not Cassandra. */
export function toMember(statefulSet: StatefulSet, pods: readonly Pod[] = []): Member | undefined {
  const { container: name, isCassandra, evidence } = recognise(statefulSet);
  const container = statefulSet.spec?.template?.spec?.containers?.find((candidate) => candidate.name === name);

  if (!isCassandra || !container) {
    return undefined;
  }
  const labels = statefulSet.metadata?.labels ?? {};
  const image = container.image ?? '';

  return {
    name:        statefulSet.metadata?.name ?? '',
    namespace:   statefulSet.metadata?.namespace ?? '',
    statefulSet,
    container:   container.name,
    evidence,
    image,
    version:     cassandraVersion(image),
    clusterName: variable(container, 'CASSANDRA_CLUSTER_NAME'),
    seeds:       (variable(container, 'CASSANDRA_SEEDS') ?? '').split(',').map((seed) => seed.trim()).filter(Boolean).sort(compare),
    datacenter:  variable(container, 'CASSANDRA_DC', 'CASSANDRA_DATACENTER') ?? labels[LABEL_DATACENTER] ?? labels[OPERATOR_DATACENTER],
    rack:        variable(container, 'CASSANDRA_RACK') ?? labels[LABEL_RACK] ?? labels[OPERATOR_RACK],
    nodes:       countNodes(statefulSet),
    ...memberState(statefulSet, podsOf(statefulSet, pods)),
  };
}

function toCluster(members: readonly Member[]): Cluster {
  const sorted = [...members].sort((a, b) => compare(a.name, b.name));
  const [first] = sorted;
  const namespace = first?.namespace ?? '';
  const name = first ? givenName(first) ?? first.name : '';
  const sum = (count: keyof NodeCounts) => sorted.reduce((total, { nodes }) => total + nodes[count], 0);

  return {
    key:         `${ namespace }/${ name }`,
    name,
    namespace,
    managed:     sorted.some(({ statefulSet }) => isManaged(statefulSet)),
    members:     sorted,
    versions:    distinct(sorted.map(({ version }) => version)),
    datacenters: distinct(sorted.map(({ datacenter }) => datacenter)),
    racks:       distinct(sorted.map(({ rack }) => rack)),
    nodes:       { desired: sum('desired'), current: sum('current'), ready: sum('ready') },
    created:     distinct(sorted.map(({ statefulSet }) => statefulSet.metadata?.creationTimestamp))[0],
    ...clusterState(sorted),
  };
}

/** Equal for members that share a ring. */
function ringId(member: Member): string {
  const { namespace, name, clusterName, seeds } = member;
  const given = givenName(member);
  const found = isSharedSeeds(seeds) ? ['seeds', clusterName, ...seeds] : ['member', name];

  return JSON.stringify([namespace, ...(given === undefined ? found : ['name', given])]);
}

/**
 * The cluster's name where its maker wrote it on all members. cass-operator gives all datacenters of one cluster name in
 * a namespace the same seeds, so that they are one ring.
 */
function givenName(member: Member): string | undefined {
  const labels = member.statefulSet.metadata?.labels;

  return isManaged(member.statefulSet) ? labels?.[LABEL_INSTANCE] : labels?.[OPERATOR_CLUSTER];
}

/**
 * Whether whoever has the same seeds finds the same nodes; with the same cluster name, without which nodes refuse each
 * other, that is one ring. A node that is its own seed says nothing, nor does a variable that each pod fills in for itself.
 */
function isSharedSeeds(seeds: readonly string[]): boolean {
  return seeds.length > 0 && !seeds.some((seed) => /^(?:localhost|127\.|::1$)|\$\(/.test(seed));
}

/** Whether this extension made it. */
export function isManaged({ metadata }: StatefulSet): boolean {
  return metadata?.labels?.[LABEL_MANAGED_BY] === MANAGER;
}

function variable({ env = [] }: Container, ...names: string[]): string | undefined {
  return env.find(({ name, value }) => names.includes(name) && value)?.value;
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.flatMap((value) => value || []))].sort(compare);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
