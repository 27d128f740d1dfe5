import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { ConfigMap, EnvVar, Service } from 'kubernetes-types/core/v1';

import { findClusters, type Cluster } from '../../../../pkg/cassandra/core/cluster/cluster';
import { compose } from '../../../../pkg/cassandra/core/manifest/compose';
import { defaultSpec, type ClusterSpec } from '../../../../pkg/cassandra/core/manifest/spec';
import { ofKind } from '../../../../pkg/cassandra/core/object/object';
import { foreignStatefulSet } from '../cluster/objects';

/** A ring that we made, with what belongs to it. */
export function made(more: Partial<ClusterSpec> = {}): { cluster: Cluster; services: Service[]; configMaps: ConfigMap[] } {
  const objects = compose({ ...defaultSpec('db', 'prod'), ...more });

  return { cluster: findClusters(ofKind(objects, 'StatefulSet'))[0]!, services: ofKind(objects, 'Service'), configMaps: ofKind(objects, 'ConfigMap') };
}

/** A ring of somebody else's: one StatefulSet with this image and these variables. */
export function foreign(image: string, env: EnvVar[] = [], change: (set: StatefulSet) => void = () => {}): Cluster {
  const set = foreignStatefulSet('ring', image, { ports: [9042, 7000] });

  set.spec!.replicas = 2;
  set.spec!.template.metadata = { labels: { app: 'ring' } };
  set.spec!.template.spec!.containers[1]!.env = env;
  change(set);

  return findClusters([set])[0]!;
}

export const settings = (values: Record<string, string | number | boolean>): Partial<ClusterSpec> => ({ configuration: { ...defaultSpec().configuration, settings: values } });
