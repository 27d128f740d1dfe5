import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { ResultState, ResultStore } from '../../core/console/result';

/** What there is of a result, kept up to date while the component that asked lives. */
export function useResultState(result: () => ResultStore): Readonly<ShallowRef<ResultState>> {
  const state = shallowRef(result().state);
  let end: () => void = () => undefined;

  watch(result, (store) => {
    end();
    state.value = store.state;
    end = store.onChange((changed) => {
      state.value = changed;
    });
  }, { immediate: true, flush: 'sync' });
  onScopeDispose(() => end());

  return state;
}
