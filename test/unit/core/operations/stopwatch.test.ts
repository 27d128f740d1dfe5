import { describe, expect, it } from 'vitest';

import { act, blocked, COMPLETE, wait } from '../../../../pkg/cassandra/core/operations/step';
import { Stopwatch } from '../../../../pkg/cassandra/core/operations/stopwatch';
import { formatHistory, parseHistory, recordOf } from '../../../../pkg/cassandra/core/operations/history';
import { INTENT } from '../../rancher/operations/fixtures';

const joining = wait('joining', { pod: 'ring-3', done: 1 });
const leaving = wait('leaving', { pod: 'ring-4' });

describe('a stopwatch', () => {
  it('measures what was waited for, in whole seconds, once it has ended', () => {
    const watch = new Stopwatch();

    watch.at(joining, 1000);
    watch.at(wait('joining', { pod: 'ring-3', done: 5 }), 61_000);
    expect(watch.times).toStrictEqual([]);
    watch.at(act({ kind: 'record', pod: 'ring-3' }), 91_400);
    expect(watch.times).toStrictEqual([{ code: 'joining', pod: 'ring-3', seconds: 90 }]);
  });

  it('adds up what was interrupted, and tells pods apart', () => {
    const watch = new Stopwatch();

    watch.at(joining, 0);
    watch.at(blocked('nodesDown'), 10_000);
    watch.at(joining, 50_000);
    watch.at(leaving, 55_000);
    watch.at(wait('leaving', { pod: 'ring-5' }), 58_000);
    watch.at(COMPLETE, 60_000);
    expect(watch.times).toStrictEqual([{ code: 'joining', pod: 'ring-3', seconds: 15 }, { code: 'leaving', pod: 'ring-4', seconds: 3 }, { code: 'leaving', pod: 'ring-5', seconds: 2 }]);
  });

  it('measures nothing that the history could not be read with, when a clock is set back', () => {
    const watch = new Stopwatch();

    watch.at(joining, 60_000);
    watch.at(COMPLETE, 0);
    expect(watch.times).toStrictEqual([{ code: 'joining', pod: 'ring-3', seconds: 0 }]);
    expect(parseHistory(formatHistory([], recordOf(INTENT, 'complete', 1, watch.times)))).toHaveLength(1);
  });

  it('keeps the last ones of very many', () => {
    const watch = new Stopwatch();

    for (let ordinal = 0; ordinal <= 300; ordinal++) {
      watch.at(wait('joining', { pod: `ring-${ ordinal }` }), ordinal * 1000);
    }
    expect(watch.times).toHaveLength(200);
    expect(watch.times.at(-1)?.pod).toBe('ring-299');
  });

  it('lets a list that was taken before alone', () => {
    const watch = new Stopwatch();

    watch.at(joining, 0);
    watch.at(leaving, 1000);
    const { times } = watch;

    watch.at(COMPLETE, 2000);
    expect(times).toHaveLength(1);
  });
});
