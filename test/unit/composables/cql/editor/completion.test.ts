import { afterEach, describe, expect, it, vi } from 'vitest';

import { hintsAt, isWorthALook } from '../../../../../pkg/cassandra/composables/cql/editor/completion';
import { FakeMirror } from './fake-mirror';

const SOURCES = { schema: () => undefined, keyspace: () => undefined, nameOf: (kind: string) => `a ${ kind }` };

afterEach(() => vi.unstubAllGlobals());

describe('a list is shown while typing', () => {
  it.each([
    ['after two letters', 'SELECT na', 'a', true],
    ['after one not yet', 'SELECT n', 'n', false],
    ['after a point', 'SELECT * FROM shop.', '.', true],
    ['not after a space', 'SELECT ', ' ', false],
    ['not in a number', 'LIMIT 10', '0', false],
    ['not after what was pasted', 'SELECT name', 'name', false],
    ['not for a new line', '', '\n', false],
  ])('%s', (_, before, typed, expected) => {
    expect(isWorthALook(before, typed, before.length)).toBe(expected);
  });

  it('not in a text that takes long to read', () => {
    expect(isWorthALook('SELECT na', 'a', 1_000_000)).toBe(false);
  });
});

describe('the completions at the cursor', () => {
  it('take the place of what was typed', () => {
    const editor = new FakeMirror('USE x;\nSEL');
    const { from, to, list } = hintsAt(editor, SOURCES, true);

    expect([from, to]).toEqual([{ line: 1, ch: 0 }, { line: 1, ch: 3 }]);
    expect(list[0]?.text).toBe('SELECT');
  });

  it('are none in a comment', () => {
    expect(hintsAt(new FakeMirror('-- SEL'), SOURCES, true).list).toEqual([]);
  });

  it('leave Enter alone where a name is written out, unless they were asked for', () => {
    const editor = new FakeMirror('INSERT INTO t (a) VALUES (1) IF NOT EXISTS USING ttl');

    expect(hintsAt(editor, SOURCES, false).list).toEqual([]);
  });

  it('say what they are', () => {
    vi.stubGlobal('document', { createElement: () => ({ className: '', textContent: '' }) });
    const parts: { className: string; textContent: string }[] = [];
    const [hint] = hintsAt(new FakeMirror('SEL'), SOURCES, true).list;

    hint?.render({ append: (...given: typeof parts) => parts.push(...given) } as unknown as HTMLElement);
    expect(parts.map(({ textContent }) => textContent)).toEqual(['SELECT', 'a keyword']);
  });
});
