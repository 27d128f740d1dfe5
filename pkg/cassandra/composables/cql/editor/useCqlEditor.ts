import { watch } from 'vue';
import type { Range } from '../../../core/cql/place';
import { splitStatements, statementAt } from '../../../core/cql/split';
import { classOf, type CodeMirror, type Position } from '../../../rancher/code-mirror';
import { completionList, type CompletionParts } from './completionList';
import { CQL_MODE, defineCqlMode } from './cqlMode';

export interface EditorParts extends CompletionParts {
  /** What is to be in the editor. */
  text(): string;
  /** Id of the element that says which keys do what. */
  readonly keys: string;
  onInput(text: string): void;
  /** @param range nothing if all is to be run */
  onRun(range: Range | undefined): void;
}

export interface CqlEditor {
  /** Takes the editor that CodeMirror has made. */
  attach(editor: CodeMirror): void;
  focus(): void;
  /** Puts a text in the place of what is selected. */
  insert(text: string): void;
  /** Offsets into the text; undefined if nothing is selected. */
  selection(): Range | undefined;
  select(range: Range): void;
  /** Marks where something is wrong, in place of what was marked before. */
  mark(range: Range | undefined): void;
}

const WRONG = 'cql-wrong';

/** A text of CQL in CodeMirror. Until that is loaded, what is asked of it is kept if it can be. */
export function useCqlEditor(parts: EditorParts): CqlEditor {
  let mirror: CodeMirror | undefined;
  let marked: { clear(): void } | undefined;
  let wantsFocus = false;

  function attach(editor: CodeMirror): void {
    mirror = editor;
    defineCqlMode(classOf(editor));
    editor.setOption('mode', CQL_MODE);
    editor.setOption('screenReaderLabel', parts.label());
    editor.getInputField().setAttribute('aria-describedby', parts.keys);
    editor.setOption('extraKeys', keysOf(editor, completionList(editor, parts)));
    editor.on('change', () => parts.onInput(editor.getValue()));
    show(parts.text());
    if (wantsFocus) {
      editor.focus();
    }
  }

  function keysOf(editor: CodeMirror, complete: () => void): Readonly<Record<string, false | (() => void)>> {
    const run = () => parts.onRun(selection());
    const runHere = () => parts.onRun(statementHere(editor));

    return {
      'Ctrl-Enter': run, 'Cmd-Enter': run, 'Shift-Ctrl-Enter': runHere, 'Shift-Cmd-Enter': runHere, 'Ctrl-Space': complete,
      // Tab leaves the editor as it leaves every field: nobody is caught in it. In the list of completions it takes one.
      Tab: false, 'Shift-Tab': false,
    };
  }

  /** What somebody else has put into the text; what was typed is there already. */
  function show(text: string): void {
    if (mirror && mirror.getValue() !== text) {
      mirror.setValue(text);
    }
  }

  function selection(): Range | undefined {
    return mirror?.somethingSelected() ? { start: mirror.indexFromPos(mirror.getCursor('from')), end: mirror.indexFromPos(mirror.getCursor('to')) } : undefined;
  }

  watch(parts.text, show);
  watch(parts.label, (label) => mirror?.setOption('screenReaderLabel', label));

  return {
    attach,
    focus() {
      wantsFocus = true;
      mirror?.focus();
    },
    insert(text) {
      if (mirror) {
        mirror.replaceSelection(text);
        mirror.focus();
      } else {
        parts.onInput(parts.text() + text);
      }
    },
    selection,
    select(range) {
      const [from, to] = placesOf(mirror, range);

      if (from && to) {
        mirror?.setSelection(from, to);
      }
    },
    mark(range) {
      marked?.clear();
      marked = undefined;
      const [from, to] = range ? placesOf(mirror, visible(range, parts.text().length)) : [];

      if (from && to) {
        marked = mirror?.markText(from, to, { className: WRONG });
        mirror?.scrollIntoView({ from, to });
      }
    },
  };
}

/** The statement that is meant with the cursor where it is; all if there is none. */
function statementHere(editor: CodeMirror): Range | undefined {
  const text = editor.getValue();
  const statement = statementAt(text, splitStatements(text), editor.indexFromPos(editor.getCursor()));

  return statement && { start: statement.start, end: statement.end };
}

function placesOf(editor: CodeMirror | undefined, { start, end }: Range): Position[] {
  return editor ? [editor.posFromIndex(start), editor.posFromIndex(end)] : [];
}

/** A place between two letters, or behind the last one, is marked at the letter before it. */
function visible({ start, end }: Range, length: number): Range {
  return start < end ? { start, end } : { start: Math.max(0, Math.min(start, length) - 1), end: Math.max(1, Math.min(end, length)) };
}
