import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ResultStore, type FetchPage, type ResultState, type Row } from '../../../../pkg/cassandra/core/console/result';
import { CqlError } from '../../../../pkg/cassandra/core/cql/session';
import { never, pageOf } from './fake-session';

const numbersOf = (rows: readonly Row[]) => rows.map(([cell]) => cell?.[0]);
const count = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const LIMITS = { rows: 1_000, bytes: 1_000_000 };

/** So many rows, in pages of as many as are asked for; `next` is where the next one begins. */
function server(total: number): { fetch: FetchPage; asked: [string, number][] } {
  const asked: [string, number][] = [];

  return {
    asked,
    fetch: async(from, pageSize) => {
      asked.push([from, pageSize]);
      const end = Math.min(total, Number(from) + pageSize);

      return pageOf(count(Number(from), end), end < total ? String(end) : undefined);
    },
  };
}

describe('ResultStore', () => {
  it('has what came first, and is complete without more', async() => {
    const store = new ResultStore(pageOf([1, 2]), never, 10);

    expect(store.state).toMatchObject({ hasMore: false, loading: false, pages: 1 });
    expect(numbersOf(store.state.rows)).toEqual([1, 2]);
    expect(await store.loadMore()).toBe(false);
  });

  it('loads page after page, each once, however often it is asked', async() => {
    const { fetch, asked } = server(25);
    const store = new ResultStore(pageOf(count(0, 10), '10'), fetch, 10, LIMITS);
    const states: ResultState[] = [];

    store.onChange((state) => {
      states.push(state);
      // Who is told may ask.
      if (state.loading) {
        store.loadMore();
      }
    });
    const first = store.loadMore();

    expect(store.loadMore()).toBe(first);
    expect(await first).toBe(true);
    expect(asked).toEqual([['10', 10]]);
    expect(states.map(({ loading, rows }) => [loading, rows.length])).toEqual([[true, 10], [true, 20], [false, 20]]);
    await store.loadMore();
    expect(numbersOf(store.state.rows)).toEqual(count(0, 25));
    expect(store.state).toMatchObject({ hasMore: false, pages: 3, limit: undefined });
  });

  it('keeps what is there when a page fails, and asks for it again', async() => {
    const { fetch } = server(20);
    let fails = true;
    const store = new ResultStore(pageOf(count(0, 10), '10'), async(...args) => {
      if (fails) {
        throw new CqlError('unreachable', 'gone');
      }

      return fetch(...args);
    }, 10, LIMITS);

    expect(await store.loadMore()).toBe(false);
    expect(store.state).toMatchObject({ hasMore: true, loading: false, error: { code: 'unreachable', message: 'gone' }, pages: 1 });
    await store.loadAll();
    expect(store.state.error?.code).toBe('unreachable');
    fails = false;
    expect(await store.loadMore()).toBe(true);
    expect(store.state.error).toBeUndefined();
    expect(numbersOf(store.state.rows)).toEqual(count(0, 20));
  });

  it('stops though the page never comes, and asks for it again', async() => {
    const { fetch } = server(20);
    let given: AbortSignal | undefined;
    const store = new ResultStore(pageOf(count(0, 10), '10'), (from, size, signal) => {
      const isFirst = given === undefined;

      given = signal;

      return isFirst ? never() : fetch(from, size, signal);
    }, 10, LIMITS);
    const loading = store.loadAll();

    await Promise.resolve();
    store.stop();
    await loading;
    expect(given?.aborted).toBe(true);
    expect(store.state).toMatchObject({ hasMore: true, loading: false, error: undefined, pages: 1 });
    expect(await store.loadMore()).toBe(true);
    expect(numbersOf(store.state.rows)).toEqual(count(0, 20));
  });

  it('stops between two pages', async() => {
    const store = new ResultStore(pageOf(count(0, 10), '10'), server(1_000).fetch, 10, LIMITS);

    store.onChange(({ pages }) => {
      if (pages === 3) {
        store.stop();
      }
    });
    await store.loadAll();
    expect(store.state).toMatchObject({ pages: 3, hasMore: true, loading: false });
  });

  it('loads all the time until it has all: what stops it must not come and go', async() => {
    const store = new ResultStore(pageOf(count(0, 10), '10'), server(50).fetch, 10, LIMITS);
    const told: boolean[] = [];

    store.onChange(({ loading }) => told.push(loading));
    await store.loadAll();
    expect(told.indexOf(false)).toBe(told.length - 1);
    expect(store.state).toMatchObject({ hasMore: false, loading: false });
  });

  it('asks for a page while the one before is shown, when all are wanted, and for none beyond what was stopped', async() => {
    const { fetch, asked } = server(1_000);
    const store = new ResultStore(pageOf(count(0, 10), '10'), fetch, 10, LIMITS);
    const askedBefore: number[] = [];

    const unlisten = store.onChange(({ pages }) => {
      askedBefore[pages] ??= asked.length;
      if (pages === 4) {
        store.stop();
      }
    });

    await store.loadAll();
    unlisten();
    expect(askedBefore.slice(2)).toEqual([2, 3, 4]);
    expect(numbersOf(store.state.rows)).toEqual(count(0, 40));
    await store.loadMore();
    expect(asked.map(([from]) => from)).toEqual(['10', '20', '30', '40', '40']);
    expect(numbersOf(store.state.rows)).toEqual(count(0, 50));
  });

  it('does not speak of more rows where a full page was the last', async() => {
    const pages: FetchPage = async(from) => from === 'end' ? pageOf([]) : pageOf(count(10, 20), 'end');
    const store = new ResultStore(pageOf(count(0, 10), '10'), pages, 10, { ...LIMITS, rows: 20 });

    await store.loadAll();
    expect(store.state).toMatchObject({ hasMore: false, limit: undefined, loading: false });
    expect(numbersOf(store.state.rows)).toEqual(count(0, 20));
  });

  it('passes over pages without rows', async() => {
    const pages = [pageOf([], 'b'), pageOf([], 'c'), pageOf([7], 'd')];
    const store = new ResultStore(pageOf([], 'a'), async() => pages.shift() ?? pageOf([]), 10, LIMITS);

    expect(await store.loadMore()).toBe(true);
    expect(numbersOf(store.state.rows)).toEqual([7]);
    expect(store.state).toMatchObject({ hasMore: true, pages: 4 });
    await store.loadMore();
    expect(store.state.hasMore).toBe(false);
  });

  it('ends at so many rows, and says so; an export has all of them', async() => {
    const { fetch, asked } = server(64);
    const store = new ResultStore(pageOf(count(0, 10), '10'), fetch, 10, { ...LIMITS, rows: 25 });

    await store.loadAll();
    expect(store.state).toMatchObject({ hasMore: true, limit: 'rows' });
    expect(numbersOf(store.state.rows)).toEqual(count(0, 25));
    expect(asked).toEqual([['10', 10], ['20', 5], ['25', 1]]);
    expect(await store.loadMore()).toBe(false);
    const exported: (number | undefined)[] = [];

    for await (const { rows } of store.allPages(new AbortController().signal)) {
      exported.push(...numbersOf(rows));
    }
    expect(exported).toEqual(count(0, 64));
    expect(store.state.rows).toHaveLength(25);
  });

  it('ends at so many bytes, and asks for fewer rows where they are large', async() => {
    const wide = (total: number, next?: string) => pageOf(count(0, total), next, { rows: count(0, total).map(() => [new Uint8Array(2 * 1024 * 1024), null]) });
    const sizes: number[] = [];
    const store = new ResultStore(wide(2, 'a'), async(_, size) => {
      sizes.push(size);

      return wide(size, 'b');
    }, 100, { rows: 1_000, bytes: 16 * 1024 * 1024 });

    await store.loadAll();
    expect(sizes).toEqual([3, 3]);
    expect(store.state).toMatchObject({ limit: 'bytes', hasMore: true });
  });

  it('gives an export up when it is told, and when a page fails', async() => {
    const abort = new AbortController();
    const read = async(store: ResultStore) => {
      for await (const { rows } of store.allPages(abort.signal)) {
        expect(rows).toHaveLength(2);
      }
    };

    await expect(read(new ResultStore(pageOf([1, 2], 'a'), async() => Promise.reject(new CqlError('timeout', 'late')), 10))).rejects.toMatchObject({ code: 'timeout' });
    const reading = read(new ResultStore(pageOf([1, 2], 'a'), never, 10));

    abort.abort();
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
  });

  it.each([0, 1, 2, 3, 4, 5, 6])('lets go of everything, also of what came %i turns before', async(turns) => {
    let answer: (page: ReturnType<typeof pageOf>) => void = () => undefined;
    const store = new ResultStore(pageOf([1], 'a'), () => new Promise((resolve) => {
      answer = resolve;
    }), 10);
    const loading = store.loadMore();

    await Promise.resolve();
    answer(pageOf([2], 'b'));
    for (let turn = 0; turn < turns; turn++) {
      await Promise.resolve();
    }
    store.close();
    await loading;
    expect(store.state).toMatchObject({ rows: [], bytes: 0, hasMore: false, loading: false });
    expect(await store.loadMore()).toBe(false);
  });

  it('loses no row and takes none twice, whatever fails, is stopped or asked at once', async() => {
    const act = fc.constantFrom('load', 'load', 'twice', 'stop', 'fail', 'empty', 'late');

    await fc.assert(fc.asyncProperty(fc.array(act, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), async(acts, pageSize) => {
      const { fetch } = server(60);
      let mode = '';
      let atOnce = 0;
      let most = 0;
      const store = new ResultStore(pageOf(count(0, 3), '3'), async(from, size, signal) => {
        const [now] = [mode];

        mode = '';
        most = Math.max(most, ++atOnce);
        await Promise.resolve();
        atOnce--;
        if (now === 'fail') {
          throw new CqlError('timeout', '');
        }

        return now === 'empty' ? pageOf([], from) : fetch(from, size, signal);
      }, pageSize, LIMITS);

      for (const each of acts) {
        mode = each;
        const loading = [store.loadMore(), ...(each === 'twice' ? [store.loadMore()] : [])];

        if (each === 'late') {
          await Promise.resolve();
          await Promise.resolve();
          await Promise.resolve();
        }
        if (each === 'stop' || each === 'late') {
          store.stop();
        }
        await Promise.all(loading);
        expect(store.state.loading).toBe(false);
        expect(numbersOf(store.state.rows)).toEqual(count(0, store.state.rows.length));
      }
      await store.loadAll();
      expect(numbersOf(store.state.rows)).toEqual(count(0, 60));
      expect(most).toBeLessThanOrEqual(1);
    }));
  });
});
