import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import { SavedQueries, type Imported, type ImportRefusal, type Saved, type SavedQuery, type SaveRefusal } from '../../core/console/saved-queries';
import type { TextStorage } from '../../core/console/storage';
import { browserStorage, onOtherTabs } from './browserStorage';

export interface SavedQueryList {
  /** By name, of all tabs. */
  readonly queries: Readonly<ShallowRef<readonly SavedQuery[]>>;
  /** @param replaces whether a query of this name may be there already, and is another one then */
  save(name: string, text: string, replaces?: boolean): Saved;
  /** @returns why it keeps its name */
  rename(query: SavedQuery, name: string): SaveRefusal | undefined;
  remove(query: SavedQuery): void;
  /** What {@link import} reads. */
  export(): string;
  import(text: string): Imported | ImportRefusal;
}

/**
 * The queries that the browser keeps, live.
 *
 * @param key under which it does
 */
export function useSavedQueries(key: string, storage: TextStorage = browserStorage('localStorage')): SavedQueryList {
  const saved = new SavedQueries(storage, key);
  const queries = shallowRef<readonly SavedQuery[]>(saved.list());

  /** The list is read again after whatever is done to it. */
  function after<T>(done: T): T {
    queries.value = saved.list();

    return done;
  }

  onScopeDispose(onOtherTabs(key, () => after(undefined)));

  return {
    queries,
    save:   (name, text, replaces) => after(saved.save(name, text, replaces)),
    rename(query, name) {
      // Else it would stand in its own way where only capitals change.
      saved.remove(query.name);
      const { refusal } = saved.save(name, query.text);

      if (refusal) {
        saved.save(query.name, query.text);
      }

      return after(refusal);
    },
    remove: ({ name }) => {
      after(saved.remove(name));
    },
    export: () => saved.export(),
    import: (text) => after(saved.import(text)),
  };
}
