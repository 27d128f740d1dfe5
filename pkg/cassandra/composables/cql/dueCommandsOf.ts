import type { Pod } from 'kubernetes-types/core/v1';
import type { Cluster } from '../../core/cluster/cluster';
import { dueCommands, type DueCommands } from '../../core/cql/schema/due-commands';
import type { Due } from '../../core/cql/schema/replication-change';
import type { RingSummary } from '../../core/cql/schema/ring-summary';
import type { CqlNode } from '../../core/cql/session';
import { nodetoolTarget } from '../readRing';

/** What a repair is written down from: who runs nodetool, and where. */
export interface DuePlaces {
  readonly cluster: Cluster;
  readonly pods: readonly Pod[];
  readonly nodes: readonly CqlNode[];
  readonly ring: RingSummary;
}

/** The commands for what is due, for the pods of a cluster. */
export function dueCommandsOf({ cluster, pods, nodes, ring }: DuePlaces, keyspace: string, dues: readonly Due[]): DueCommands[] {
  return dueCommands(keyspace, dues, ring, nodes, (name) => {
    const pod = pods.find(({ metadata }) => metadata?.name === name);

    return pod ? nodetoolTarget(cluster, pod) : { namespace: cluster.namespace, pod: name };
  });
}
