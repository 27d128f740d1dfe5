import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1';
import type { Objects } from '../../core/operations/observe';
import { KubeError, list } from '../kube';
import { request } from '../kube/request';
import { objectPath } from '../kube/resources';
import type { ClusterContext } from '../store';

/** What an operation goes by, read from the API server itself: what a page shows live may be late. */
export interface ReadObjects extends Objects {
  /** When the first of it was answered, ms since 1970 by the server's clock, to the second; `undefined` where no server told it. */
  serverTime: number | undefined;
}

/**
 * Reads the StatefulSets with these names, their pods, and the claims of the namespace.
 *
 * @throws KubeError if one of these may not be read, or there is no answer; a StatefulSet that is not there is left out
 */
export async function readObjects(context: ClusterContext, namespace: string, names: readonly string[]): Promise<ReadObjects> {
  const found = await Promise.all(names.map((name) => readSet(context, namespace, name)));
  const sets = found.flatMap((each) => each ? [each.body] : []);
  const [pods, claims] = await Promise.all([
    Promise.all(sets.map((set) => list<Pod>(context, { apiVersion: 'v1', kind: 'Pod', namespace }, { labelSelector: selectorOf(set) }))),
    list<PersistentVolumeClaim>(context, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace }, { metadataOnly: true }),
  ]);

  // Selectors may overlap.
  const byUid = new Map(pods.flat().map((pod) => [pod.metadata?.uid, pod]));

  return { sets, pods: [...byUid.values()], claims, serverTime: found.find((each) => each?.serverTime !== undefined)?.serverTime };
}

async function readSet(context: ClusterContext, namespace: string, name: string) {
  try {
    return await request<StatefulSet>(context, { path: await objectPath(context, { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace, name }) });
  } catch (thrown) {
    if (thrown instanceof KubeError && thrown.status === 404) {
      return undefined;
    }
    throw thrown;
  }
}

/** Expressions select among what these labels select. */
function selectorOf({ spec }: StatefulSet): string | undefined {
  return Object.entries(spec?.selector.matchLabels ?? {}).map(([key, value]) => `${ key }=${ value }`).join(',') || undefined;
}
