import { cachePerStore } from './cache';
import { request } from './kube/request';
import type { ClusterContext } from './store';

export interface KubernetesVersion {
  readonly major: number;
  readonly minor: number;
  /** As the API server says it, for example `v1.36.3+k3s1`. */
  readonly text: string;
}

/** A cluster is upgraded now and then while a page stays open. */
const KEPT_MS = 10 * 60_000;

const versions = cachePerStore<KubernetesVersion>(KEPT_MS);

/** The version of the cluster's API server. */
export function kubernetesVersion(context: ClusterContext): Promise<KubernetesVersion> {
  return versions(context.store).get(context.clusterId, () => ask(context));
}

async function ask(context: ClusterContext): Promise<KubernetesVersion> {
  const { body } = await request<{ major?: string; minor?: string; gitVersion?: string }>(context, { path: '/version' });

  // Some distributions append a sign to the minor version ("35+"); parseInt stops there.
  return {
    major: parseInt(body.major ?? '', 10) || 1,
    minor: parseInt(body.minor ?? '', 10) || 0,
    text:  body.gitVersion ?? '',
  };
}
