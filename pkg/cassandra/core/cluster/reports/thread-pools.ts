import type { ThreadPoolStats } from '../../nodetool/tp-stats';
import { table, type Report } from './report';

/** Of the dozens of kinds of messages only those that ever waited or were dropped. */
export function threadPoolReport({ pools, messages }: ThreadPoolStats): Report {
  const told = messages.filter(({ dropped, wait }) => dropped > 0 || (wait?.max ?? 0) > 0);

  return {
    pairs:  [],
    tables: [
      table('pools', { name: 'text', active: 'count', pending: 'count', completed: 'count', blocked: 'count', everBlocked: 'count' }, pools.map((pool) => ({ ...pool }))),
      table(
        'messages',
        { name: 'text', dropped: 'count', median: 'milliseconds', p95: 'milliseconds', p99: 'milliseconds', longest: 'milliseconds' },
        told.map(({ type, dropped, wait }) => ({ name: type, dropped, median: wait?.median, p95: wait?.p95, p99: wait?.p99, longest: wait?.max })),
      ),
    ],
  };
}
