import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import { History, type HistoryEntry } from '../../core/console/history';
import type { TextStorage } from '../../core/console/storage';
import { browserStorage, onOtherTabs } from './browserStorage';

export interface ConsoleHistory {
  /** The newest first, of all tabs. */
  readonly entries: Readonly<ShallowRef<readonly HistoryEntry[]>>;
  /** @param at milliseconds since the epoch */
  add(text: string, at: number, keyspace?: string): void;
  remove(entry: HistoryEntry): void;
  clear(): void;
}

/**
 * What was run on one cluster, live.
 *
 * @param key under which the browser keeps it
 */
export function useConsoleHistory(key: string, storage: TextStorage = browserStorage('localStorage')): ConsoleHistory {
  const history = new History(storage, key);
  const entries = shallowRef<readonly HistoryEntry[]>(history.entries());

  function read(): void {
    entries.value = history.entries();
  }

  onScopeDispose(onOtherTabs(key, read));

  return {
    entries,
    add(text, at, keyspace) {
      history.add(text, at, keyspace);
      read();
    },
    remove(entry) {
      history.remove(entry);
      read();
    },
    clear() {
      history.clear();
      read();
    },
  };
}
