import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';

import { useExport } from '../../../../pkg/cassandra/composables/cql/useExport';
import { ResultStore, type FetchPage } from '../../../../pkg/cassandra/core/console/result';
import { CqlError } from '../../../../pkg/cassandra/core/cql/session';
import { never, pageOf } from '../../core/console/fake-session';

/** A file as the browser's picker gives it: nothing of it is there before it is closed. */
class FakeFile {
  written = '';
  end: 'closed' | 'aborted' | undefined;
  fails = false;

  async write(text: string): Promise<void> {
    if (this.fails) {
      throw new DOMException('disk full', 'QuotaExceededError');
    }
    this.written += text;
  }

  async close(): Promise<void> {
    this.end = 'closed';
  }

  async abort(): Promise<void> {
    this.end = 'aborted';
  }
}

let file: FakeFile;
let named: string[];
const saved: Promise<[string, string]>[] = [];

beforeEach(() => {
  file = new FakeFile();
  named = [];
  saved.length = 0;
  vi.stubGlobal('window', {
    showSaveFilePicker: async({ suggestedName }: { suggestedName: string }) => {
      named.push(suggestedName);

      return { createWritable: async() => file };
    },
  });
  const link = { download: '', href: '', click() {} };

  vi.stubGlobal('document', { createElement: () => link });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined);
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    saved.push(blob instanceof Blob ? blob.text().then((text) => [link.download, text]) : Promise.reject(new Error('no blob')));

    return 'blob:';
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const INT = { kind: 'scalar', name: 'tinyint' } as const;
const page = (from: number, to: number, next?: string) => pageOf(Array.from({ length: to - from }, (_, index) => from + index), next, { columns: [{ keyspace: 'k', table: 't', name: 'a', type: INT }] });

function setUp(fetch: FetchPage) {
  const scope = effectScope();
  const store = new ResultStore(page(0, 3, 'a'), fetch, 10);

  return { scope, store, ...scope.run(() => useExport(() => store))! };
}

describe('useExport', () => {
  it('writes what is here and then what the server has, and keeps none of it', async() => {
    const { start, state, store } = setUp(async(from) => from === 'a' ? page(3, 5, 'b') : page(5, 6));

    await start('csv');
    expect(state.value).toEqual({ kind: 'done', rows: 6 });
    expect([file.written, file.end]).toEqual(['a\r\n0\r\n1\r\n2\r\n3\r\n4\r\n5\r\n', 'closed']);
    expect(named[0]).toMatch(/^k\.t-.*\.csv$/);
    expect(store.state.rows).toHaveLength(3);
  });

  it('says that rows did not come, and makes a proper file of those before, if it is wanted', async() => {
    const { start, state, keep } = setUp(async(from) => from === 'a' ? page(3, 5, 'b') : Promise.reject(new CqlError('unreachable', 'gone')));

    await start('json');
    expect(state.value).toMatchObject({ kind: 'partial', rows: 5, error: { code: 'unreachable', message: 'gone' } });
    expect(file.end).toBeUndefined();
    await keep();
    expect(state.value).toEqual({ kind: 'done', rows: 5 });
    expect(file.end).toBe('closed');
    expect(JSON.parse(file.written)).toHaveLength(5);
  });

  it('is stopped though the next page never comes', async() => {
    const { start, state, stop, discard } = setUp(never);
    const done = start('csv');

    await vi.waitFor(() => expect(state.value.kind).toBe('busy'));
    stop();
    await done;
    expect(state.value).toEqual({ kind: 'partial', rows: 3 });
    await discard();
    expect([state.value.kind, file.end]).toEqual(['discarded', 'aborted']);
  });

  it('is stopped in the middle of the rows that are here', async() => {
    const scope = effectScope();
    const rows = Array.from({ length: 50_000 }, () => [Uint8Array.of(1)]);
    const store = new ResultStore({ ...page(0, 0), rows }, never, 10);
    const { start, state, stop } = scope.run(() => useExport(() => store))!;

    vi.spyOn(file, 'write').mockImplementation(async() => stop());
    await start('csv');
    expect(state.value.kind).toBe('partial');
    expect(state.value).not.toHaveProperty('error');
    expect(state.value.kind === 'partial' ? state.value.rows : 0).toBeLessThan(50_000);
  });

  it('says why no file could be written', async() => {
    const { start, state } = setUp(async() => page(3, 4));

    file.fails = true;
    await start('csv');
    expect(state.value).toEqual({ kind: 'failed', message: 'disk full' });
    expect(file.end).toBe('aborted');
    vi.stubGlobal('window', { showSaveFilePicker: async() => Promise.reject(new DOMException('read-only', 'InvalidStateError')) });
    await start('csv');
    expect(state.value).toEqual({ kind: 'failed', message: 'read-only' });
  });

  it('does nothing where no file is chosen', async() => {
    const { start, state } = setUp(never);

    vi.stubGlobal('window', { showSaveFilePicker: async() => Promise.reject(new DOMException('', 'AbortError')) });
    await start('csv');
    expect(state.value).toEqual({ kind: 'idle' });
  });

  it.each([['has no picker', {}], ['forbids it', { showSaveFilePicker: async() => Promise.reject(new DOMException('', 'SecurityError')) }]])('is a download where the browser %s', async(_, window) => {
    const { start, state } = setUp(async() => page(3, 4));

    vi.stubGlobal('window', window);
    await start('spreadsheet');
    expect(state.value).toEqual({ kind: 'done', rows: 4 });
    const [[name, text] = ['', '']] = await Promise.all(saved);

    expect(name).toMatch(/\.csv$/);
    // Blobs leave the mark of byte order out when they are read as text.
    expect(text.split('\r\n')).toEqual(['a', '0', '1', '2', '3', '']);
  });

  it('gives the file up with whoever asked', async() => {
    const { start, state, scope } = setUp(never);
    const done = start('csv');

    await vi.waitFor(() => expect(state.value.kind).toBe('busy'));
    scope.stop();
    await done;
    expect(file.end).toBe('aborted');
  });
});
