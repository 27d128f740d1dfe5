import { complete } from '../../../core/cql/complete/complete';
import type { CompletionItem, ItemKind } from '../../../core/cql/complete/items';
import type { Schema } from '../../../core/cql/schema/model';
import type { CodeMirror, Hint, Hints } from '../../../rancher/code-mirror';

/** What completions are made from, at the moment they are asked for. */
export interface CompletionSources {
  schema(): Schema | undefined;
  /** That the session is in. */
  keyspace(): string | undefined;
  /** What a kind of item is called. */
  nameOf(kind: ItemKind): string;
}

const NO_SCHEMA: Schema = { keyspaces: new Map(), notes: [] };

/** With fewer letters nearly everything fits. */
const LETTERS = 2;
const BEGUN = new RegExp(`(?:^|[^A-Za-z0-9_])[A-Za-z_][A-Za-z0-9_]{${ LETTERS - 1 },}$`);

/** After a longer text it is not read anew with every letter; whoever asks for completions there waits a moment. */
const LONGEST_READ_WHILE_TYPING = 200_000;

/**
 * Whether a list is shown without being asked for.
 *
 * @param before the line up to the cursor
 * @param typed what has just been typed
 * @param offset of the cursor
 */
export function isWorthALook(before: string, typed: string, offset: number): boolean {
  return typed.length === 1 && offset <= LONGEST_READ_WHILE_TYPING && (before.endsWith('.') || BEGUN.test(before));
}

/**
 * The completions at the cursor.
 *
 * @param asked they were asked for. If not, nothing is shown where a name is written out: Enter should begin a new line then,
 *   and not take what is there already
 */
export function hintsAt(editor: CodeMirror, { schema, keyspace, nameOf }: CompletionSources, asked: boolean): Hints {
  const text = editor.getValue();
  const { from, to, items } = complete(text, editor.indexFromPos(editor.getCursor()), schema() ?? NO_SCHEMA, keyspace());
  const isWritten = items[0]?.insert.toLowerCase() === text.slice(from, to).toLowerCase();

  return {
    from: editor.posFromIndex(from),
    to:   editor.posFromIndex(to),
    list: isWritten && !asked ? [] : items.map((item) => hintOf(item, nameOf)),
  };
}

function hintOf({ label, insert, kind, detail }: CompletionItem, nameOf: CompletionSources['nameOf']): Hint {
  return {
    text: insert,
    render(element) {
      element.append(part('cql-hint-label', label), part('cql-hint-detail', [detail, nameOf(kind)].filter(Boolean).join(' · ')));
    },
  };
}

function part(className: string, text: string): HTMLElement {
  const span = document.createElement('span');

  span.className = className;
  span.textContent = text;

  return span;
}
