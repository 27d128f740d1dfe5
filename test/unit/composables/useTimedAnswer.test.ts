import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';

import { useTimedAnswer } from '../../../pkg/cassandra/composables/useTimedAnswer';
import { KubeError } from '../../../pkg/cassandra/rancher/kube';

beforeEach(() => {
  vi.useFakeTimers({ now: 1000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const after = <T>(ms: number, value: T) => new Promise<T>((resolve) => {
  setTimeout(() => resolve(value), ms);
});

describe('an answer that grows old', () => {
  it('is not asked for before somebody says so, and is as old as the question', async() => {
    const load = vi.fn(() => after(500, 'a'));
    const answer = useTimedAnswer(load);

    expect(load).not.toHaveBeenCalled();
    answer.ask();
    expect(answer.busy.value).toBe(true);
    await vi.advanceTimersByTimeAsync(500);
    expect([answer.value.value, answer.at.value, answer.busy.value]).toStrictEqual(['a', 1000, false]);
  });

  it('stays while it is asked for again, once for all who ask meanwhile', async() => {
    const load = vi.fn(() => after(500, load.mock.calls.length));
    const answer = useTimedAnswer(load);

    answer.ask();
    await vi.advanceTimersByTimeAsync(500);
    answer.ask();
    const second = answer.ask();

    expect(answer.value.value).toBe(1);
    await vi.advanceTimersByTimeAsync(500);
    await second;
    expect(answer.value.value).toBe(2);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('is replaced by why there is none', async() => {
    const load = vi.fn(async() => 'a');
    const answer = useTimedAnswer(load);

    await answer.ask();
    load.mockRejectedValueOnce(new KubeError('nodes is forbidden', 403, 'Forbidden'));
    await answer.ask();
    expect([answer.value.value, answer.problem.value]).toStrictEqual([undefined, 'nodes is forbidden']);
    await answer.ask();
    expect([answer.value.value, answer.problem.value]).toStrictEqual(['a', undefined]);
  });

  it('is none about something else, also when it comes late', async() => {
    const about = ref('a');
    const load = vi.fn(() => after(about.value === 'a' ? 500 : 100, about.value));
    const answer = useTimedAnswer(load, () => about.value);

    answer.ask();
    about.value = 'b';
    answer.ask();
    await vi.advanceTimersByTimeAsync(100);
    expect([answer.value.value, answer.busy.value]).toStrictEqual(['b', false]);
    await vi.advanceTimersByTimeAsync(500);
    expect(answer.value.value).toBe('b');
    about.value = 'a';
    expect([answer.value.value, answer.at.value]).toStrictEqual([undefined, undefined]);
  });

  it('can be waited for without being asked for', async() => {
    const answer = useTimedAnswer(() => after(500, 'a'));
    let isSettled = false;

    await answer.settled();
    answer.ask();
    answer.settled().then(() => {
      isSettled = true;
    });
    await vi.advanceTimersByTimeAsync(499);
    expect(isSettled).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isSettled).toBe(true);
  });
});
