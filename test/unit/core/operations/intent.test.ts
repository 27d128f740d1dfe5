import { describe, expect, it } from 'vitest';

import { formatIntent, parseIntent, withDone, type Intent } from '../../../../pkg/cassandra/core/operations/intent';

const intent: Intent = {
  id: 'a1', kind: 'scaleDown', from: { 'db-b': 3, 'db-a': 2 }, targets: { 'db-b': 2, 'db-a': 2 }, claims: 'keep', force: false, cleanup: 'skip', startedBy: 'admin', startedAt: 1_800_000_000_000, done: [],
};
const read = (different: object) => parseIntent(JSON.stringify({ ...intent, ...different }));

describe('parseIntent', () => {
  it('reads what was written, and keeps the order of the racks', () => {
    const cancelled = { ...intent, cancelledAt: 1_800_000_000_001, done: ['db-a-0'] };

    expect(parseIntent(formatIntent(intent))).toEqual(intent);
    expect(parseIntent(formatIntent(cancelled))).toEqual(cancelled);
    expect(Object.keys(parseIntent(formatIntent(intent))?.from ?? {})).toEqual(['db-b', 'db-a']);
  });

  it.each(['', 'x', 'null', '[]', '{}', '7', '{"id":', 'x'.repeat(70_000)])('refuses %.20j', (text) => {
    expect(parseIntent(text)).toBeUndefined();
  });

  it.each<object>([
    { kind: 'delete' }, { id: '' }, { id: 7 }, { id: 'x'.repeat(300) }, { claims: 'x' }, { force: 'true' }, { cleanup: true }, { startedBy: null },
    { startedAt: 0 }, { startedAt: '2026' }, { startedAt: 1.5 }, { cancelledAt: true }, { cancelledAt: null }, { more: 1 }, { kind: undefined }, { done: undefined },
  ])('refuses %j', (different) => {
    expect(read(different)).toBeUndefined();
  });

  it.each<object>([
    { from: {}, targets: {} }, { from: [], targets: [] }, { targets: { 'db-a': 2 } }, { targets: { 'db-a': 2, 'db-b': 2 } }, { from: { 'db-b': '3', 'db-a': 2 } }, { from: { 'db-b': -1, 'db-a': 2 } },
    { from: { 'db-b': 2.5, 'db-a': 2 } }, { from: { 'db-b': 1e6, 'db-a': 2 } }, { from: { 'A b': 3 }, targets: { 'A b': 2 } },
  ])('refuses replicas such as %j', (different) => {
    expect(read(different)).toBeUndefined();
  });

  it('refuses a number of nodes that is not what the operation is for', () => {
    expect(read({ targets: intent.from })).toBeUndefined();
    expect(read({ targets: { 'db-b': 4, 'db-a': 1 } })).toBeUndefined();
    expect(read({ targets: { 'db-b': 0, 'db-a': 0 } })).toBeUndefined();
    expect(read({ kind: 'scaleUp' })).toBeUndefined();
    expect(read({ kind: 'restart' })).toBeUndefined();
    expect(read({ kind: 'stop' })).toBeUndefined();
    expect(read({ kind: 'stop', targets: { 'db-b': 0, 'db-a': 0 } })).toBeDefined();
    expect(read({ kind: 'start', from: { 'db-b': 0, 'db-a': 0 } })).toBeDefined();
    expect(read({ kind: 'cleanup', targets: intent.from })).toBeDefined();
  });

  it.each<unknown>(['db-a-0', [7], ['db-c-0'], ['db-a-x'], ['db-a-0', 'db-a-0'], ['db-a-0', 'db-a-1', 'db-a-2', 'db-a-3', 'db-a-4', 'db-a-5']])('refuses %j as done', (done) => {
    expect(read({ done })).toBeUndefined();
  });
});

describe('withDone', () => {
  it('adds a pod once', () => {
    const once = withDone(intent, 'db-a-0');

    expect(once.done).toEqual(['db-a-0']);
    expect(withDone(once, 'db-a-0')).toBe(once);
  });
});
