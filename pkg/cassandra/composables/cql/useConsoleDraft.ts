import { onScopeDispose, ref, watch, type Ref } from 'vue';
import { readText, writeText, type TextStorage } from '../../core/console/storage';
import { hidePasswords } from '../../core/cql/passwords';
import { browserStorage } from './browserStorage';

/** In characters. Longer ones would take the room of all other pages, and time whenever they are kept. */
const MOST_DRAFT = 262_144;

/** How long nothing is typed before it is kept, in milliseconds. */
const REST_MS = 500;

/**
 * The text in the editor. It stays when the page is loaded anew, until the browser's tab is closed; but not while there is
 * a password in it.
 *
 * @param key under which the tab keeps it
 */
export function useConsoleDraft(key: string, storage: TextStorage = browserStorage('sessionStorage')): Ref<string> {
  const text = ref(readText(storage, key) ?? '');
  let timer: ReturnType<typeof setTimeout> | undefined;

  function keep(): void {
    const mayStay = text.value !== '' && text.value.length <= MOST_DRAFT && hidePasswords(text.value) === text.value;

    clearTimeout(timer);
    timer = undefined;
    writeText(storage, key, mayStay ? text.value : undefined);
  }

  watch(text, () => {
    clearTimeout(timer);
    timer = setTimeout(keep, REST_MS);
  }, { flush: 'sync' });
  const left = new AbortController();
  const leave = () => {
    if (timer !== undefined) {
      keep();
    }
  };

  // A page that is loaded anew ends no scope.
  window.addEventListener('pagehide', leave, { signal: left.signal });
  onScopeDispose(() => {
    left.abort();
    leave();
  });

  return text;
}
