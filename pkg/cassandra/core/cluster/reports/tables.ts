import type { KeyspaceStats } from '../../nodetool/table-stats';
import { table, type Report } from './report';

/** The figures that tell which table is large, slow or full of tombstones, the largest first; the rest stands in the output. */
export function tableReport(keyspaces: readonly KeyspaceStats[]): Report {
  return {
    pairs:  [],
    tables: [table(
      'tables',
      {
        name: 'text', space: 'bytes', snapshots: 'bytes', sstables: 'count', partitions: 'count', largestPartition: 'bytes', reads: 'count', readLatency: 'milliseconds',
        writes: 'count', writeLatency: 'milliseconds', tombstones: 'count', compression: 'share', repairedShare: 'share',
      },
      keyspaces.flatMap(({ name, tables }) => tables.map((one) => ({
        name:             `${ name }.${ one.name }`,
        space:            one.space.live,
        snapshots:        one.space.snapshots,
        sstables:         one.sstables,
        partitions:       one.partitions.estimate,
        largestPartition: one.partitions.max,
        reads:            one.reads.count,
        readLatency:      one.reads.latency,
        writes:           one.writes.count,
        writeLatency:     one.writes.latency,
        tombstones:       one.tombstones.max,
        compression:      one.compression,
        repairedShare:    one.repaired,
      }))).sort((a, b) => b.space - a.space),
    )],
  };
}
