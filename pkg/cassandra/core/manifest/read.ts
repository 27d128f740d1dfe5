import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Container, PodSpec } from 'kubernetes-types/core/v1';

import { LABEL_INSTANCE, LABEL_MANAGED_BY, LABEL_RACK, MANAGER } from '../cluster/labels';
import { isLikeOfficial } from '../cluster/official';
import { recognise } from '../cluster/recognise';
import { releaseOf } from '../cluster/releases';
import { diff } from '../object/diff';
import { isKnownKind, ofKind, type AnyObject } from '../object/object';
import { heapFor, type Heap } from './heap';
import { readInside, WAIT_FOR_TURN } from './inside';
import { readStorage } from './read-storage';
import { HOSTNAME, ZONE } from './scheduling';
import { clientServiceName } from './service';
import { DEFAULT_IMAGE, defaultSpec, type ClientServiceSpec, type ClusterSpec, type NetworkPolicySpec, type RackSpec, type ResourcesSpec } from './spec';
import { nodeCount, proposedSeeds } from './topology';

/** A StatefulSet of the ring, and what is in it. */
export interface ReadMember {
  set: StatefulSet;
  container: Container;
}

/** More nodes than anybody has in one rack; a text may say anything. */
const MAX_NODES = 1000;

/**
 * Reads a spec from objects: the inverse of `compose`, for all that a form can say. Objects that somebody else made
 * give what they have in common with ours.
 *
 * @param objects of one cluster, as they are written or as the API gives them
 * @param fallback what holds where the objects say nothing
 */
export function readSpec(objects: readonly AnyObject[], fallback: ClusterSpec = defaultSpec()): ClusterSpec {
  const members = readMembers(objects);
  const [first] = members;

  if (!first) {
    return fallback;
  }
  const managed = isManaged(first);
  const env = variables(first.container);
  const pod = first.set.spec?.template?.spec;
  const name = (managed ? first.set.metadata?.labels?.[LABEL_INSTANCE] : undefined) ?? first.set.metadata?.name ?? fallback.name;
  const namespace = first.set.metadata?.namespace ?? fallback.namespace;
  const racks = members.map((member, index) => readRack(member, index, fallback));
  const inside = readInside([...members.map(({ set }) => set), ...objects.filter(isKnownKind)]);
  const clusterName = env.get('CASSANDRA_CLUSTER_NAME');
  const seeds = env.get('CASSANDRA_SEEDS')?.split(',').length;
  const clientService = readClientService(objects, name);
  const networkPolicy = readNetworkPolicy(objects, name);

  return {
    name,
    namespace,
    image:         readImage(first) ?? fallback.image,
    pullSecrets:   (pod?.imagePullSecrets ?? []).flatMap((secret) => secret.name ?? []),
    ...(clusterName !== undefined && clusterName !== name && { clusterName }),
    datacenter:    env.get('CASSANDRA_DC') ?? env.get('CASSANDRA_DATACENTER') ?? fallback.datacenter,
    racks,
    seeds:         (managed ? seeds : undefined) ?? proposedSeeds(nodeCount({ racks }), racks.length),
    antiAffinity:  readAntiAffinity(pod),
    storage:       readStorage(objects, members, racks, fallback.storage),
    resources:     readResources(first.container, fallback.resources),
    configuration: {
      numTokens:  readInteger(env.get('CASSANDRA_NUM_TOKENS')) ?? fallback.configuration.numTokens,
      snitch:     env.get('CASSANDRA_ENDPOINT_SNITCH') ?? fallback.configuration.snitch,
      settings:   inside.settings,
      jvmOptions: env.get('JVM_EXTRA_OPTS')?.split(/\s+/).filter(Boolean) ?? [],
    },
    ...(inside.authentication && { authentication: inside.authentication }),
    tls:           inside.tls,
    ...(clientService && { clientService }),
    ...(networkPolicy && { networkPolicy }),
  };
}

/** The StatefulSets that run Cassandra, in the order of the racks. */
function readMembers(objects: readonly AnyObject[]): ReadMember[] {
  const found = ofKind(objects, 'StatefulSet').flatMap((set): ReadMember[] => {
    const { container: name } = recognise(set);
    const container = set.spec?.template?.spec?.containers?.find((candidate) => candidate.name === name);

    return name !== undefined && container ? [{ set, container }] : [];
  });

  return found.map((member) => ({ member, place: placeOf(member, found) })).sort((a, b) => a.place - b.place).map(({ member }) => member);
}

/**
 * The place of a rack among the others. The API lists them by name; seeds and turns follow the order in which they
 * were given, and nodes restart if that changes. Each waits for the one before it, and the first for the last.
 */
function placeOf({ set }: ReadMember, all: readonly ReadMember[], steps = 0): number {
  const [, before, lower] = set.spec?.template?.spec?.initContainers?.find(({ name }) => name === WAIT_FOR_TURN)?.args ?? [];
  const previous = all.find((member) => member.set.metadata?.name === before);

  return !previous || lower === '1' || steps > all.length ? steps : placeOf(previous, all, steps + 1);
}

function isManaged({ set }: ReadMember): boolean {
  return set.metadata?.labels?.[LABEL_MANAGED_BY] === MANAGER;
}

function variables({ env = [] }: Container): Map<string, string> {
  return new Map(env.flatMap(({ name, value }) => value ? [[name, value] as const] : []));
}

/** An image of a chart or operator would not understand what is composed here; the official one of its version does. */
function readImage(member: ReadMember): string | undefined {
  const { image } = member.container;

  if (image === undefined || isManaged(member)) {
    return image;
  }
  const release = releaseOf(image);

  if (isLikeOfficial(image)) {
    return image;
  }

  return release && release.support !== 'ended' ? `cassandra:${ release.line }` : DEFAULT_IMAGE;
}

function readRack({ set, container }: ReadMember, index: number, { racks }: ClusterSpec): RackSpec {
  const terms = set.spec?.template?.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const zone = terms.flatMap(({ matchExpressions = [] }) => matchExpressions).find(({ key, operator }) => key === ZONE && operator === 'In')?.values?.[0];
  const replicas = set.spec?.replicas ?? 1;

  return {
    name:  variables(container).get('CASSANDRA_RACK') ?? set.metadata?.labels?.[LABEL_RACK] ?? `rack${ index + 1 }`,
    ...(zone !== undefined && { zone }),
    nodes: Number.isInteger(replicas) && replicas >= 0 && replicas <= MAX_NODES ? replicas : racks[index]?.nodes ?? 1,
  };
}

function readAntiAffinity(pod: PodSpec | undefined): ClusterSpec['antiAffinity'] {
  const { requiredDuringSchedulingIgnoredDuringExecution: required = [], preferredDuringSchedulingIgnoredDuringExecution: preferred = [] } = pod?.affinity?.podAntiAffinity ?? {};

  if (required.some(({ topologyKey }) => topologyKey === HOSTNAME)) {
    return 'required';
  }

  return preferred.some(({ podAffinityTerm }) => podAffinityTerm?.topologyKey === HOSTNAME) ? 'preferred' : 'off';
}

function readResources(container: Container, fallback: ResourcesSpec): ResourcesSpec {
  const { limits = {}, requests = {} } = container.resources ?? {};
  // A text may say 2 as well as "2".
  const quantity = (value: string | undefined) => value === undefined ? undefined : String(value);
  const cpu = quantity(requests['cpu'] ?? limits['cpu']) ?? fallback.cpu;
  const cpuLimit = quantity(limits['cpu']);
  const memory = quantity(limits['memory'] ?? requests['memory']) ?? fallback.memory;
  const memoryRequest = quantity(requests['memory']);
  const heap = readHeap(variables(container));

  return {
    cpu,
    ...(cpuLimit !== undefined && { cpuLimit }),
    memory,
    ...(memoryRequest !== undefined && memoryRequest !== memory && { memoryRequest }),
    ...(heap && diff(heap, heapFor({ cpu, memory })) && { heap }),
  };
}

function readHeap(env: ReadonlyMap<string, string>): Heap | undefined {
  const [max, young] = ['MAX_HEAP_SIZE', 'HEAP_NEWSIZE'].map((name) => mebibytes(env.get(name) ?? ''));

  return max === undefined || young === undefined ? undefined : { max, young };
}

/** Sizes as Java takes them: `8G`, `2048M`. */
function mebibytes(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d+)([mMgG])$/.exec(text) ?? [];

  return digits === undefined ? undefined : Number(digits) * (unit.toUpperCase() === 'G' ? 1024 : 1);
}

function readInteger(text = ''): number | undefined {
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

function readClientService(objects: readonly AnyObject[], name: string): ClientServiceSpec | undefined {
  const service = ofKind(objects, 'Service').find(({ metadata }) => metadata?.name === clientServiceName(name));
  const types: ClientServiceSpec['type'][] = ['ClusterIP', 'NodePort', 'LoadBalancer'];

  return service && { type: types.find((type) => type === service.spec?.type) ?? 'ClusterIP', annotations: service.metadata?.annotations ?? {} };
}

function readNetworkPolicy(objects: readonly AnyObject[], name: string): NetworkPolicySpec | undefined {
  const policy = ofKind(objects, 'NetworkPolicy').find(({ metadata }) => metadata?.name === name);
  const peers = (policy?.spec?.ingress ?? []).flatMap(({ from = [] }) => from);

  return policy && { namespaces: peers.flatMap(({ namespaceSelector }) => namespaceSelector?.matchExpressions ?? []).flatMap(({ operator, values = [] }) => operator === 'In' ? values : []) };
}
