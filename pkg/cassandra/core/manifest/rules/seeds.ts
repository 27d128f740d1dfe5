import type { Service } from 'kubernetes-types/core/v1';

import { variable, type RuledMember } from './ring';

/** What a seed's name leads to. */
export type SeedPlace =
  /** The node of this pod. */
  | { kind: 'pod'; pod: string }
  /** A Service, and so any node behind it. */
  | { kind: 'service' }
  /** Out of sight: an address, another namespace, another Kubernetes. */
  | { kind: 'elsewhere' }
  /** Nothing: the namespace is not that of the pods, there is no such Service, or it gives no pod such a name. */
  | { kind: 'nowhere'; why: 'namespace' | 'service' | 'pod' };

const ELSEWHERE: SeedPlace = { kind: 'elsewhere' };

/** The seeds that a member is told, as they are written; none where they come from elsewhere. */
export function seedsOf(member: RuledMember): string[] {
  const seeds = variable(member, 'CASSANDRA_SEEDS');

  return typeof seeds === 'string' ? seeds.split(',').map((seed) => seed.trim()).filter(Boolean) : [];
}

/** The pods of the members, as their StatefulSets name them. */
export function podsOfMembers(members: readonly RuledMember[]): string[] {
  return members.flatMap(({ name, nodes, set }) => {
    const start = set.spec?.ordinals?.start ?? 0;

    return Array.from({ length: nodes }, (_, index) => `${ name }-${ start + index }`);
  });
}

/**
 * Follows a seed's name as DNS in Kubernetes would: `pod.service`, `pod.service.namespace.svc…`, or a Service alone. A
 * pod has a name only under the Service that its StatefulSet names.
 *
 * @param services those of the namespace, if they are known
 */
export function seedPlace(seed: string, members: readonly RuledMember[], services?: readonly Service[]): SeedPlace {
  const own = members[0]?.namespace;
  const { pod, service, namespace = own } = readName(seed, members);
  const isThere = services?.some(({ metadata }) => metadata?.name === service);
  const named = members.filter(({ set }) => set.spec?.serviceName === service);

  if (service === undefined) {
    return ELSEWHERE;
  }
  if (own !== undefined && namespace !== own) {
    return named.some(({ name }) => pod?.replace(/-\d+$/, '') === name) ? { kind: 'nowhere', why: 'namespace' } : ELSEWHERE;
  }
  if (pod === undefined) {
    return isThere === false ? { kind: 'nowhere', why: 'service' } : { kind: 'service' };
  }
  if (named.length === 0) {
    return isThere === false || podsOfMembers(members).includes(pod) ? { kind: 'nowhere', why: 'service' } : ELSEWHERE;
  }

  return podsOfMembers(named).includes(pod) ? { kind: 'pod', pod } : { kind: 'nowhere', why: 'pod' };
}

/** Whether there is no node that streams when it joins. */
export function areAllSeeds(pods: readonly string[], seeds: readonly SeedPlace[]): boolean {
  return pods.length > 1 && pods.every((pod) => seeds.some((seed) => seed.kind === 'pod' && seed.pod === pod));
}

/** The parts of a name inside Kubernetes; none for an address, or for a name that seems to be of the outside. */
function readName(seed: string, members: readonly RuledMember[]): { pod?: string; service?: string; namespace?: string } {
  const labels = seed.replace(/:\d+$/, '').replace(/\.$/, '').split('.');
  const [first = '', second, third] = labels;
  const isPod = labels[3] === 'svc' || members.some(({ set }) => set.spec?.serviceName === second) || podsOfMembers(members).includes(first);

  if (/[:$]|^[\d.]+$/.test(labels.join('.'))) {
    return {};
  }
  if (labels[2] === 'svc' || (labels.length === 2 && !isPod)) {
    return { service: first, namespace: second };
  }
  if (labels.length === 1) {
    return { service: first };
  }

  return isPod && (labels.length <= 3 || labels[3] === 'svc') ? { pod: first, service: second, namespace: third } : {};
}
