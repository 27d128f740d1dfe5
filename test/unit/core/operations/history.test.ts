import { describe, expect, it } from 'vitest';
import { formatHistory, parseHistory, recordOf, type OperationRecord } from '../../../../pkg/cassandra/core/operations/history';

const INTENT = {
  id: 'op', kind: 'scaleUp', from: { ring: 3 }, targets: { ring: 4 }, claims: 'keep', force: false, cleanup: 'do', startedBy: 'Ann', startedAt: 1000, done: [],
} as const;

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

  it.each([undefined, '', 'null', '{}', '[', '7', `[${ ' '.repeat(40_000) }]`])('is empty when it is %j', (text) => {
    expect(parseHistory(text)).toStrictEqual([]);
  });

  it('leaves out what is no record', () => {
    const odd = [null, 7, {}, { ...record('x'), from: [] }, { ...record('x'), from: { ring: '3' } }, { ...record('x'), endedAt: 'now' }, { ...record('x'), outcome: 'odd' }, { ...record('x'), steps: [{}] }, { ...record('x'), steps: null }];

    expect(parseHistory(JSON.stringify([...odd, record('a')]))).toStrictEqual([record('a')]);
  });
});
