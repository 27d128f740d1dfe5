import { describe, expect, it } from 'vitest';

import { completionList } from '../../../../../pkg/cassandra/composables/cql/editor/completionList';
import { FakeMirror } from './fake-mirror';

const LAYER = {} as unknown as HTMLElement;

function start(text = '', layer: HTMLElement | undefined = LAYER) {
  const mirror = new FakeMirror(text);
  const ask = completionList(mirror, { schema: () => undefined, keyspace: () => undefined, nameOf: (kind) => kind, label: () => 'CQL', layer: () => layer });

  return { mirror, ask, type: (typed: string) => [...typed].forEach((letter) => mirror.type(letter)) };
}

describe('the list of completions', () => {
  it('comes when it is asked for, and takes the only one', () => {
    const { mirror, ask } = start('SEL');

    ask();
    expect([mirror.list, mirror.shownHints[0]]).toEqual([['SELECT'], expect.objectContaining({ completeSingle: true, container: LAYER })]);
  });

  it('comes by itself after two letters, and takes nothing by itself', () => {
    const { mirror, type } = start();

    type('S');
    expect(mirror.list).toBeUndefined();
    type('E');
    expect([mirror.list, mirror.shownHints[0]?.completeSingle]).toEqual([['SELECT', 'SERIAL CONSISTENCY'], false]);
  });

  it('says what fits with every letter that is typed or deleted, at once', () => {
    const { mirror, type } = start();

    type('CR');
    expect(mirror.list).toEqual(['CREATE']);
    type('X');
    expect(mirror.list).toEqual([]);
    mirror.backspace();
    expect(mirror.list).toEqual(['CREATE']);
  });

  it('is empty as soon as a word is written out, so that Enter begins a line', () => {
    const { mirror, type } = start();

    type('SELEC');
    expect(mirror.list).toEqual(['SELECT']);
    type('T');
    expect(mirror.list).toEqual([]);
  });

  it.each([
    ['a space', (mirror: FakeMirror) => mirror.type(' ')],
    ['a new line', (mirror: FakeMirror) => mirror.type('\n')],
    ['a deletion back to nothing', (mirror: FakeMirror) => ['S', 'E'].forEach(() => mirror.backspace())],
    ['the cursor', (mirror: FakeMirror) => mirror.setSelection({ line: 0, ch: 0 }, { line: 0, ch: 0 })],
    ['another text', (mirror: FakeMirror) => mirror.setValue('USE shop')],
  ])('goes with %s', (_, act) => {
    const { mirror, type } = start();

    type('SE');
    act(mirror);
    expect(mirror.list).toBeUndefined();
  });

  it('does not come for what was pasted, or where nothing can be drawn', () => {
    const { mirror } = start();

    mirror.type('SE', 'paste');
    mirror.type('L', 'paste');
    expect(mirror.shownHints).toEqual([]);
    const unseen = start('SEL', null as unknown as undefined);

    unseen.ask();
    expect(unseen.mirror.shownHints).toEqual([]);
  });
});
