import { computed, ref, shallowReactive, shallowRef, type ComputedRef, type Ref } from 'vue';
import { findItem, itemKey, type Item, type ItemId } from '../../core/cql/schema/items';
import type { Schema } from '../../core/cql/schema/model';
import { keysAbove, treeRows, type TreeRow } from '../../core/cql/schema/tree';
import { treeAction } from '../../core/cql/schema/tree-keys';

export interface SchemaTree {
  /** What names are looked for. */
  search: Ref<string>;
  /** Those that are seen. */
  rows: ComputedRef<readonly TreeRow[]>;
  /** The row that has the focus, or gets it when the tree is entered. */
  active: ComputedRef<string | undefined>;
  chosen: ComputedRef<ItemId | undefined>;
  /** What was chosen, as the schema has it now; undefined if it does not have it any more. */
  item: ComputedRef<Item | undefined>;
  /** Chooses something from wherever it is named, and shows it in the tree. */
  choose(id: ItemId): void;
  /** Nothing is chosen any more. */
  leave(): void;
  /** What pressing the pointer on a row does: what is in it is opened; what is chosen already is folded again. */
  click(row: TreeRow): void;
  toggle(row: TreeRow): void;
  /** @returns whether the key has meant something */
  press(key: string): boolean;
}

/** What is seen and chosen of a schema, which may change underneath. */
export function useSchemaTree(schema: () => Schema): SchemaTree {
  const search = ref('');
  const open = shallowReactive(new Set<string>());
  const chosen = shallowRef<ItemId>();
  const focused = ref<string>();

  const rows = computed(() => treeRows(schema(), open, search.value));
  const chosenKey = computed(() => chosen.value && itemKey(chosen.value));
  // One row can always be reached with the keyboard.
  const active = computed(() => [focused.value, chosenKey.value].find((key) => rows.value.some((row) => row.key === key)) ?? rows.value[0]?.key);

  function toggle({ key, isOpen, isHeldOpen }: TreeRow): void {
    focused.value = key;
    if (isHeldOpen || isOpen === undefined) {
      return;
    }
    if (isOpen) {
      open.delete(key);
    } else {
      open.add(key);
    }
  }

  function click(row: TreeRow): void {
    focused.value = row.key;
    if (!row.item || row.key === chosenKey.value) {
      toggle(row);
    } else {
      chosen.value = row.item;
      open.add(row.key);
    }
  }

  return {
    search,
    rows,
    active,
    chosen: computed(() => chosen.value),
    item:   computed(() => chosen.value && findItem(schema(), chosen.value)),
    choose(id) {
      chosen.value = id;
      focused.value = itemKey(id);
      keysAbove(schema(), id).forEach((key) => open.add(key));
    },
    leave() {
      chosen.value = undefined;
    },
    click,
    toggle,
    press(key) {
      const action = active.value === undefined ? undefined : treeAction(rows.value, active.value, key);
      const row = action && rows.value.find((each) => each.key === action.key);

      if (!action || !row) {
        return false;
      }
      focused.value = row.key;
      if (action.does === 'choose') {
        click(row);
      } else if (action.does !== 'focus') {
        toggle(row);
      }

      return true;
    },
  };
}
