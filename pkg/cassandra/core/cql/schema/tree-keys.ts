import type { TreeRow } from './tree';

/** What a key does in a tree, to the row of that key. */
export interface TreeAction {
  readonly does: 'focus' | 'open' | 'close' | 'choose';
  readonly key: string;
}

/**
 * What a key means as the ARIA Authoring Practices (tree view pattern) have it: arrows go up and down, open and close, and
 * to the row above; Home and End; Enter and the space bar choose; a letter goes to the next row that begins with it.
 *
 * @param at the row that has the focus
 * @param pressed `key` of the browser's event
 * @returns `undefined` if the key means nothing here
 */
export function treeAction(rows: readonly TreeRow[], at: string, pressed: string): TreeAction | undefined {
  const index = rows.findIndex(({ key }) => key === at);
  const row = rows[index];

  if (!row) {
    return undefined;
  }
  switch (pressed) {
  case 'ArrowDown': return focus(rows[index + 1]);
  case 'ArrowUp': return focus(rows[index - 1]);
  case 'Home': return focus(rows[0]);
  case 'End': return focus(rows.at(-1));
  case 'ArrowRight': return row.isOpen === undefined ? undefined : row.isOpen ? focus(rows[index + 1]) : { does: 'open', key: at };
  case 'ArrowLeft': return row.isOpen && !row.isHeldOpen ? { does: 'close', key: at } : focus(rows.slice(0, index).findLast(({ level }) => level < row.level));
  case 'Enter':
  case ' ': return { does: 'choose', key: at };
  default: return pressed.length === 1 ? focus(beginningWith(rows, index, pressed.toLowerCase())) : undefined;
  }
}

function beginningWith(rows: readonly TreeRow[], index: number, letter: string): TreeRow | undefined {
  return [...rows.slice(index + 1), ...rows.slice(0, index)].find(({ label }) => label.toLowerCase().startsWith(letter));
}

function focus(row: TreeRow | undefined): TreeAction | undefined {
  return row && { does: 'focus', key: row.key };
}
