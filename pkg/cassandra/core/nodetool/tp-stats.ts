import { type Fields, parseJsonAnswer } from './json-answer';

/** How busy a node is inside, since its start. */
export interface ThreadPoolStats {
  pools: ThreadPool[];
  messages: MessageStats[];
}

/** Counts of tasks. */
export interface ThreadPool {
  /** `ReadStage`, `MutationStage`, `Native-Transport-Requests` … */
  name: string;
  active: number;
  pending: number;
  completed: number;
  /** Waiting for a place in the queue now. */
  blocked: number;
  /** That ever waited for one. */
  everBlocked: number;
}

export interface MessageStats {
  /** `READ_REQ`, `MUTATION_REQ` …; up to 3.11 `READ`, `MUTATION` … */
  type: string;
  /** How many were dropped because they had waited for too long. */
  dropped: number;
  /** Milliseconds that messages waited in the queue. Since 4.0. */
  wait?: { median: number; p95: number; p99: number; max: number };
}

const COMMAND = 'nodetool tpstats';

/** What to ask for: the tables of the plain output change their shape from version to version. */
export const TPSTATS_ARGS: readonly string[] = ['tpstats', '-F', 'json'];

/**
 * Reads what `nodetool tpstats -F json` prints, from Cassandra 3.11 on.
 *
 * @param text standard output, or standard output and error together
 * @throws NodetoolError if the text is not a whole answer
 */
export function parseTpstats(text: string): ThreadPoolStats {
  const answer = parseJsonAnswer(text, COMMAND);
  const dropped = answer.map('DroppedMessage');
  const waits = answer.has('WaitLatencies') ? answer.map('WaitLatencies') : undefined;

  return {
    pools: answer.map('ThreadPools').maps().map(([name, pool]) => ({
      name,
      active:      pool.number('ActiveTasks'),
      pending:     pool.number('PendingTasks'),
      completed:   pool.number('CompletedTasks'),
      blocked:     pool.number('CurrentlyBlockedTasks'),
      everBlocked: pool.number('TotalBlockedTasks'),
    })),
    messages: dropped.keys().map((type) => ({ type, dropped: dropped.number(type), ...(waits?.has(type) ? { wait: readWait(waits, type) } : {}) })),
  };
}

/** Microseconds: the 50th, 75th, 95th, 98th and 99th percentile, the least and the most. */
function readWait(waits: Fields, type: string): MessageStats['wait'] {
  const [median = 0, , p95 = 0, , p99 = 0, , max = 0] = waits.numbers(type, 7).map((micros) => micros / 1000);

  return {
    median, p95, p99, max
  };
}
