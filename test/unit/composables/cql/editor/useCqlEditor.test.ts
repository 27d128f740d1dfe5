import { afterEach, describe, expect, it } from 'vitest';
import { effectScope, nextTick, ref, type EffectScope } from 'vue';

import { CQL_MODE } from '../../../../../pkg/cassandra/composables/cql/editor/cqlMode';
import { useCqlEditor } from '../../../../../pkg/cassandra/composables/cql/editor/useCqlEditor';
import type { Range } from '../../../../../pkg/cassandra/core/cql/place';
import { FakeMirror } from './fake-mirror';

const LAYER = {} as unknown as HTMLElement;
let scope: EffectScope;

/** @param isLoaded CodeMirror has come */
function start(first = '', isLoaded = true) {
  const text = ref(first);
  const label = ref('CQL');
  const runs: (Range | undefined)[] = [];
  const mirror = new FakeMirror();

  scope = effectScope();
  const editor = scope.run(() => useCqlEditor({
    text: () => text.value, label: () => label.value, keys: 'keys', layer: () => LAYER, schema: () => undefined, keyspace: () => undefined, nameOf: (kind) => kind,
    onInput(now) {
      text.value = now;
    },
    onRun: (range) => runs.push(range),
  }))!;

  if (isLoaded) {
    editor.attach(mirror);
  }

  return { text, label, runs, mirror, editor };
}

afterEach(() => scope.stop());

describe('the text', () => {
  it('is what is there, what is typed, and what others put into it', async() => {
    const { text, mirror } = start('SELECT');

    expect([mirror.getValue(), mirror.options.get('mode')]).toEqual(['SELECT', CQL_MODE]);
    mirror.setSelection(mirror.posFromIndex(6), mirror.posFromIndex(6));
    mirror.type(' 1');
    expect(text.value).toBe('SELECT 1');
    await nextTick();
    expect(mirror.getCursor()).toEqual({ line: 0, ch: 8 });
    text.value = 'USE shop';
    await nextTick();
    expect(mirror.getValue()).toBe('USE shop');
  });

  it('may be emptied', async() => {
    const { text, mirror } = start('SELECT');

    mirror.setSelection(mirror.posFromIndex(0), mirror.posFromIndex(6));
    mirror.type('');
    await nextTick();
    expect([text.value, mirror.getValue()]).toEqual(['', '']);
  });

  it('takes what is put in at the cursor, also before there is an editor', () => {
    const { text, mirror, editor } = start('a b');

    mirror.setSelection(mirror.posFromIndex(2), mirror.posFromIndex(3));
    editor.insert('"c"');
    expect([text.value, mirror.focused]).toEqual(['a "c"', 1]);
    scope.stop();
    const early = start('a ', false);

    early.editor.insert('b');
    early.editor.focus();
    early.editor.attach(early.mirror);
    expect([early.mirror.getValue(), early.mirror.focused]).toEqual(['a b', 1]);
  });

  it('has a name, and says which keys do what', async() => {
    const { label, mirror } = start();

    expect([mirror.options.get('screenReaderLabel'), mirror.attributes.get('aria-describedby')]).toEqual(['CQL', 'keys']);
    label.value = 'Other';
    await nextTick();
    expect(mirror.options.get('screenReaderLabel')).toBe('Other');
  });
});

describe('what is run', () => {
  const TEXT = 'SELECT 1;\nSELECT 2;\n';

  it('is the selection, or all', () => {
    const { mirror, editor, runs } = start(TEXT);

    mirror.key('Ctrl-Enter');
    editor.select({ start: 10, end: 18 });
    expect(editor.selection()).toEqual({ start: 10, end: 18 });
    mirror.key('Cmd-Enter');
    expect(runs).toEqual([undefined, { start: 10, end: 18 }]);
  });

  it('is the statement at the cursor', () => {
    const { mirror, editor, runs } = start(TEXT);

    editor.select({ start: 12, end: 12 });
    expect(editor.selection()).toBeUndefined();
    mirror.key('Shift-Ctrl-Enter');
    mirror.key('Shift-Cmd-Enter');
    expect(runs).toEqual([{ start: 10, end: 18 }, { start: 10, end: 18 }]);
  });

  it('is all of a text without statements, for whoever runs it to say so', () => {
    const { mirror, runs } = start('-- nothing');

    mirror.key('Shift-Ctrl-Enter');
    expect(runs).toEqual([undefined]);
  });
});

describe('keys', () => {
  it('let Tab leave', () => {
    const { mirror } = start();

    expect(mirror.options.get('extraKeys')).toMatchObject({ Tab: false, 'Shift-Tab': false });
  });
});

describe('a mark', () => {
  it.each([
    ['of a word', 'SELEC 1', { start: 0, end: 5 }, [0, 5]],
    ['at the end', 'SELECT', { start: 6, end: 6 }, [5, 6]],
    ['between two letters', 'SELECT', { start: 3, end: 3 }, [2, 3]],
    ['behind the text', 'SELECT', { start: 9, end: 9 }, [5, 6]],
    ['at the beginning', 'SELECT', { start: 0, end: 0 }, [0, 1]],
  ])('%s can be seen', (_, text, range, [from, to]) => {
    const { mirror, editor } = start(text);

    editor.mark(range);
    expect(mirror.marks).toMatchObject([{ from: { line: 0, ch: from }, to: { line: 0, ch: to }, cleared: false }]);
  });

  it('takes the place of the one before', () => {
    const { mirror, editor } = start('SELECT 1');

    editor.mark({ start: 0, end: 6 });
    editor.mark({ start: 7, end: 8 });
    expect(mirror.marks.map(({ cleared }) => cleared)).toEqual([true, false]);
    editor.mark(undefined);
    expect(mirror.marks.map(({ cleared }) => cleared)).toEqual([true, true]);
  });
});
