import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { shallowRef } from 'vue';

import { useGridKeys } from '../../../../pkg/cassandra/composables/cql/useGridKeys';
import { HEAD, moved, type GridPlace } from '../../../../pkg/cassandra/core/cql/table/move';
import type { Stretch } from '../../../../pkg/cassandra/core/cql/table/scroll';

let marked: string;

beforeEach(() => {
  marked = '';
  vi.stubGlobal('window', { getSelection: () => ({ toString: () => marked }) });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function setUp(row = 5, column = 1) {
  const active = shallowRef<GridPlace>({ row, column });
  const selected = shallowRef<Stretch>();
  const done: string[] = [];
  const size = { rows: 20, columns: 3, page: 4, hasHead: true };
  const keys = useGridKeys({ active, selected }, {
    move: (key, isFar, place) => moved(key, isFar, place, size),
    rows: () => size.rows,
    sort: (index) => done.push(`sort ${ index }`),
    open: () => done.push('open'),
    copy: () => done.push('copy'),
  });
  /** @returns whether the key was taken */
  const press = (key: string, held: Partial<KeyboardEvent> = {}) => {
    const grid = {};
    let isTaken = false;

    keys.onKeydown({ key, target: grid, currentTarget: grid, preventDefault: () => (isTaken = true), stopPropagation: () => undefined, ...held } as unknown as KeyboardEvent);

    return isTaken;
  };

  return { active, selected, done, press, ...keys };
}

describe('the keys of a grid', () => {
  it('move, and end a selection', () => {
    const { active, selected, press } = setUp();

    selected.value = { start: 1, end: 3 };
    expect(press('ArrowRight')).toBe(true);
    expect([active.value, selected.value]).toEqual([{ row: 5, column: 2 }, undefined]);
    expect([press('Tab'), press('x'), press('ArrowDown', { altKey: true })]).toEqual([false, false, false]);
  });

  it('select rows from where it began, both ways', () => {
    const { selected, press } = setUp();
    const seen = ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'PageUp', 'PageUp'].map((key) => {
      press(key, { shiftKey: true });

      return selected.value;
    });

    expect(seen).toEqual([{ start: 5, end: 7 }, { start: 5, end: 8 }, { start: 5, end: 7 }, { start: 5, end: 6 }, { start: 4, end: 6 }, { start: 0, end: 6 }, { start: 0, end: 6 }]);
    expect(press('Escape')).toBe(true);
    expect(selected.value).toBeUndefined();
    // Nothing to end: it is for whoever is around the grid.
    expect(press('Escape')).toBe(false);
  });

  it('select a row and give it up, and all of them', () => {
    const { selected, press } = setUp();

    press(' ');
    expect(selected.value).toEqual({ start: 5, end: 6 });
    press(' ');
    expect(selected.value).toBeUndefined();
    press('a', { ctrlKey: true });
    expect(selected.value).toEqual({ start: 0, end: 20 });
  });

  it('open a cell, and sort in the head', () => {
    const { done, press } = setUp();

    press('Enter');
    press('ArrowUp', { ctrlKey: true });
    press('ArrowUp');
    press('Enter');
    press(' ');
    expect(done).toEqual(['open', 'sort 1', 'sort 1']);
  });

  it('copy, but for what is marked with the pointer', () => {
    const { done, press } = setUp();

    expect([press('c', { metaKey: true }), press('C', { ctrlKey: true }), press('c')]).toEqual([true, true, false]);
    marked = 'text';
    expect(press('c', { ctrlKey: true })).toBe(false);
    expect(done).toEqual(['copy', 'copy']);
  });

  it('are not for what stands within it', () => {
    const { press, active } = setUp();

    expect(press('ArrowDown', { target: null })).toBe(false);
    expect(active.value.row).toBe(5);
  });
});

describe('a row that is pressed at its number', () => {
  it('is selected, given up when pressed again, and the end of a longer selection with Shift', () => {
    const { selected, selectRow, active } = setUp(HEAD);

    selectRow(7, false);
    expect([selected.value, active.value.row]).toEqual([{ start: 7, end: 8 }, 7]);
    selectRow(4, true);
    expect(selected.value).toEqual({ start: 4, end: 8 });
    selectRow(9, true);
    expect(selected.value).toEqual({ start: 7, end: 10 });
    selectRow(9, false);
    selectRow(9, false);
    expect(selected.value).toBeUndefined();
  });
});
