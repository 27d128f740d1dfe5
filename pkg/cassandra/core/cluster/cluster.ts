import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Container, Pod } from 'kubernetes-types/core/v1';

import { cassandraVersion } from './image';
import { LABEL_DATACENTER, LABEL_INSTANCE, LABEL_MANAGED_BY, LABEL_RACK, MANAGER } from './labels';
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
 * Finds the Cassandra rings among StatefulSets. Members that we made belong together by their instance label; every
 * other StatefulSet is a cluster by itself, since nothing dependable says which of them share a ring.
 *
 * @param statefulSets of any number of namespaces; those that are not Cassandra are passed over
 * @param pods pods of these namespaces as far as known; they sharpen the state (see {@link memberState})
 * @returns sorted by namespace and name
 */
export function findClusters(statefulSets: readonly StatefulSet[], pods: readonly Pod[] = []): Cluster[] {
  const groups = new Map<string, Member[]>();

  for (const statefulSet of statefulSets) {
    const member = toMember(statefulSet, pods);

    if (member) {
      const key = clusterKey(member);

      groups.set(key, [...(groups.get(key) ?? []), member]);
    }
  }

  return [...groups].map(([key, members]) => toCluster(key, members)).sort((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name));
}

/** The pods that a StatefulSet owns; where owners are not shown, those of its namespace that are named after it. */
export function podsOf({ metadata }: StatefulSet, pods: readonly Pod[]): Pod[] {
  return pods.filter((pod) => {
    const owner = pod.metadata?.ownerReferences?.find(({ controller }) => controller);

    if (pod.metadata?.namespace !== metadata?.namespace) {
      return false;
    }

    return owner ? owner.kind === 'StatefulSet' && owner.name === metadata?.name : pod.metadata?.name?.replace(/-\d+$/, '') === metadata?.name;
  });
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
    datacenter:  variable(container, 'CASSANDRA_DC', 'CASSANDRA_DATACENTER') ?? labels[LABEL_DATACENTER] ?? labels['cassandra.datastax.com/datacenter'],
    rack:        variable(container, 'CASSANDRA_RACK') ?? labels[LABEL_RACK] ?? labels['cassandra.datastax.com/rack'],
    nodes:       countNodes(statefulSet),
    ...memberState(statefulSet, podsOf(statefulSet, pods)),
  };
}

function toCluster(key: string, members: Member[]): Cluster {
  const sorted = [...members].sort((a, b) => compare(a.name, b.name));
  const [first] = sorted;
  const sum = (count: keyof NodeCounts) => sorted.reduce((total, { nodes }) => total + nodes[count], 0);

  return {
    key,
    name:        key.slice(key.indexOf('/') + 1),
    namespace:   first?.namespace ?? '',
    managed:     sorted.some(isManaged),
    members:     sorted,
    versions:    distinct(sorted.map(({ version }) => version)),
    datacenters: distinct(sorted.map(({ datacenter }) => datacenter)),
    racks:       distinct(sorted.map(({ rack }) => rack)),
    nodes:       { desired: sum('desired'), current: sum('current'), ready: sum('ready') },
    created:     distinct(sorted.map(({ statefulSet }) => statefulSet.metadata?.creationTimestamp))[0],
    ...clusterState(sorted),
  };
}

function clusterKey(member: Member): string {
  const instance = isManaged(member) ? member.statefulSet.metadata?.labels?.[LABEL_INSTANCE] : undefined;

  return `${ member.namespace }/${ instance ?? member.name }`;
}

function isManaged({ statefulSet }: Member): boolean {
  return statefulSet.metadata?.labels?.[LABEL_MANAGED_BY] === MANAGER;
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
