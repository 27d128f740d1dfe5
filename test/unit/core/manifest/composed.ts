import type { StatefulSet } from 'kubernetes-types/apps/v1';

import { compose, defaultSpec, type ClusterSpec, type KubeObject } from '../../../../pkg/cassandra/core/manifest';

/** The objects of a kind, as that kind. */
export function ofKind<K extends KubeObject['kind']>(objects: readonly KubeObject[], kind: K): (KubeObject & { kind: K })[] {
  return objects.filter((object): object is KubeObject & { kind: K } => object.kind === kind);
}

/** Composes the default ring, or one that differs from it in what is said, and takes it apart. */
export function composed(change: Partial<ClusterSpec> = {}) {
  const objects = compose({ ...defaultSpec('db', 'prod'), ...change });
  const sets = ofKind(objects, 'StatefulSet');

  return { objects, sets, service: ofKind(objects, 'Service')[0]!, budget: ofKind(objects, 'PodDisruptionBudget')[0]!, ...inside(sets[0]!) };
}

/** Pod, container and variables of a StatefulSet. */
export function inside(set: StatefulSet) {
  const pod = set.spec!.template.spec!;
  const container = pod.containers[0]!;

  return { set, pod, container, env: Object.fromEntries(container.env!.map(({ name, value }) => [name, value])) };
}
