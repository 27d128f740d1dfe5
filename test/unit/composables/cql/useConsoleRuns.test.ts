import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type EffectScope } from 'vue';

import { useConsoleRuns } from '../../../../pkg/cassandra/composables/cql/useConsoleRuns';
import { entryOf } from '../../../../pkg/cassandra/core/console/entry';
import { planText } from '../../../../pkg/cassandra/core/console/plan';
import { RESULT_LIMITS, ResultStore } from '../../../../pkg/cassandra/core/console/result';
import { DEFAULT_SETTINGS } from '../../../../pkg/cassandra/core/console/settings';
import { COLUMN, never, pageOf } from '../../core/console/fake-session';
import { fakeBrowser } from './browser';

const plan = planText('SELECT 1; SELECT 2', DEFAULT_SETTINGS);
const [first, second] = plan.steps.map(entryOf);

let browser: ReturnType<typeof fakeBrowser>;
let scope: EffectScope;

beforeEach(() => {
  browser = fakeBrowser();
  scope = effectScope();
});

afterEach(() => {
  scope.stop();
  vi.unstubAllGlobals();
});

const start = () => scope.run(() => useConsoleRuns(() => 1_000))!;

/** A result of one cell of so many bytes. */
const resultOf = (bytes: number) => new ResultStore({ ...pageOf([]), columns: [COLUMN], rows: [[new Uint8Array(bytes)]] }, never, 100);

describe('runs', () => {
  it('are seen with the next picture, and what has not changed is the same', () => {
    const { runs, begin } = start();
    const { run, tell } = begin(plan);

    tell(first!);
    tell(second!);
    expect([run.entries.value, browser.frames.length]).toEqual([[], 1]);
    browser.draw();
    const before = run.entries.value;

    expect(before.map(({ statement }) => statement)).toEqual(['SELECT 1', 'SELECT 2']);
    tell({ ...second!, state: 'running' });
    tell({ ...second!, state: 'done' });
    browser.draw();
    expect(run.entries.value).not.toBe(before);
    expect(run.entries.value[0]).toBe(before[0]);
    expect(run.entries.value[1]?.state).toBe('done');
    expect(runs.value).toEqual([run]);
  });

  it('are seen at once when they end', () => {
    const { run, tell, end } = start().begin(plan);

    tell(first!);
    end('stopped');
    expect([run.entries.value[0]?.statement, run.outcome.value]).toEqual(['SELECT 1', 'stopped']);
  });

  it('are let go of when there are many, when they are large, and when they are cleared', () => {
    const { runs, begin, clear } = start();
    const add = (bytes: number) => {
      const { run, tell, end } = begin(plan);
      const result = resultOf(bytes);

      tell({ ...first!, result });
      end('done');

      return { run, result };
    };
    const small = Array.from({ length: 25 }, () => add(10));

    expect(runs.value).toHaveLength(20);
    expect(small.map(({ result }) => result.state.rows.length)).toEqual([...Array(5).fill(0), ...Array(20).fill(1)]);
    const large = Array.from({ length: 3 }, () => add(RESULT_LIMITS.bytes - 1_000));

    // Nothing is taken away from what was just run.
    expect(runs.value[0]).toBe(large[2]?.run);
    add(10);
    expect(runs.value).toHaveLength(3);
    expect(large.map(({ result }) => result.state.rows.length)).toEqual([0, 1, 1]);
    clear(runs.value[1]);
    expect(runs.value).toHaveLength(2);
    clear();
    expect(runs.value).toEqual([]);
    expect(large.map(({ result }) => result.state.rows.length)).toEqual([0, 0, 0]);
  });

  it('that come to their end when nobody is there any more keep no rows', () => {
    const { begin } = start();
    const { tell, end } = begin(plan);
    const result = resultOf(10);

    scope.stop();
    tell({ ...first!, result });
    end('stopped');
    expect(result.state.rows).toEqual([]);
  });
});
