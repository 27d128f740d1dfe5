import { describe, expect, it } from 'vitest';

import { useTry } from '../../../pkg/cassandra/composables/useTry';

describe('useTry', () => {
  it('does one thing at a time', async() => {
    const { attempt, busy } = useTry();
    let end = () => {};
    const running = attempt(() => new Promise((resolve) => {
      end = resolve;
    }));

    expect(busy.value).toBe(true);
    await expect(attempt(() => Promise.reject(new Error('never asked')))).resolves.toBe(false);
    end();
    await expect(running).resolves.toBe(true);
    expect(busy.value).toBe(false);
  });

  it('keeps the words of what failed until the next try', async() => {
    const { attempt, failure } = useTry();

    await expect(attempt(() => Promise.reject(new Error('it is forbidden')))).resolves.toBe(false);
    expect(failure.value).toBe('it is forbidden');
    await expect(attempt(() => Promise.resolve())).resolves.toBe(true);
    expect(failure.value).toBeUndefined();
  });
});
