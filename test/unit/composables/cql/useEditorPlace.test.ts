import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type EffectScope } from 'vue';

import { useEditorPlace, type EditorHandle } from '../../../../pkg/cassandra/composables/cql/useEditorPlace';
import type { Range } from '../../../../pkg/cassandra/core/cql/place';

let scope: EffectScope;
let done: string[];
let selected: Range | undefined;

const editor: EditorHandle = {
  focus:     () => done.push('focus'),
  insert:    (text) => done.push(`insert ${ text }`),
  selection: () => selected,
  select:    ({ start, end }) => done.push(`select ${ start }-${ end }`),
  mark:      (range) => done.push(range ? `mark ${ range.start }-${ range.end }` : 'unmark'),
};
const open = (text: string, handle: EditorHandle | null = editor) => scope.run(() => useEditorPlace(() => handle, () => text))!;
const spot = { start: 9, end: 13, line: 1, column: 10 };

beforeEach(() => {
  scope = effectScope();
  done = [];
  selected = undefined;
  vi.stubGlobal('document', new EventTarget());
});

afterEach(() => {
  scope.stop();
  vi.unstubAllGlobals();
});

describe('a place in the editor', () => {
  it('is marked and gone to where it stands now', () => {
    open('SELECT a FORM b').go(spot, 'SELECT a FORM b');
    open('-- new\nSELECT a FORM b').mark(spot, 'SELECT a FORM b');
    expect(done).toEqual(['mark 9-13', 'select 9-13', 'focus', 'mark 16-20']);
  });

  it('is none where that part was edited, or is in another text', () => {
    open('SELECT a FROM b').go(spot, 'SELECT a FORM b');
    open('SELECT a FORM b').mark({ ...spot, source: 'a.cql' }, 'SELECT a FORM b');
    expect(done).toEqual(['unmark', 'focus', 'unmark']);
  });

  it('may be asked for before the editor is there', () => {
    expect(open('SELECT a FORM b', null).mark(spot, 'SELECT a FORM b')).toMatchObject({ start: 9, end: 13 });
  });
});

it('knows whether something is selected, as long as somebody is there', () => {
  const { hasSelection } = open('SELECT 1');
  const look = (event: string) => {
    document.dispatchEvent(new Event(event));

    return hasSelection.value;
  };

  expect(look('keyup')).toBe(false);
  selected = { start: 0, end: 3 };
  expect(look('keyup')).toBe(true);
  selected = undefined;
  expect(look('pointerup')).toBe(false);
  scope.stop();
  selected = { start: 0, end: 3 };
  expect(look('keyup')).toBe(false);
});
