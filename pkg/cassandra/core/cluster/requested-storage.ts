import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1';

import { parseQuantity } from '../quantity';
import type { Cluster, Member } from './cluster';

/** Where Cassandra keeps what is not its tables. */
const NOT_TABLES = /commit|hints|saved_caches|cdc/i;

/**
 * What the nodes of a cluster ask for to keep their tables in, by the StatefulSets alone: claims that were enlarged since
 * have more.
 *
 * @returns bytes; `undefined` if a member keeps its tables in no claim, or does not say how large that is
 */
export function requestedStorage({ members }: Cluster): number | undefined {
  const bytes = members.map((member) => sum(tableTemplates(member).map(sizeOf)));

  return sum(bytes.map((perNode, index) => perNode && perNode * (members[index]?.nodes.desired ?? 0)));
}

/** The claim templates that the database mounts for its tables; with a commit log of its own there are more. */
function tableTemplates({ statefulSet: { spec }, container: name }: Member): PersistentVolumeClaim[] {
  const mounts = spec?.template.spec?.containers.find((container) => container.name === name)?.volumeMounts ?? [];
  const mounted = new Set(mounts.filter(({ mountPath }) => !NOT_TABLES.test(mountPath)).map((mount) => mount.name));

  return (spec?.volumeClaimTemplates ?? []).filter(({ metadata }) => mounted.has(metadata?.name ?? ''));
}

function sizeOf({ spec }: PersistentVolumeClaim): number | undefined {
  const storage = spec?.resources?.requests?.storage;

  return storage === undefined ? undefined : parseQuantity(storage);
}

/** `undefined` if there is nothing to add up, or one of them is not known. */
function sum(amounts: readonly (number | undefined)[]): number | undefined {
  return amounts.length ? amounts.reduce((total, amount) => total !== undefined && amount !== undefined ? total + amount : undefined, 0) : undefined;
}
