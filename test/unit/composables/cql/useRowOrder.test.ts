import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, shallowRef } from 'vue';

import { useRowOrder } from '../../../../pkg/cassandra/composables/cql/useRowOrder';
import type { ResultState } from '../../../../pkg/cassandra/core/console/result';
import type { View } from '../../../../pkg/cassandra/core/cql/table/order';
import { column, scalar } from '../../core/cql/export/page';

const COLUMNS = [column('a', scalar('int'))];
const stateOf = (numbers: readonly number[], more: Partial<ResultState> = {}): ResultState => ({
  columns: COLUMNS, rows: numbers.map((number) => [Uint8Array.of(0, 0, 0, number)]), bytes: 0, pages: 1, hasMore: false, loading: false, ...more,
});
const UP: View = { filter: '', sorting: { column: 0, isDescending: false } };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

function setUp(numbers: readonly number[]) {
  const state = shallowRef(stateOf(numbers));
  const view = shallowRef<View>({ filter: '' });
  const scope = effectScope();
  const order = scope.run(() => useRowOrder(() => state.value, () => view.value))!;

  return { state, view, scope, ...order };
}

/** Lets watchers see a change, and what they begin come to its end. */
async function pass(ms: number): Promise<void> {
  await nextTick();
  await vi.advanceTimersByTimeAsync(ms);
  await nextTick();
}

describe('useRowOrder', () => {
  it('has nothing to say of rows as they came', async() => {
    const { ordered, busy } = setUp([3, 1, 2]);

    await pass(1_000);
    expect([ordered.value, busy.value]).toEqual([undefined, false]);
  });

  it('sorts, keeps the old order until there is a new one, and goes back', async() => {
    const { ordered, busy, view } = setUp([3, 1, 2]);

    view.value = UP;
    await nextTick();
    expect([ordered.value, busy.value]).toEqual([undefined, true]);
    await pass(0);
    expect([ordered.value?.order, busy.value]).toEqual([[1, 2, 0], false]);
    view.value = { filter: '', sorting: { column: 0, isDescending: true } };
    await nextTick();
    expect([ordered.value?.order, busy.value]).toEqual([[1, 2, 0], true]);
    await pass(0);
    expect([ordered.value?.order, busy.value]).toEqual([[0, 2, 1], false]);
    view.value = { filter: ' ' };
    await nextTick();
    expect([ordered.value, busy.value]).toEqual([undefined, false]);
  });

  it('waits with a filter until nothing more is typed', async() => {
    const { ordered, view } = setUp([3, 1, 2]);

    view.value = { filter: '1' };
    await pass(100);
    view.value = { filter: '12' };
    await pass(100);
    expect(ordered.value).toBeUndefined();
    await pass(60);
    expect(ordered.value?.found).toEqual([]);
  });

  it('takes in rows that come, seldom while more are coming and at once when they have', async() => {
    const { ordered, busy, state, view } = setUp([3, 1]);

    view.value = UP;
    await pass(0);
    state.value = stateOf([3, 1, 2], { loading: true });
    await pass(500);
    expect([ordered.value?.order, busy.value]).toEqual([[1, 0], true]);
    state.value = stateOf([3, 1, 2, 0], { loading: true });
    await pass(500);
    expect(ordered.value?.order).toEqual([3, 1, 2, 0]);
    state.value = stateOf([3, 1, 2, 0, 5]);
    await pass(0);
    expect([ordered.value?.order, busy.value]).toEqual([[3, 1, 2, 0, 4], false]);
  });

  it('forgets the order of another result', async() => {
    const { ordered, busy, state, view } = setUp([3, 1]);

    view.value = UP;
    await pass(0);
    state.value = stateOf([5, 4, 3], { columns: [column('b', scalar('int'))] });
    expect([ordered.value, busy.value]).toEqual([undefined, false]);
    await pass(0);
    expect(ordered.value?.order).toEqual([2, 1, 0]);
  });

  it('ends with whoever asked', async() => {
    const { ordered, view, scope } = setUp([3, 1]);

    view.value = UP;
    await nextTick();
    scope.stop();
    await pass(1_000);
    expect(ordered.value).toBeUndefined();
  });
});
