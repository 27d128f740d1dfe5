import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Container, PodSpec, Service } from 'kubernetes-types/core/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';

import { recognise } from '../../cluster/recognise';
import { ofKind, type AnyObject } from '../../object/object';

/** Objects, as far as rules look at them. */
export interface Ring {
  objects: readonly AnyObject[];
  members: readonly RuledMember[];
  budgets: readonly PodDisruptionBudget[];
}

/** A StatefulSet that runs Cassandra. */
export interface RuledMember {
  set: StatefulSet;
  name: string;
  namespace: string | undefined;
  nodes: number;
  pod: PodSpec;
  container: Container;
  /** The container's place: `spec.template.spec.containers[cassandra]`. */
  path: string;
  labels: Readonly<Record<string, string>>;
  /** The Service that gives the pods their names. */
  service: Service | undefined;
}

export function ringOf(objects: readonly AnyObject[]): Ring {
  const services = ofKind(objects, 'Service');
  const members = ofKind(objects, 'StatefulSet').flatMap((set) => ruledMember(set, recognise(set).container, services) ?? []);

  return { objects, members, budgets: ofKind(objects, 'PodDisruptionBudget') };
}

/**
 * A StatefulSet as rules look at it.
 *
 * @param name of the container that runs Cassandra
 * @returns `undefined` if it has no such container
 */
export function ruledMember(set: StatefulSet, name: string | undefined, services: readonly Service[]): RuledMember | undefined {
  const pod = set.spec?.template?.spec;
  const container = pod?.containers?.find((candidate) => candidate.name === name);

  return pod && container && {
    set,
    name:      set.metadata?.name ?? '',
    namespace: set.metadata?.namespace,
    nodes:     set.spec?.replicas ?? 1,
    pod,
    container,
    path:      `spec.template.spec.containers[${ container.name }]`,
    labels:    set.spec?.template?.metadata?.labels ?? {},
    service:   services.find(({ metadata }) => metadata?.name === set.spec?.serviceName && metadata?.namespace === set.metadata?.namespace),
  };
}

/** A variable of the container: its value, `true` if it comes from elsewhere, `undefined` if it is not set. */
export function variable({ container }: Pick<RuledMember, 'container'>, ...names: string[]): string | true | undefined {
  const found = container.env?.find(({ name }) => names.includes(name));

  return found?.valueFrom ? true : found?.value || undefined;
}

/** Whether a selector takes objects with these labels. An empty one takes none here, although Kubernetes may say all. */
export function selects(selector: Readonly<Record<string, string>> | undefined, labels: Readonly<Record<string, string>>): boolean {
  const entries = Object.entries(selector ?? {});

  return entries.length > 0 && entries.every(([key, value]) => labels[key] === value);
}
