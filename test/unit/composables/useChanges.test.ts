import { beforeEach, describe, expect, it, vi } from 'vitest';

import { useChanges } from '../../../pkg/cassandra/composables/useChanges';
import { changeAll, KubeError, type ChangeProgress, type Task } from '../../../pkg/cassandra/rancher/kube';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';

vi.mock(import('../../../pkg/cassandra/rancher/kube'), async(original) => ({ ...await original(), changeAll: vi.fn() }));

const context = {} as ClusterContext;
const tasks: Task[] = ['a', 'b', 'c'].map((name) => ({ action: 'remove', object: { apiVersion: 'v1', kind: 'Service', metadata: { name } } }));

/** The next try stops there. */
function failing(progress: ChangeProgress): void {
  vi.mocked(changeAll).mockImplementationOnce(async(_context, _tasks, onProgress) => {
    onProgress(progress);

    return { outcome: 'failed', ...progress, error: new KubeError('denied by policy', 403, 'Forbidden') };
  });
}

beforeEach(() => {
  vi.mocked(changeAll).mockReset().mockResolvedValue({ outcome: 'done' });
});

describe('useChanges', () => {
  it.each([
    [{ phase: 'check', index: 1 }, ['checked', 'failed', 'waiting']],
    [{ phase: 'change', index: 1 }, ['done', 'failed', 'checked']],
  ] as const)('tells what became of each object when it stops at %o', async(progress, states) => {
    failing(progress);
    const { run, steps, failure, busy } = useChanges(context);

    expect(await run(tasks)).toBe(false);
    expect(steps.value.map(({ state }) => state)).toStrictEqual(states);
    expect(failure.value).toMatchObject({ task: { object: { metadata: { name: 'b' } } }, error: { message: 'denied by policy' } });
    expect(busy.value).toBe(false);
  });

  it('forgets a failure when the next try succeeds', async() => {
    failing({ phase: 'change', index: 2 });
    const { run, steps, failure } = useChanges(context);

    await run(tasks);

    expect(await run(tasks.slice(2))).toBe(true);
    expect(steps.value.map(({ state }) => state)).toStrictEqual(['done']);
    expect(failure.value).toBeUndefined();
  });

  it('shows the work as it goes on, and does one at a time', async() => {
    let goOn = () => {};

    vi.mocked(changeAll).mockImplementationOnce(async(_context, _tasks, onProgress) => {
      onProgress({ phase: 'change', index: 0 });
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });

      return { outcome: 'done' };
    });
    const { run, steps, busy } = useChanges(context);
    const first = run(tasks);

    expect(busy.value).toBe(true);
    expect(steps.value.map(({ state }) => state)).toStrictEqual(['working', 'checked', 'checked']);
    expect(await run(tasks)).toBe(false);
    goOn();
    expect(await first).toBe(true);
    expect(changeAll).toHaveBeenCalledTimes(1);
  });
});
