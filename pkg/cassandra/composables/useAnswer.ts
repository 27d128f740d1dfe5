import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { KubeError } from '../rancher/kube';
import type { LoadState } from './useLive';

export interface Answer<T> {
  /** Undefined until there is one. */
  value: Readonly<ShallowRef<T | undefined>>;
  state: Readonly<Ref<LoadState>>;
  /** Asks the same once more; what is known stays until the answer comes. */
  again(): Promise<void>;
}

/**
 * What a question about something is answered, asked anew whenever that changes: an answer about something earlier is
 * dropped, also when it comes late. Nothing is asked while there is nothing to ask about.
 */
export function useAnswer<K, T>(about: () => K | undefined, ask: (about: K) => Promise<T>): Answer<T> {
  const value = shallowRef<T>();
  const state = ref<LoadState>('loading');
  let latest = 0;

  async function again(): Promise<void> {
    const turn = ++latest;
    const subject = about();

    state.value = 'loading';
    if (subject === undefined) {
      return;
    }
    try {
      const answer = await ask(subject);

      if (turn === latest) {
        value.value = answer;
        state.value = 'ready';
      }
    } catch (error) {
      if (turn === latest) {
        state.value = error instanceof KubeError && error.status === 403 ? 'denied' : 'error';
      }
    }
  }

  watch(about, () => {
    value.value = undefined;

    return again();
  }, { immediate: true });

  return { value, state, again };
}
