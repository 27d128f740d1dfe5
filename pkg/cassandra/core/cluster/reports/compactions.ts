import type { CompactionStats } from '../../nodetool/compaction-stats';
import { pair, table, type Report } from './report';

export function compactionReport({ pending, pendingByTable, running, remaining, totals }: CompactionStats): Report {
  return {
    pairs: [
      pair('pendingTasks', 'count', pending),
      pair('remaining', 'seconds', remaining),
      ...(totals ? [
        pair('concurrent', 'count', totals.concurrent),
        pair('compactionsCompleted', 'count', totals.completed),
        pair('compactionsAborted', 'count', totals.aborted),
        pair('compacted', 'bytes', totals.compacted),
        pair('throughput', 'bytesPerSecond', totals.throughput > 0 ? totals.throughput : undefined),
      ] : []),
    ],
    tables: [
      // What counts in other units than bytes is told by its share alone.
      table(
        'compactions',
        { type: 'text', name: 'text', bytesDone: 'bytes', bytesTotal: 'bytes', done: 'share' },
        running.map(({ type, keyspace, table: name, done, total, unit }) => ({
          type, name: [keyspace, name].filter(Boolean).join('.'), ...(unit === 'bytes' ? { bytesDone: done, bytesTotal: total } : { bytesDone: undefined, bytesTotal: undefined }), done: total > 0 ? done / total : undefined,
        })),
      ),
      ...(pendingByTable.length > 0 ? [table('pendingTables', { name: 'text', pending: 'count' }, pendingByTable.map(({ keyspace, table: name, tasks }) => ({ name: `${ keyspace }.${ name }`, pending: tasks })))] : []),
    ],
  };
}
