import type { Ref } from 'vue';
import { HEAD, rowsBetween, type GridPlace } from '../../core/cql/table/move';
import type { Stretch } from '../../core/cql/table/scroll';

/** Which cell is the active one, and which rows are selected; both by their places as shown. */
export interface GridFocus {
  readonly active: Ref<GridPlace>;
  readonly selected: Ref<Stretch | undefined>;
}

export interface GridActions {
  /** Where a key leads. */
  move(key: string, isFar: boolean, place: GridPlace): GridPlace | undefined;
  /** How many rows there are. */
  rows(): number;
  sort(column: number): void;
  open(): void;
  copy(): void;
}

/** The keys of a grid (ARIA): the focus stays on the grid itself, which says what its active cell is. */
export function useGridKeys({ active, selected }: GridFocus, actions: GridActions) {
  /** The row from which rows are selected with Shift. */
  let anchor = 0;

  function goTo(place: GridPlace, isLonger: boolean): void {
    if (isLonger && !selected.value) {
      anchor = Math.max(0, active.value.row);
    }
    active.value = place;
    selected.value = isLonger && place.row !== HEAD ? rowsBetween(anchor, place.row) : undefined;
  }

  /** A row is pressed at its number. */
  function selectRow(row: number, isLonger: boolean): void {
    const { start, end } = selected.value ?? { start: -1, end: -1 };
    const isOnly = start === row && end === row + 1;

    if (!isLonger || !selected.value) {
      anchor = row;
    }
    active.value = { ...active.value, row };
    selected.value = isOnly && !isLonger ? undefined : rowsBetween(anchor, row);
  }

  function onKeydown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget || event.altKey) {
      return;
    }
    const isFar = event.ctrlKey || event.metaKey;
    const place = actions.move(event.key, isFar, active.value);

    if (place) {
      goTo(place, event.shiftKey && ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'].includes(event.key));
    } else if (!(isFar ? onCommand(event.key.toLowerCase()) : onKey(event.key))) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** With Ctrl or Command held. @returns whether it was for us */
  function onCommand(key: string): boolean {
    // What is marked with the pointer is copied by the browser.
    if (key === 'c' && !window.getSelection()?.toString()) {
      actions.copy();

      return true;
    }
    if (key === 'a' && actions.rows() > 0) {
      selected.value = { start: 0, end: actions.rows() };

      return true;
    }

    return false;
  }

  function onKey(key: string): boolean {
    const { row, column } = active.value;

    if (key === 'Enter' || key === ' ') {
      if (row === HEAD) {
        actions.sort(column);
      } else if (key === 'Enter') {
        actions.open();
      } else {
        selectRow(row, false);
      }

      return true;
    }
    if (key === 'Escape' && selected.value) {
      selected.value = undefined;

      return true;
    }

    return false;
  }

  return { onKeydown, goTo, selectRow };
}
