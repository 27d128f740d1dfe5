import { describe, expect, it } from 'vitest';

import { breath, inSlices } from '../../../pkg/cassandra/composables/breath';

/** Takes so long in each of its steps. */
function *steps(count: number, eachMs: number): Generator<void, number, void> {
  for (let step = 0; step < count; step++) {
    const end = performance.now() + eachMs;

    while (performance.now() < end) {
      // It is busy.
    }
    yield;
  }

  return count;
}

describe('work in slices', () => {
  it('lets others have their turns', async() => {
    const ended = new AbortController();
    let turns = 0;
    const others = (async() => {
      while (!ended.signal.aborted) {
        await breath();
        turns++;
      }
    })();

    expect(await inSlices(steps(40, 3), new AbortController().signal)).toBe(40);
    ended.abort();
    await others;
    // 120 ms of work in slices of at least 12.
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  it('is given up when nobody wants it any more', async() => {
    const abort = new AbortController();
    const work = steps(1_000, 3);
    const done = inSlices(work, abort.signal);

    setTimeout(() => abort.abort(new Error('enough')), 0);
    await expect(done).rejects.toThrow('enough');
    await expect(inSlices(steps(1, 0), abort.signal)).rejects.toThrow('enough');
  });
});
