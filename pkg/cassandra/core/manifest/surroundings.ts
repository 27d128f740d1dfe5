import type { Node } from 'kubernetes-types/core/v1';
import type { StorageClass } from 'kubernetes-types/storage/v1';

import { parseQuantity } from '../quantity';

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/**
 * The StorageClass that claims get which name none: the newest of those marked as default.
 * Source: Kubernetes 1.26 and later, "Default StorageClass".
 */
export function defaultStorageClass(classes: readonly StorageClass[]): string | undefined {
  const marked = classes.filter(({ metadata }) => metadata?.annotations?.[DEFAULT_CLASS] === 'true');
  const created = ({ metadata }: StorageClass) => Date.parse(metadata?.creationTimestamp ?? '') || 0;

  return [...marked].sort((a, b) => created(b) - created(a))[0]?.metadata?.name;
}

/** What each Kubernetes node that takes ordinary pods has to give: cores and bytes. */
export function hostsOf(nodes: readonly Node[]): { cpu: number; memory: number }[] {
  return nodes
    .filter(({ spec }) => !spec?.unschedulable && !spec?.taints?.some(({ effect }) => effect !== 'PreferNoSchedule'))
    .map(({ status }) => ({
      cpu:    parseQuantity(status?.allocatable?.cpu ?? '') ?? Infinity,
      memory: parseQuantity(status?.allocatable?.memory ?? '') ?? Infinity,
    }));
}
