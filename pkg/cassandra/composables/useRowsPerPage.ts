import { computed, type ComputedRef } from 'vue';
import { useStore } from 'vuex';

/** How many rows a page of a table has: as many as the user wants, up to as many as are drawn quickly. */
export function useRowsPerPage(most: number): ComputedRef<number> {
  const store = useStore();

  return computed(() => Math.min(most, Number(store.getters['prefs/get']('per-page')) || most));
}
