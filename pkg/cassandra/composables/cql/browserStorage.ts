import type { TextStorage } from '../../core/console/storage';

/**
 * The browser's storage. Where it is forbidden, already to look for it fails: then this fails as it does, whenever it is
 * used.
 */
export function browserStorage(kind: 'localStorage' | 'sessionStorage'): TextStorage {
  return {
    getItem:    (key) => window[kind].getItem(key),
    setItem:    (key, value) => window[kind].setItem(key, value),
    removeItem: (key) => window[kind].removeItem(key),
  };
}

/** Tells when another tab has changed what is kept under a key, or all of it. Returns what ends it. */
export function onOtherTabs(key: string, listener: () => void): () => void {
  const stop = new AbortController();

  window.addEventListener('storage', (event) => {
    if (event.key === key || event.key === null) {
      listener();
    }
  }, { signal: stop.signal });

  return () => stop.abort();
}
