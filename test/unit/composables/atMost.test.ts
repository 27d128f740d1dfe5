import { describe, expect, it } from 'vitest';
import { atMost } from '../../../pkg/cassandra/composables/atMost';

/** Tasks that end when they are told to, and say in which order they began. */
function tasks(count: number) {
  const began: number[] = [];
  const ends = Array.from({ length: count }, () => Promise.withResolvers<number>());
  const run = ends.map(({ promise }, index) => () => {
    began.push(index);

    return promise;
  });

  return { began, ends, run };
}

describe('at most two', () => {
  it('begins a third one when one of two has ended, in the order given', async() => {
    const { began, ends, run } = tasks(4);
    const inTurn = atMost(2);
    const all = run.map((task) => inTurn(task));

    expect(began).toStrictEqual([0, 1]);
    ends[1]?.resolve(1);
    await all[1];
    await Promise.resolve();
    expect(began).toStrictEqual([0, 1, 2]);
    ends.forEach(({ resolve }, index) => resolve(index));
    expect(await Promise.all(all)).toStrictEqual([0, 1, 2, 3]);
    expect(began).toStrictEqual([0, 1, 2, 3]);
  });

  it('gives the place of one that failed to the next', async() => {
    const inTurn = atMost(1);
    const failed = inTurn(() => Promise.reject(new Error('no')));
    const next = inTurn(() => Promise.resolve('yes'));

    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
    expect(await inTurn(() => Promise.resolve('again'))).toBe('again');
  });
});
