import { onScopeDispose, ref, type Ref } from 'vue';
import { relocate } from '../../core/console/relocate';
import type { TextRange } from '../../core/console/step';
import type { Range } from '../../core/cql/place';

/** What the editor can be asked for. */
export interface EditorHandle {
  focus(): void;
  /** Puts a text in the place of what is selected. */
  insert(text: string): void;
  /** Offsets into the text; undefined if nothing is selected. */
  selection(): Range | undefined;
  select(range: Range): void;
  mark(range: Range | undefined): void;
}

export interface EditorPlace {
  /** Whether something is selected in the text. */
  readonly hasSelection: Readonly<Ref<boolean>>;
  /** Marks a place of the text as it was, where it stands now. @returns nothing if that part was edited since */
  mark(where: TextRange, textThen: string): Range | undefined;
  /** Marks it, and takes the cursor there. */
  go(where: TextRange, textThen: string): void;
}

/** Places in the editor. What is selected is looked at whenever it may have changed: CodeMirror tells only its own code. */
export function useEditorPlace(editor: () => EditorHandle | null | undefined, text: () => string): EditorPlace {
  const hasSelection = ref(false);
  const left = new AbortController();
  const look = () => {
    hasSelection.value = editor()?.selection() !== undefined;
  };

  function mark(where: TextRange, textThen: string): Range | undefined {
    const range = where.source === undefined ? relocate(where, textThen, text()) : undefined;

    editor()?.mark(range);

    return range;
  }

  document.addEventListener('keyup', look, { signal: left.signal });
  document.addEventListener('pointerup', look, { signal: left.signal });
  onScopeDispose(() => left.abort());

  return {
    hasSelection,
    mark,
    go(where, textThen) {
      const range = mark(where, textThen);

      if (range) {
        editor()?.select(range);
      }
      editor()?.focus();
    },
  };
}
