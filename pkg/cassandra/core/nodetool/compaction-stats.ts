import { isNoise } from './failure';
import { answerLines, malformed, matchLine, truncated } from './output';

/** What a node compacts and has still to compact. */
export interface CompactionStats {
  /** Tasks that wait, by estimate. */
  pending: number;
  pendingByTable: { keyspace: string; table: string; tasks: number }[];
  running: Compaction[];
  /** Seconds that the running ones take at the allowed speed; `undefined` when nothing runs or the speed has no limit. */
  remaining: number | undefined;
  /** Since 5.0. */
  totals?: CompactionTotals;
}

export interface Compaction {
  id: string;
  /** `Compaction`, `Validation`, `Cleanup`, `Secondary index build` … */
  type: string;
  /** Empty for what belongs to no table. */
  keyspace: string;
  table: string;
  done: number;
  total: number;
  /** Of `done` and `total`: `bytes`, `keys`, `token range parts` … */
  unit: string;
}

/** Counted since the start of the node. */
export interface CompactionTotals {
  /** How many compactions may run at a time. */
  concurrent: number;
  completed: number;
  aborted: number;
  /** Bytes. */
  compacted: number;
  /** Bytes per second that all of them together may read; 0 is without limit. */
  throughput: number;
}

const COMMAND = 'nodetool compactionstats';
const COLUMNS = ['id', 'compaction type', 'keyspace', 'table', 'completed', 'total', 'unit', 'progress'];
const HEADER = new RegExp(`^${ COLUMNS.join(' +') } *$`);
const REMAINING = /^active compaction remaining time *:? +(?:n\/a|(\d+)h(\d+)m(\d+)s) *$/i;
const MIB = 1024 ** 2;

type Counted = Pick<CompactionStats, 'pending' | 'pendingByTable' | 'totals'>;

/**
 * Reads what `nodetool compactionstats` prints, from Cassandra 3.11 to 6.0, without -H and -V.
 *
 * @param text standard output, or standard output and error together
 * @throws NodetoolError if the text is not a whole answer
 */
export function parseCompactionStats(text: string): CompactionStats {
  const lines = answerLines(text, COMMAND, /^(?:concurrent compactors|pending tasks:?) +\d/).filter((line) => !isNoise(line));
  const header = lines.findIndex((line) => HEADER.test(line));
  const before = header < 0 ? lines : lines.slice(0, header);
  const modern = !lines[0]?.startsWith('pending');
  const counted = modern ? readTable(before) : readList(before);

  // 5.0 pads all lines to the widest: when each of them ends in blanks, that one is missing.
  if (modern && lines.every((line) => line.endsWith(' '))) {
    throw truncated(COMMAND);
  }
  if (counted.pending !== counted.pendingByTable.reduce((sum, { tasks }) => sum + tasks, 0)) {
    throw truncated(COMMAND);
  }

  return { ...counted, ...readRunning(header < 0 ? [] : lines.slice(header)) };
}

/** Up to 4.1: `pending tasks: 3`, a line `- shop.carts: 3` for each table, an empty line. */
function readList(lines: readonly string[]): Counted {
  const [first = '', ...rest] = lines;

  if (rest.pop() !== '') {
    throw truncated(COMMAND);
  }

  return {
    pending:        Number(matchLine(COMMAND, first, /^pending tasks: (\d+)$/)[1]),
    pendingByTable: rest.map((line) => {
      const [, keyspace = '', table = '', tasks] = matchLine(COMMAND, line, /^- (\w+)\.(\S+): (\d+)$/);

      return { keyspace, table, tasks: Number(tasks) };
    }),
  };
}

/** 5.0: one table for everything. The names of its counters have spaces, those of keyspaces have none. */
function readTable(lines: readonly string[]): Counted {
  const second = matchLine(COMMAND, lines[0] ?? '', /\d/).index;
  const cells = lines.map((line): [string, string] => {
    const value = line.slice(second).trim();

    if (value === '') {
      throw malformed(COMMAND, line);
    }

    return [line.slice(0, second).trim(), value];
  });
  const counters = new Map(cells.filter(([name]) => name.includes(' ')));
  const number = (name: string) => {
    const value = counters.get(name);

    if (value === undefined) {
      throw truncated(COMMAND);
    }

    return Number(matchLine(COMMAND, value, /^\d+(?:\.\d+)?$/)[0]);
  };
  const unlimited = counters.get('compaction throughput (MiB/s)')?.startsWith('throttling disabled');

  return {
    pending:        number('pending tasks'),
    pendingByTable: cells.filter(([name]) => !name.includes(' ')).map(([keyspace, cell]) => {
      const [, table = '', tasks] = matchLine(COMMAND, cell, /^(\S+) +(\d+)$/);

      return { keyspace, table, tasks: Number(tasks) };
    }),
    totals:         {
      concurrent: number('concurrent compactors'),
      completed:  number('compactions completed'),
      aborted:    number('compactions aborted'),
      compacted:  number('data compacted'),
      throughput: unlimited ? 0 : number('compaction throughput (MiB/s)') * MIB,
    },
  };
}

/** A header, a row for each compaction, and the time that remains. */
function readRunning(lines: readonly string[]): Pick<CompactionStats, 'running' | 'remaining'> {
  const [header, ...rows] = lines;

  if (header === undefined) {
    return { running: [], remaining: undefined };
  }
  const time = REMAINING.exec(rows.pop() ?? '');

  if (!time) {
    throw truncated(COMMAND);
  }
  const [, hours, minutes = 0, seconds = 0] = time;

  return {
    running:   rows.map((row) => readCompaction(row, header)),
    remaining: hours === undefined ? undefined : (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds),
  };
}

/** Cells begin where their headings do; some may be blank, and some have spaces. */
function readCompaction(row: string, header: string): Compaction {
  const starts = COLUMNS.map((column) => header.indexOf(column));
  const [id = '', type = '', keyspace = '', table = '', done = '', total = '', unit = '', progress = ''] = starts.map((start, index) => row.slice(start, starts[index + 1]).trim());

  if (!type || !unit || !/^\d+ \d+ (?:n\/a|[\d.,]+%)$/.test(`${ done } ${ total } ${ progress }`)) {
    throw malformed(COMMAND, row);
  }

  return { id, type, keyspace, table, done: Number(done), total: Number(total), unit };
}
