import { computed, onScopeDispose, ref, shallowRef, toRaw, type ComputedRef, type Ref } from 'vue';
import { KubeError } from '../rancher/kube';
import { liveList, type LiveFilter, type LiveType, type LiveTypes } from '../rancher/watch';
import type { ClusterContext } from '../rancher/store';

export type LoadState = 'loading' | 'ready' | 'denied' | 'error';

export interface Live<T> {
  /** Empty until loaded. */
  items: ComputedRef<T[]>;
  state: Ref<LoadState>;
  /** The API server's own words, when denied or in error. */
  message: Ref<string>;
  load(): Promise<void>;
}

/** The live objects of a type, with what a page must know while it does not have them. Loads at once, unless told to wait for `load`. */
export function useLive<T extends LiveType>(context: ClusterContext, type: T, filter: LiveFilter = {}, { wait = false } = {}): Live<LiveTypes[T]> {
  const read = shallowRef<() => LiveTypes[T][]>(() => []);
  const state = ref<LoadState>('loading');
  const message = ref('');
  let disposed = false;

  async function load(): Promise<void> {
    state.value = 'loading';
    message.value = '';
    try {
      const live = await liveList(context, type, filter);

      if (!disposed) {
        read.value = live;
        state.value = 'ready';
      }
    } catch (error) {
      if (!disposed) {
        state.value = error instanceof KubeError && error.status === 403 ? 'denied' : 'error';
        message.value = error instanceof Error ? error.message : String(error);
      }
    }
  }

  onScopeDispose(() => {
    disposed = true;
  });
  if (!wait) {
    load();
  }

  return { items: computed(() => read.value().map(unobserved)), state, message, load };
}

/**
 * The same object without the host's deep reactivity: a change gives an object new top-level fields, so what is inside
 * them needs no watching. With it every look at every field of a thousand pods would be noted down, in each `computed`.
 */
function unobserved<T extends object>(object: T): T {
  return Object.assign(object, Object.fromEntries(Object.entries(object).map(([key, value]) => [key, toRaw(value)])));
}
