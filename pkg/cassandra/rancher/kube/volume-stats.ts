import { readVolumeStats, type MeasuredVolume } from '../../core/cluster/volume-stats';
import { may, type Verdict } from '../access';
import type { ClusterContext } from '../store';
import { request } from './request';

/** May the user ask the kubelets through the API server? Few may: the same right reaches everything on the nodes. */
export function mayMeasure(context: ClusterContext): Promise<Verdict> {
  return may(context, { verb: 'get', resource: 'nodes', subresource: 'proxy' });
}

/** What the kubelet of a Kubernetes node measured on the volumes of a namespace, by the name of the claim. */
export async function measureVolumes(context: ClusterContext, host: string, namespace: string): Promise<Map<string, MeasuredVolume>> {
  const { body } = await request<unknown>(context, { path: `/api/v1/nodes/${ encodeURIComponent(host) }/proxy/stats/summary` });

  return readVolumeStats(body, namespace);
}
