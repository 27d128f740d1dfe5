import { describe, expect, it } from 'vitest';
import { formatHistory, parseHistory, recordOf, type OperationRecord } from '../../../../pkg/cassandra/core/operations/history';
import type { Intent } from '../../../../pkg/cassandra/core/operations/intent';

const INTENT: Intent = {
  id: 'op', kind: 'scaleUp', from: { ring: 3 }, targets: { ring: 4 }, claims: 'keep', force: false, cleanup: 'do', startedBy: 'Ann', startedAt: 1000, done: [],
};

const record = (id: string, steps = 0): OperationRecord => recordOf({ ...INTENT, id }, 'complete', 2000, Array.from({ length: steps }, (_, index) => ({ code: 'cleaning', pod: `ring-${ index }`, seconds: index })));

describe('the history of operations', () => {
  it('is read as it was written, the newest first', () => {
    const first = formatHistory([], record('a', 2));

    expect(parseHistory(first)).toStrictEqual([record('a', 2)]);
    expect(parseHistory(formatHistory(parseHistory(first), record('b'))).map(({ id }) => id)).toStrictEqual(['b', 'a']);
  });

  it('has each operation once', () => {
    expect(parseHistory(formatHistory([record('a'), record('b')], record('b'))).map(({ id }) => id)).toStrictEqual(['b', 'a']);
  });

  it('forgets the oldest', () => {
    let text = formatHistory([], record('0'));

    for (let index = 1; index < 30; index++) {
      text = formatHistory(parseHistory(text), record(String(index)));
    }
    expect(parseHistory(text).map(({ id }) => id)).toStrictEqual(['29', '28', '27', '26', '25', '24', '23', '22', '21', '20']);
  });

  it('stays small, whatever was done', () => {
    const two = formatHistory([record('a', 200)], record('b', 200));
    const huge = formatHistory([record('a')], record('b', 1000));

    expect(two.length).toBeLessThan(16_385);
    expect(parseHistory(two).map(({ id }) => id)).toStrictEqual(['b']);
    expect(parseHistory(huge)).toStrictEqual([record('b')]);
  });

  it('says who was cleaned up, where that is what was done', () => {
    const cleanedOf = (intent: Partial<Intent>, outcome: OperationRecord['outcome'] = 'complete') => recordOf({ ...INTENT, done: ['ring-0'], ...intent }, outcome, 2000).cleaned;

    expect(cleanedOf({})).toBe('all');
    expect(cleanedOf({ kind: 'cleanup', cleanup: 'skip', targets: { ring: 3 } })).toBe('all');
    expect(cleanedOf({ cleanup: 'skip', done: [] })).toStrictEqual([]);
    expect(cleanedOf({}, 'cancelled')).toStrictEqual(['ring-0']);
    expect(cleanedOf({ kind: 'cleanup' }, 'abandoned')).toStrictEqual(['ring-0']);
    expect(recordOf({ ...INTENT, kind: 'restart' }, 'complete', 2000)).not.toHaveProperty('cleaned');
  });

  it('keeps the last scale up and the last whole clean-up, whatever was done since', () => {
    const done = (id: string, rest: Partial<Intent>, outcome: OperationRecord['outcome'] = 'complete') => recordOf({ ...INTENT, ...rest, id }, outcome, 2000);
    let text = '';

    for (const record of [done('first', {}), done('up', { cleanup: 'skip' }), done('half', { kind: 'cleanup' }, 'cancelled'), done('clean', { kind: 'cleanup' }), ...Array.from({ length: 20 }, (_, index) => done(String(index), { kind: 'restart' }))]) {
      text = formatHistory(parseHistory(text), record);
    }
    expect(parseHistory(text).map(({ id }) => id)).toStrictEqual(['19', '18', '17', '16', '15', '14', '13', '12', 'clean', 'up']);
  });

  it('rather forgets that a node was cleaned up than that one was not', () => {
    const many = Array.from({ length: 1000 }, (_, index) => `a-rather-long-name-${ index }`);
    const up: OperationRecord = { ...record('up', 2), cleaned: many };
    const text = formatHistory([up], { ...record('down', 2), kind: 'scaleDown', cleaned: undefined });

    expect(text.length).toBeLessThan(16_385);
    expect(parseHistory(text)).toMatchObject([{ id: 'down', steps: [] }, { id: 'up', steps: [] }]);
    expect(parseHistory(text)[1]).not.toHaveProperty('cleaned');
  });

  it('takes a record that does not say who was cleaned up, or says it in a way that is not known', () => {
    const { cleaned, ...older } = record('a');

    expect(cleaned).toBe('all');
    expect(parseHistory(JSON.stringify([older, { ...older, cleaned: 'most' }, { ...older, cleaned: [7] }]))).toStrictEqual([older, older, older]);
  });

  it.each([undefined, '', 'null', '{}', '[', '7', `[${ ' '.repeat(40_000) }]`])('is empty when it is %j', (text) => {
    expect(parseHistory(text)).toStrictEqual([]);
  });

  it('leaves out what is no record', () => {
    const odd = [null, 7, {}, { ...record('x'), from: [] }, { ...record('x'), from: { ring: '3' } }, { ...record('x'), endedAt: 'now' }, { ...record('x'), outcome: 'odd' }, { ...record('x'), steps: [{}] }, { ...record('x'), steps: null }];

    expect(parseHistory(JSON.stringify([...odd, record('a')]))).toStrictEqual([record('a')]);
  });
});
