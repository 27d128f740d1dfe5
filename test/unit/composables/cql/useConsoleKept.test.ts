import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type EffectScope } from 'vue';

import { consoleKeys } from '../../../../pkg/cassandra/composables/cql/consoleKeys';
import { readTextFile } from '../../../../pkg/cassandra/composables/cql/readTextFile';
import { useConsoleDraft } from '../../../../pkg/cassandra/composables/cql/useConsoleDraft';
import { useConsoleHistory } from '../../../../pkg/cassandra/composables/cql/useConsoleHistory';
import { useSavedQueries } from '../../../../pkg/cassandra/composables/cql/useSavedQueries';
import { FORBIDDEN } from '../../core/console/fake-session';
import { FakeHost } from '../../rancher/fake-host';
import { fakeBrowser } from './browser';

let browser: ReturnType<typeof fakeBrowser>;
let scope: EffectScope;

beforeEach(() => {
  vi.useFakeTimers();
  browser = fakeBrowser();
  scope = effectScope();
});

afterEach(() => {
  scope.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the draft', () => {
  const open = () => scope.run(() => useConsoleDraft('draft'))!;

  it('is there when the page is loaded anew, also if that comes at once', () => {
    open().value = 'SELECT 1';
    browser.window.dispatchEvent(new Event('pagehide'));
    expect(open().value).toBe('SELECT 1');
    open().value = 'SELECT 2';
    vi.advanceTimersByTime(1_000);
    expect(open().value).toBe('SELECT 2');
    open().value = '';
    scope.stop();
    expect([...browser.session.texts]).toEqual([]);
  });

  it.each([
    ['with a password', `ALTER ROLE a WITH PASSWORD = 'geheim'`],
    ['with a login', `SELECT 1; LOGIN a 'geheim'`],
    ['that is long', 'x'.repeat(300_000)],
  ])('is not kept: one %s', (_, text) => {
    const draft = open();

    draft.value = 'SELECT 1';
    vi.advanceTimersByTime(1_000);
    draft.value = text;
    vi.advanceTimersByTime(1_000);
    expect([draft.value, [...browser.session.texts]]).toEqual([text, []]);
  });

  it('is a text like any other where nothing can be kept', () => {
    const draft = scope.run(() => useConsoleDraft('draft', FORBIDDEN))!;

    draft.value = 'SELECT 1';
    vi.advanceTimersByTime(1_000);
    expect(draft.value).toBe('SELECT 1');
  });
});

describe('the history', () => {
  it('is removed from and cleared, in all tabs', () => {
    const { entries, add, remove, clear } = scope.run(() => useConsoleHistory('history'))!;
    const other = scope.run(() => useConsoleHistory('history'))!;

    add('SELECT 1', 1, 'k');
    add('SELECT 2', 2);
    browser.tellOfOtherTab('history');
    other.remove(other.entries.value[0]!);
    // It was removed there, and stays so.
    remove(entries.value[0]!);
    expect(entries.value).toEqual([{ text: 'SELECT 1', at: 1, keyspace: 'k' }]);
    clear();
    browser.tellOfOtherTab(null);
    expect([entries.value, other.entries.value]).toEqual([[], []]);
  });
});

describe('saved queries', () => {
  const open = () => scope.run(() => useSavedQueries('queries'))!;
  const names = ({ queries }: ReturnType<typeof open>) => queries.value.map(({ name }) => name);

  it('are saved, replaced, renamed and removed, in all tabs', () => {
    const list = open();
    const other = open();

    list.save('one', 'SELECT 1');
    expect(list.save('One', 'SELECT 2')).toEqual({ refusal: 'nameTaken' });
    expect(list.save('One', 'SELECT 2', true)).toMatchObject({ query: { name: 'One', text: 'SELECT 2' } });
    list.save('two', 'SELECT 3');
    browser.tellOfOtherTab('queries');
    expect(names(other)).toEqual(['One', 'two']);
    const [one] = list.queries.value;

    expect(list.rename(one!, 'TWO')).toBe('nameTaken');
    expect(names(list)).toEqual(['One', 'two']);
    expect(list.rename(one!, '')).toBe('noName');
    expect(list.rename(one!, 'ONE')).toBeUndefined();
    expect(list.queries.value[0]).toEqual({ name: 'ONE', text: 'SELECT 2' });
    list.remove(list.queries.value[0]!);
    expect(names(list)).toEqual(['two']);
  });

  it('go from one browser to another', () => {
    const list = open();

    list.save('one', 'SELECT 1');
    const file = list.export();

    browser.local.texts.clear();
    browser.tellOfOtherTab(null);
    expect([names(list), list.import(file), names(list)]).toEqual([[], { added: ['one'], renamed: [], same: [], hidden: [], leftOut: 0 }, ['one']]);
    expect(list.import('{')).toBe('notJson');
  });
});

describe('a file', () => {
  it.each<[string, BlobPart, string | { problem: string }]>([
    ['text', 'SELECT \'ü\'', 'SELECT \'ü\''],
    ['a text with a byte order mark', '\ufeffSELECT 1', 'SELECT 1'],
    ['no UTF-8', Uint8Array.of(0x53, 0xff, 0xfe), { problem: 'notText' }],
    ['a zero', 'SELECT\0', { problem: 'notText' }],
    ['too large', 'x'.repeat(101), { problem: 'tooLarge' }],
  ])('with %s', async(_, content, expected) => {
    expect(await readTextFile(new Blob([content]), 100)).toEqual(expected);
  });
});

describe('keys', () => {
  it('are of one user, one Kubernetes and one ring, whatever is added to it', () => {
    const host = new FakeHost();
    const keys = (uids: readonly [string, string][]) => consoleKeys(host.context, {
      key: 'prod/shop', members: uids.map(([uid, creationTimestamp]) => ({ statefulSet: { metadata: { uid, creationTimestamp } } })),
    });
    const one = keys([['b', '2026-01-01T00:00:00Z']]);

    expect(keys([['a', '2026-02-01T00:00:00Z'], ['b', '2026-01-01T00:00:00Z']])).toEqual(one);
    expect(keys([['c', '2026-01-01T00:00:00Z']]).history).not.toBe(one.history);
    expect(keys([['c', '2026-01-01T00:00:00Z']]).queries).toBe(one.queries);
    expect(new Set(Object.values(one)).size).toBe(3);
  });
});
