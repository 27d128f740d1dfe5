import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type EffectScope } from 'vue';

import { useTrace } from '../../../../pkg/cassandra/composables/cql/useTrace';
import type { Cell, Column, Page } from '../../../../pkg/cassandra/core/cql/session';
import { FakeSession, never, NOTHING, refused } from '../../core/console/fake-session';

const ID = '50554d6e-29bb-11e5-b345-feff819cdc9f';

let scope: EffectScope;

beforeEach(() => {
  vi.useFakeTimers();
  scope = effectScope();
});

afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

const column = (name: string, type: 'text' | 'int'): Column => ({ keyspace: 'system_traces', table: 't', name, type: { kind: 'scalar', name: type } });
const text = (value: string): Cell => new TextEncoder().encode(value);
const int = (value: number): Cell => Uint8Array.of(value >> 24, value >> 16, value >> 8, value);
const open = (session: FakeSession, id = ID) => scope.run(() => useTrace(session, id))!;

/** Two pages of events, written one look after another. */
function writing() {
  let looks = 0;

  return new FakeSession((statement, { from }): Page => {
    if (statement.includes('sessions')) {
      return { ...NOTHING, columns: [column('coordinator', 'text'), column('duration', 'int')], rows: ++looks > 1 ? [[text('10.0.0.1'), int(900)]] : [] };
    }

    return {
      ...NOTHING, columns: [column('source', 'text'), column('activity', 'text'), column('source_elapsed', 'int')], rows: [[text('10.0.0.1'), text(`event ${ from ?? 0 }`), int(from ? 200 : 100)]],
      ...(from === undefined && { next: '1' }),
    };
  });
}

describe('useTrace', () => {
  it('shows what there is, and looks until it is all there', async() => {
    const session = writing();
    const { trace, loading, error } = open(session);

    await vi.advanceTimersByTimeAsync(10);
    expect([trace.value?.isComplete, trace.value?.events.length, loading.value]).toEqual([false, 2, true]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect([trace.value?.isComplete, trace.value?.total, loading.value, error.value]).toEqual([true, 900, false, undefined]);
    expect(session.sent.every(({ execution: { tracing, consistency } }) => !tracing && consistency === 'ONE')).toBe(true);
  });

  it('says why there is none', async() => {
    const { error, loading } = open(new FakeSession(() => Promise.reject(refused(0x2100, 'no right'))));

    await vi.advanceTimersByTimeAsync(10);
    expect([error.value?.code, loading.value]).toEqual(['unauthorized', false]);
    const odd = open(new FakeSession(), 'x; DROP TABLE a.b');

    await vi.advanceTimersByTimeAsync(10);
    expect(odd.error.value?.code).toBe('unknown');
  });

  it('looks no longer than somebody is there', async() => {
    const session = new FakeSession(() => never<Page>());
    const { error } = open(session);

    await vi.advanceTimersByTimeAsync(10);
    scope.stop();
    await vi.advanceTimersByTimeAsync(20_000);
    expect([session.sent.length, session.sent[0]?.execution.signal?.aborted, error.value]).toEqual([1, true, undefined]);
  });
});
