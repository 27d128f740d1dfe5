import type { ConfigMap } from 'kubernetes-types/core/v1';
import type { Cluster } from '../core/cluster/cluster';
import { settingsMap } from '../core/connect/member-settings';
import { get } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';

/**
 * Reads the ConfigMap with the settings of a ring, once. Not everybody may read it, and many rings have none: then what is
 * made of it is made without, as well as can be.
 */
export async function readSettings(context: ClusterContext, { namespace, members: [member] }: Cluster): Promise<ConfigMap[]> {
  const name = member && settingsMap(member);

  return name === undefined ? [] : get<ConfigMap>(context, { apiVersion: 'v1', kind: 'ConfigMap', namespace, name }).then((map) => [map], () => []);
}
