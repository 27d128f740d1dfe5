import type { ClusterDescription } from '../../nodetool/describe-cluster';
import { pair, table, type Report } from './report';

export function descriptionReport({ name, snitch, partitioner, schemas, unreachable, counts, datacenters, versions, keyspaces }: ClusterDescription): Report {
  const schemaRows = schemas.map(({ version, nodes }) => ({ schema: version, nodes: nodes.join(', ') }));

  return {
    pairs: [
      pair('clusterName', 'text', name),
      pair('snitch', 'text', snitch),
      pair('partitioner', 'text', partitioner),
      ...Object.entries(counts ?? {}).map(([key, count]) => pair(key, 'count', count)),
      ...(unreachable.length > 0 ? [pair('schemaUnknown', 'text', unreachable.join(', '))] : []),
    ],
    tables: [
      table('schemas', { schema: 'text', nodes: 'text' }, schemaRows),
      ...(datacenters ? [table('datacenters', { name: 'text', count: 'count', down: 'count' }, datacenters.map((one) => ({ name: one.name, count: one.nodes, down: one.down })))] : []),
      ...(versions ? [table('releases', { release: 'text', nodes: 'text' }, versions.map(({ release, nodes }) => ({ release, nodes: nodes.join(', ') })))] : []),
      ...(keyspaces ? [table('keyspaces', { name: 'text', strategy: 'text', replicas: 'text' }, keyspaces.map((one) => ({ name: one.name, strategy: one.strategy, replicas: replicas(one.options) })))] : []),
    ],
  };
}

/** `dc1: 3, dc2: 2`, or the number alone where it is the same for all. */
function replicas(options: Readonly<Record<string, string>>): string {
  return options['replication_factor'] ?? Object.entries(options).map(([datacenter, factor]) => `${ datacenter }: ${ factor }`).join(', ');
}
