import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { ResultState } from '../../core/console/result';
import { orderWork, type Ordered, type View } from '../../core/cql/table/order';
import { inSlices } from '../breath';

/** In milliseconds: while rows are still coming, they are not sorted anew with each page. */
const WHILE_LOADING_MS = 1_000;
/** In milliseconds: from one letter of a filter to the next. */
const TYPING_MS = 150;

export interface RowOrder {
  /** As it is shown now; of an earlier view, while a new one is worked out. Absent before there was any. */
  readonly ordered: Readonly<ShallowRef<Ordered | undefined>>;
  /** Whether rows are being filtered or sorted. */
  readonly busy: Readonly<Ref<boolean>>;
}

/** The rows of a result as somebody wants to see them, filtered and sorted without holding up the browser. */
export function useRowOrder(state: () => ResultState, view: () => View): RowOrder {
  const ordered = shallowRef<Ordered>();
  const busy = ref(false);
  let abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isPlain = ({ filter, sorting }: View) => filter.trim() === '' && !sorting;

  async function work(): Promise<void> {
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    const { columns, rows } = state();

    try {
      ordered.value = await inSlices(orderWork(columns, rows, view(), ordered.value), signal);
    } catch (thrown) {
      if (!signal.aborted) {
        throw thrown;
      }
    }
    if (!signal.aborted) {
      busy.value = false;
      look();
    }
  }

  /** Whether what is shown is still what there is to show. */
  function look(delay = state().loading ? WHILE_LOADING_MS : 0): void {
    const { rows } = state();
    const isCurrent = ordered.value?.rows === rows.length && ordered.value.view === view();

    clearTimeout(timer);
    if (isPlain(view())) {
      abort.abort();
      busy.value = false;
      ordered.value = undefined;
    } else if (!isCurrent) {
      busy.value = true;
      timer = setTimeout(work, delay);
    }
  }

  // Other columns are of another result, which has nothing to do with what is being worked out.
  watch(() => state().columns, () => {
    clearTimeout(timer);
    abort.abort();
    busy.value = false;
    ordered.value = undefined;
  }, { flush: 'sync' });
  watch(view, (to, from) => look(to.filter === from.filter ? 0 : TYPING_MS));
  watch(() => [state().rows, state().loading], () => {
    if (!busy.value) {
      look();
    }
  });
  onScopeDispose(() => {
    clearTimeout(timer);
    abort.abort();
  });

  return { ordered, busy };
}
