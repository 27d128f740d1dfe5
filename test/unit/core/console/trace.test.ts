import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { isSettled, readTrace } from '../../../../pkg/cassandra/core/console/read-trace';
import { hasEnded, traceOf, type TraceRow } from '../../../../pkg/cassandra/core/console/trace';
import { never } from './fake-session';

const ID = '8f0f1d60-c8b1-11f0-a0a0-2b5c4ad2a0c1';
const START = Date.UTC(2026, 10, 23, 12);

/** A UUID of version 1 of a time, in microseconds after the start. */
function uuidAt(micros: number): string {
  const time = (BigInt(START) * 1_000n + BigInt(micros)) * 10n + 0x01b21dd213814000n;
  const hex = time.toString(16).padStart(15, '0');

  return `${ hex.slice(7) }-${ hex.slice(3, 7) }-1${ hex.slice(0, 3) }-a0a0-2b5c4ad2a0c1`;
}

/** @param time by the clock of the node, in microseconds after the start */
const event = (source: string, thread: string, activity: string, elapsed: number, time: number): TraceRow => ({ event_id: uuidAt(time), source, thread, activity, source_elapsed: elapsed });

const SESSION: TraceRow = {
  session_id: ID, coordinator: '10.0.0.1', client: '10.0.9.9', command: 'QUERY', duration: 2_000, request: 'Execute CQL3 query', started_at: new Date(START),
  parameters: { consistency_level: 'QUORUM', query: 'SELECT 1' },
};
const EVENTS: TraceRow[] = [
  event('10.0.0.1', 'Native-Transport-Requests-1', 'Parsing SELECT 1', 50, 50),
  event('10.0.0.1', 'Native-Transport-Requests-1', 'Preparing statement', 90, 90),
  event('10.0.0.2', 'MessagingStage-1', 'READ message received', 20, 620),
  event('10.0.0.1', 'MessagingService-Outgoing', 'Sending READ message', 300, 300),
  event('10.0.0.2', 'ReadStage-1', 'Executing single-partition query', 400, 1_000),
  event('10.0.0.1', 'Native-Transport-Requests-1', 'Processing response', 1_800, 1_800),
];

describe('traceOf', () => {
  it('tells who did what when', () => {
    const trace = traceOf(ID, SESSION, EVENTS, true);

    expect(trace).toMatchObject({
      id: ID, isComplete: true, coordinator: '10.0.0.1', client: '10.0.9.9', request: 'Execute CQL3 query', startedAt: START, total: 2_000,
      parameters: { consistency_level: 'QUORUM', query: 'SELECT 1' },
    });
    expect(trace.nodes.map(({ source, isCoordinator, from, to, isShifted }) => [source, isCoordinator, from, to, isShifted])).toEqual([
      ['10.0.0.1', true, 0, 1_800, false], ['10.0.0.2', false, 600, 1_000, false],
    ]);
    expect(trace.nodes[0]?.spans.map(({ thread, from, to, events }) => [thread, from, to, events.map(({ gap }) => gap)])).toEqual([
      ['Native-Transport-Requests-1', 0, 90, [50, 40]], ['MessagingService-Outgoing', 90, 300, [210]], ['Native-Transport-Requests-1', 300, 1_800, [1_500]],
    ]);
    expect(trace.events.map(({ source, at, elapsed, gap }) => [source.slice(-1), at, elapsed, gap])).toEqual([
      ['1', 50, 50, 50], ['1', 90, 90, 40], ['1', 300, 300, 210], ['2', 620, 20, 20], ['2', 1_000, 400, 380], ['1', 1_800, 1_800, 1_500],
    ]);
  });

  it.each([
    ['before the coordinator', -5_000_000, 0, true],
    ['after its end', 5_000_000, 2_000, true],
    ['within', 100, 100, false],
  ])('keeps a node whose clock is %s in the timeline, and says so', (_, offset, from, isShifted) => {
    const trace = traceOf(ID, SESSION, [...EVENTS.filter(({ source }) => source === '10.0.0.1'), event('10.0.0.2', 't', 'x', 20, offset + 20)], true);

    expect(trace.nodes[1]).toMatchObject({ from, to: from + 20, isShifted });
  });

  it('reads rows however they are decoded, and what is not there yet', () => {
    const address = { toString: () => '10.0.0.1' };
    const rows = [{ event_id: { toString: () => uuidAt(5) }, source: address, thread: null, activity: 'x', source_elapsed: 5n }];

    expect(traceOf(ID, { ...SESSION, coordinator: address, duration: '2000', started_at: new Date(START).toISOString(), parameters: new Map([['a', 'b']]) }, rows, true))
      .toMatchObject({ coordinator: '10.0.0.1', total: 2_000, startedAt: START, parameters: { a: 'b' }, events: [{ thread: '', elapsed: 5, at: 5 }] });
    expect(traceOf(ID, undefined, [], false)).toEqual({ id: ID, isComplete: false, request: '', parameters: {}, nodes: [], events: [] });
    expect(traceOf(ID, undefined, EVENTS, false)).toMatchObject({ coordinator: '10.0.0.1' });
    expect(traceOf(ID, { duration: {}, started_at: 'rubbish', parameters: 5 }, [{ event_id: 'rubbish', source_elapsed: -1 }, {}], false).events).toHaveLength(2);
  });

  it('has ended when the coordinator says so', () => {
    expect([hasEnded(undefined), hasEnded({}), hasEnded({ duration: null }), hasEnded({ duration: 0 }), hasEnded(SESSION)]).toEqual([false, false, false, true, true]);
  });
});

describe('isSettled', () => {
  it.each([
    [undefined, { hasEnded: true, events: 5 }, false],
    [{ hasEnded: false, events: 5 }, { hasEnded: true, events: 5 }, false],
    [{ hasEnded: true, events: 4 }, { hasEnded: true, events: 5 }, false],
    [{ hasEnded: true, events: 0 }, { hasEnded: true, events: 0 }, false],
    [{ hasEnded: true, events: 5 }, { hasEnded: true, events: 5 }, true],
  ])('%o, then %o: %s', (before, now, expected) => {
    expect(isSettled(before, now)).toBe(expected);
  });
});

describe('readTrace', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** What is there at each look: the row of the session, and so many events. */
  function server(looks: readonly (readonly [TraceRow | undefined, number])[]) {
    const asked: string[] = [];
    const query = async(statement: string) => {
      const [session, events] = looks[Math.min(looks.length - 1, Math.floor(asked.push(statement) / 2 - 0.5))] ?? [];

      return statement.includes('sessions') ? session ? [session] : [] : EVENTS.slice(0, events);
    };

    return { asked, query };
  }

  it('looks until it is all there', async() => {
    const { asked, query } = server([[undefined, 0], [{ ...SESSION, duration: null }, 2], [SESSION, 4], [SESSION, 6], [SESSION, 6]]);
    const parts: (readonly [boolean, number])[] = [];
    const reading = readTrace(query, ID, { onPart: ({ isComplete, events }) => parts.push([isComplete, events.length]) });

    await vi.runAllTimersAsync();
    const trace = await reading;

    expect(trace).toMatchObject({ isComplete: true, total: 2_000 });
    expect(trace.events).toHaveLength(6);
    expect(parts).toEqual([[false, 0], [false, 2], [false, 4], [false, 6]]);
    expect(asked.every((statement) => statement.endsWith(`WHERE session_id = ${ ID }`))).toBe(true);
  });

  it('waits for so long and no longer', async() => {
    const { asked, query } = server([[undefined, 3]]);
    const reading = readTrace(query, ID, { waitMs: 2_000, everyMs: 500 });

    await vi.runAllTimersAsync();
    expect(await reading).toMatchObject({ isComplete: false, coordinator: '10.0.0.1' });
    expect(asked).toHaveLength(8);
  });

  it('is given up at once', async() => {
    for (const query of [never, async() => []]) {
      const abort = new AbortController();
      const reading = readTrace(query, ID, {}, abort.signal);
      const refused = expect(reading).rejects.toMatchObject({ code: 'aborted' });

      await vi.advanceTimersByTimeAsync(10);
      abort.abort();
      await refused;
    }
    expect(vi.getTimerCount()).toBe(0);
  });

  it('asks for nothing but a UUID', async() => {
    const query = vi.fn();

    await expect(readTrace(query, `${ ID } OR 1`)).rejects.toThrow(RangeError);
    expect(query).not.toHaveBeenCalled();
  });
});
