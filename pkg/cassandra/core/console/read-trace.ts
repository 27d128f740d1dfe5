import { untilAborted, pause } from './abort';
import { hasEnded, traceOf, type Trace, type TraceRow } from './trace';

export interface TraceReading {
  /** How long to wait for what Cassandra writes after it has answered, in milliseconds; as long as cqlsh does, if absent. */
  readonly waitMs?: number;
  /** Between two looks, in milliseconds. */
  readonly everyMs?: number;
  /** Told of what there is so far. */
  onPart?(trace: Trace): void;
}

/** Runs a statement that is not traced itself, and gives its rows by the names of their columns. @throws CqlError */
export type QueryRows = (statement: string, signal?: AbortSignal) => Promise<readonly TraceRow[]>;

/** What was seen at a look. */
export interface TraceLook {
  readonly hasEnded: boolean;
  readonly events: number;
}

const WAIT_MS = 10_000;
const EVERY_MS = 300;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Whether a trace is all there. The coordinator's end may be written before the events of other nodes are, so that it
 * takes two looks that see the same.
 */
export function isSettled(before: TraceLook | undefined, now: TraceLook): boolean {
  return now.hasEnded && before?.hasEnded === true && before.events === now.events && now.events > 0;
}

/**
 * Reads a trace. Cassandra writes it while and after it answers, so that it is looked for until it is all there, or for as
 * long as is waited; what there is then is not complete.
 *
 * @param id UUID that came with the answer, or was typed
 * @throws RangeError if the id is none
 * @throws CqlError
 */
export async function readTrace(query: QueryRows, id: string, { waitMs = WAIT_MS, everyMs = EVERY_MS, onPart }: TraceReading = {}, signal?: AbortSignal): Promise<Trace> {
  if (!UUID.test(id)) {
    throw new RangeError(`no UUID: ${ id }`);
  }
  const ask = (table: string) => untilAborted(signal, query(`SELECT * FROM system_traces.${ table } WHERE session_id = ${ id }`, signal));
  const looks = Math.max(1, Math.ceil(waitMs / Math.max(1, everyMs)));
  let before: TraceLook | undefined;

  for (let look = 1; ; look++) {
    const [session] = await ask('sessions');
    const events = await ask('events');
    const now: TraceLook = { hasEnded: hasEnded(session), events: events.length };
    const isComplete = isSettled(before, now);
    const trace = traceOf(id, session, events, isComplete);

    if (isComplete || look >= looks) {
      return trace;
    }
    onPart?.(trace);
    before = now;
    await pause(everyMs, signal);
  }
}
