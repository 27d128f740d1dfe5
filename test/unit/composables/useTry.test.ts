import { describe, expect, it, vi } from 'vitest';

import { useTry } from '../../../pkg/cassandra/composables/useTry';
import { StaleError } from '../../../pkg/cassandra/rancher/operations/fresh';

vi.mock('../../../pkg/cassandra/composables/useText', () => ({ useText: () => (key: string) => key }));

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

  it('says in the user\'s language what is no longer so', async() => {
    const { attempt, failure } = useTry();

    await attempt(() => Promise.reject(new StaleError({ code: 'ended' }, 'for the log')));
    expect(failure.value).toBe('cassandra.operation.stale.ended');
  });
});
