import { classOf, type CodeMirror } from '../../../rancher/code-mirror';
import { hintsAt, isWorthALook, type CompletionSources } from './completion';

export interface CompletionParts extends CompletionSources {
  /** What the editor, and so the list, is called for who cannot see it. */
  label(): string;
  /** In which the list is drawn. */
  layer(): HTMLElement | undefined;
}

/** What goes on with the name that is being typed. */
const GOES_ON = /[A-Za-z0-9_.]$/;

/**
 * The list of completions of an editor. It comes by itself while somebody types, says at every moment what fits at the
 * cursor, and goes when the cursor goes elsewhere.
 *
 * @returns shows it because somebody asks
 */
export function completionList(editor: CodeMirror, parts: CompletionParts): () => void {
  /** The offset of the cursor. */
  let shownAt = 0;
  let hasDeleted = false;

  const cursor = () => editor.indexFromPos(editor.getCursor());
  const before = () => editor.getRange({ line: editor.getCursor().line, ch: 0 }, editor.getCursor());

  function show(asked: boolean): void {
    const container = parts.layer();

    if (!container) {
      return;
    }
    editor.showHint({
      container,
      completeSingle:         asked,
      updateOnCursorActivity: false,
      hint() {
        const hints = hintsAt(editor, parts, asked);

        // The list has no name otherwise.
        classOf(editor).on(hints, 'shown', () => container.querySelector('[role="listbox"]')?.setAttribute('aria-label', parts.label()));

        return hints;
      },
    });
    shownAt = cursor();
  }

  editor.on('inputRead', (_, { origin, text }) => {
    const typed = text.join('\n');

    if (origin === '+input' && (editor.state.completionActive ? GOES_ON.test(typed) : isWorthALook(before(), typed, cursor()))) {
      show(false);
    }
  });
  editor.on('change', (_, { origin }) => {
    hasDeleted = origin === '+delete';
  });
  editor.on('cursorActivity', () => {
    if (editor.state.completionActive && cursor() !== shownAt) {
      if (hasDeleted && GOES_ON.test(before())) {
        show(false);
      } else {
        editor.closeHint();
      }
    }
    hasDeleted = false;
  });

  return () => show(true);
}
