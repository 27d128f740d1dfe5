import { groupBy } from '../group-by';

/** A row of `system_traces`, by the names of its columns; values as whoever decodes them gives them. */
export type TraceRow = Readonly<Record<string, unknown>>;

/** Something that a node did. */
export interface TraceEvent {
  readonly source: string;
  readonly thread: string;
  /** In Cassandra's words. */
  readonly activity: string;
  /** Microseconds since the statement came to this node, by its clock. */
  readonly elapsed: number;
  /** Microseconds since the statement came to the coordinator, as far as the clocks agree. */
  readonly at: number;
  /** Microseconds since the event before it on this node; of the first, since the statement came there. */
  readonly gap: number;
}

/** Events of one thread that no other thread's on the node come between. */
export interface TraceSpan {
  readonly thread: string;
  /** Both as `at` of events. It begins with the gap before its first one. */
  readonly from: number;
  readonly to: number;
  readonly events: readonly TraceEvent[];
}

/** The part that one node had. */
export interface TraceNode {
  readonly source: string;
  readonly isCoordinator: boolean;
  /** Both as `at` of events. */
  readonly from: number;
  readonly to: number;
  readonly spans: readonly TraceSpan[];
  /** Its clock does not agree with the coordinator's: its events may have been sooner or later than they are shown. */
  readonly isShifted: boolean;
}

export interface Trace {
  readonly id: string;
  /** False while Cassandra has not written all of it. */
  readonly isComplete: boolean;
  /** `Execute CQL3 query` … */
  readonly request: string;
  readonly client?: string;
  readonly coordinator?: string;
  /** Milliseconds since the epoch, by the coordinator's clock. */
  readonly startedAt?: number;
  /** Microseconds that the coordinator took; not known before it has ended. */
  readonly total?: number;
  /** Of the request: `query`, `consistency_level`, `page_size` … */
  readonly parameters: Readonly<Record<string, string>>;
  /** The coordinator first, the others in the order in which they took part. */
  readonly nodes: readonly TraceNode[];
  /** Of all nodes, in order of time. */
  readonly events: readonly TraceEvent[];
}

/** An event as it stands in its row. `time`: microseconds by the clock of its node, from its UUID. */
interface Written extends Pick<TraceEvent, 'source' | 'thread' | 'activity' | 'elapsed'> {
  time: number | undefined;
}

const TIME_UUID = /^([0-9a-f]{8})-([0-9a-f]{4})-1([0-9a-f]{3})-/i;

/** Between the first day of UUIDs, 15 October 1582, and the epoch, in units of 100 ns (RFC 9562). */
const UUID_EPOCH = 0x01b21dd213814000n;

/**
 * Makes a timeline of what Cassandra has written of a statement.
 *
 * @param session row of `system_traces.sessions`, if there is one yet
 * @param rows of `system_traces.events`
 * @param isComplete whether nothing more is expected
 */
export function traceOf(id: string, session: TraceRow | undefined, rows: readonly TraceRow[], isComplete: boolean): Trace {
  const byNode = groupBy(rows.map(writtenOf), ({ source }) => source);
  const told = textOf(session?.['coordinator']);
  const coordinator = told || [...byNode.keys()][0];
  const total = numberOf(session?.['duration']);
  const base = baseOf(byNode.get(coordinator ?? '') ?? []);
  const nodes = [...byNode].map(([source, events]) => nodeOf(source, events, source === coordinator, base, total))
    .sort((a, b) => Number(b.isCoordinator) - Number(a.isCoordinator) || a.from - b.from);
  const client = textOf(session?.['client']);
  const startedAt = timeOf(session?.['started_at']);

  return {
    id,
    isComplete,
    request: textOf(session?.['request']),
    ...(client && { client }),
    ...(coordinator && { coordinator }),
    ...(startedAt !== undefined && { startedAt }),
    ...(total !== undefined && { total }),
    parameters: parametersOf(session?.['parameters']),
    nodes,
    events: nodes.flatMap(({ spans }) => spans.flatMap(({ events }) => events)).sort((a, b) => a.at - b.at),
  };
}

/** Whether the coordinator has ended, and written so. */
export function hasEnded(session: TraceRow | undefined): boolean {
  return numberOf(session?.['duration']) !== undefined;
}

function writtenOf(row: TraceRow): Written {
  return {
    source: textOf(row['source']), thread: textOf(row['thread']), activity: textOf(row['activity']),
    elapsed: Math.max(0, numberOf(row['source_elapsed']) ?? 0), time: timeOfUuid(textOf(row['event_id'])),
  };
}

/** When a statement came to a node, by its clock: the earliest that any of its events tells. */
function baseOf(events: readonly Written[]): number | undefined {
  const bases = events.flatMap(({ time, elapsed }) => time === undefined ? [] : [time - elapsed]);

  return bases.length === 0 ? undefined : bases.reduce((least, base) => Math.min(least, base));
}

function nodeOf(source: string, written: readonly Written[], isCoordinator: boolean, base: number | undefined, total: number | undefined): TraceNode {
  const inOrder = [...written].sort((a, b) => a.elapsed - b.elapsed || (a.time ?? 0) - (b.time ?? 0));
  const own = baseOf(written);
  const told = isCoordinator ? 0 : own === undefined || base === undefined ? undefined : own - base;
  const last = inOrder[inOrder.length - 1]?.elapsed ?? 0;
  // A node takes part after the coordinator has, and mostly ends before it; what it does later, nobody waits for.
  const from = Math.max(0, Math.min(told ?? 0, total ?? Infinity));
  const spans: { thread: string; from: number; to: number; events: TraceEvent[] }[] = [];
  let before = 0;

  for (const { thread, activity, elapsed } of inOrder) {
    const event: TraceEvent = { source, thread, activity, elapsed, at: from + elapsed, gap: elapsed - before };
    const span = spans[spans.length - 1];

    if (span?.thread === thread) {
      span.events.push(event);
      span.to = event.at;
    } else {
      spans.push({ thread, from: event.at - event.gap, to: event.at, events: [event] });
    }
    before = elapsed;
  }

  return { source, isCoordinator, from, to: from + last, spans, isShifted: from !== told };
}

function timeOfUuid(uuid: string): number | undefined {
  const [, low, mid, high] = TIME_UUID.exec(uuid) ?? [];

  return low === undefined || mid === undefined || high === undefined ? undefined : Number((BigInt(`0x${ high }${ mid }${ low }`) - UUID_EPOCH) / 10n);
}

/** Of an address too, however it is told: as a text, or by something that can say it. */
function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function numberOf(value: unknown): number | undefined {
  const isNumber = typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'string' && value.trim() !== '');
  const number = isNumber ? Number(value) : NaN;

  return Number.isFinite(number) ? number : undefined;
}

function timeOf(value: unknown): number | undefined {
  const time = value instanceof Date ? value.getTime() : typeof value === 'string' ? numberOf(value) ?? Date.parse(value) : numberOf(value);

  return time === undefined || Number.isNaN(time) ? undefined : time;
}

function parametersOf(value: unknown): Record<string, string> {
  const entries: [unknown, unknown][] = value instanceof Map ? [...value] : typeof value === 'object' && value !== null ? Object.entries(value) : [];

  return Object.fromEntries(entries.map(([name, each]) => [textOf(name), textOf(each)]));
}
