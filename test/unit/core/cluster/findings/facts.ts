import type { StatefulSet } from 'kubernetes-types/apps/v1';

import { findClusters } from '../../../../../pkg/cassandra/core/cluster/cluster';
import type { Facts, Observed } from '../../../../../pkg/cassandra/core/cluster/facts';
import type { Check, Finding } from '../../../../../pkg/cassandra/core/cluster/findings';
import type { ClusterDescription } from '../../../../../pkg/cassandra/core/nodetool/describe-cluster';
import type { NodeStatus } from '../../../../../pkg/cassandra/core/nodetool/status';
import { after, claim, node, ownStatefulSet, pod, ring } from '../objects';

/** When the facts of these tests are looked at, in seconds after the StatefulSet was made: a day later. */
export const NOW_SECONDS = 86_400;
const NOW = Date.parse(after(NOW_SECONDS));

export const seen = <T>(value: T, of = 'db-0', at = NOW): Observed<T> => ({ value, text: '', pod: of, at });

/** db-0 has 10.0.0.1, and so on. */
export const address = (ordinal: number) => `10.0.0.${ ordinal + 1 }`;
export const nodeAt = (ordinal: number, rest: Partial<NodeStatus> = {}) => node(address(ordinal), rest);
export const podAt = (ordinal: number, options: Parameters<typeof pod>[1] = {}) => pod(`db-${ ordinal }`, { ip: address(ordinal), ...options });
export const ringOf = (...nodes: NodeStatus[]) => seen(ring(...nodes));

export function description(rest: Partial<ClusterDescription> = {}): Observed<ClusterDescription> {
  return seen({
    name: 'db', snitch: 'GossipingPropertyFileSnitch', partitioner: 'Murmur3Partitioner', schemas: [{ version: 'a', nodes: [0, 1, 2].map(address) }], unreachable: [], ...rest
  });
}

/** A cluster of three well nodes, and what is different in it. */
export function facts(different: Partial<Facts> & { statefulSets?: StatefulSet[] } = {}): Facts {
  const { statefulSets = [ownStatefulSet('db', undefined, { generation: 2 })], ...rest } = different;

  return {
    cluster:     findClusters(statefulSets)[0]!,
    pods:        [0, 1, 2].map((ordinal) => podAt(ordinal)),
    now:         NOW,
    claims:      [0, 1, 2].map((ordinal) => claim(`data-db-${ ordinal }`)),
    services:    [],
    budgets:     [],
    configMaps:  [],
    hosts:       [],
    ring:        ringOf(nodeAt(0), nodeAt(1), nodeAt(2)),
    description: description(),
    ...rest,
  };
}

/** The cluster's StatefulSet asked for another number of nodes. */
export function scaledTo(replicas: number, current = replicas): StatefulSet {
  const statefulSet = ownStatefulSet('db', { replicas: current, readyReplicas: current }, { generation: 2 });

  return { ...statefulSet, spec: { ...statefulSet.spec!, replicas } };
}

/** What a check finds, without its evidence. */
export const brief = ({ find }: Check, of: Facts): Pick<Finding, 'severity' | 'subject' | 'args'>[] => find(of).map(({ severity, subject, args }) => ({ severity, ...(subject !== undefined && { subject }), args }));
