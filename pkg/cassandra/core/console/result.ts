import type { Cell, Column, Page } from '../cql/session';
import { untilAborted } from './abort';
import { consoleErrorOf, type ConsoleError } from './errors';

export type Row = readonly Cell[];

/** What a result may take of the browser's memory. */
export interface ResultLimits {
  readonly rows: number;
  /** Of values, with {@link CELL_BYTES} for each. */
  readonly bytes: number;
}

/**
 * A table of so many rows is sorted and filtered in a moment; what is wider is bounded by its bytes. At a limit loading
 * ends and the rows stay: whoever wants all of them exports, which keeps none.
 */
export const RESULT_LIMITS: ResultLimits = { rows: 100_000, bytes: 64 * 1024 * 1024 };

/** What an array of bytes takes beside its bytes, about, in V8. */
const CELL_BYTES = 100;

/** Of values in a page, as far as the rows before it tell how large rows are. */
const PAGE_BYTES = 8 * 1024 * 1024;

/** In rows, where nobody looks at each page. */
const EXPORT_PAGE_SIZE = 1_000;

/** What there is of a result now. Each change makes another one. */
export interface ResultState {
  readonly columns: readonly Column[];
  /** All that have come so far. */
  readonly rows: readonly Row[];
  /** As {@link ResultLimits} counts them. */
  readonly bytes: number;
  readonly pages: number;
  /** Whether the server has more. */
  readonly hasMore: boolean;
  readonly loading: boolean;
  /** The limit at which loading has ended, though there is more. */
  readonly limit?: keyof ResultLimits;
  /** Why the next page did not come. It can be asked for again. */
  readonly error?: ConsoleError;
}

/**
 * Asks for the page after another.
 *
 * @param from `next` of the page before
 * @param pageSize in rows
 * @throws CqlError
 */
export type FetchPage = (from: string, pageSize: number, signal: AbortSignal) => Promise<Page>;

/** The rows of a result, page by page, as far as they are wanted and there is room for them. */
export class ResultStore {
  private current: ResultState = { columns: [], rows: [], bytes: 0, pages: 0, hasMore: false, loading: false };
  private readonly origin: Pick<Page, 'warnings' | 'coordinator' | 'durationMs'>;
  private next: string | undefined;
  private underWay: { readonly promise: Promise<boolean>; readonly abort: AbortController } | undefined;
  /** How often it was stopped, also between two pages. */
  private stops = 0;
  /** How many want all of it: between two pages it still loads, or what is to stop it would come and go. */
  private wholes = 0;
  /** The page after the one that has come last, while all of them are wanted: the server works on it while that one is shown. */
  private ahead: { readonly from: string; readonly page: Promise<Page>; readonly abort: AbortController } | undefined;
  private readonly listeners = new Set<(state: ResultState) => void>();

  /** @param pageSize in rows, of the pages after the first */
  constructor({ columns, warnings, coordinator, durationMs, ...first }: Page, private readonly fetch: FetchPage, private readonly pageSize: number, private readonly limits: ResultLimits = RESULT_LIMITS) {
    this.origin = { warnings, coordinator, durationMs };
    this.current = { ...this.current, columns };
    this.take(first, bytesOf(first.rows));
  }

  get state(): ResultState {
    return this.current;
  }

  /** Told of each change. Returns what ends it. */
  onChange(listener: (state: ResultState) => void): () => void {
    this.listeners.add(listener);

    return () => this.listeners.delete(listener);
  }

  /**
   * Loads the next rows, after an error once more; pages without any, which a filter leaves, are passed over. While some
   * are being loaded, it is those. Never rejects.
   *
   * @returns false if it was stopped or failed, which the state tells, or if there is nothing to load
   */
  loadMore(): Promise<boolean> {
    if (!this.underWay && this.mayLoad) {
      const abort = new AbortController();

      // Not before it is known to be under way: who is told that it loads may ask for more.
      this.underWay = { abort, promise: Promise.resolve().then(() => this.load(abort.signal)) };
    }

    return this.underWay?.promise ?? Promise.resolve(false);
  }

  /** Loads until the end, a limit, an error, or until it is stopped. */
  async loadAll(): Promise<void> {
    const { stops } = this;
    let goesOn = this.mayLoad;

    this.wholes++;
    while (goesOn) {
      goesOn = await this.loadMore() && this.mayLoad && this.stops === stops;
    }
    this.wholes--;
    if (this.wholes === 0) {
      this.dropAhead();
    }
    if (this.current.loading && !this.underWay) {
      this.change({ loading: false });
    }
  }

  /** Ends what is being loaded. What has come stays, and what has not can be asked for again. */
  stop(): void {
    this.stops++;
    this.underWay?.abort.abort();
    this.dropAhead();
  }

  /** Lets go of the rows. */
  close(): void {
    this.stop();
    this.next = undefined;
    this.change({ rows: [], bytes: 0, hasMore: false, limit: undefined, error: undefined });
    this.listeners.clear();
  }

  /**
   * All of it for an export: what is here as one page, then the rest, of which nothing is kept. The statement is not run
   * again.
   *
   * @throws CqlError
   */
  async *allPages(signal: AbortSignal): AsyncGenerator<Page, void> {
    await untilAborted(signal, this.underWay?.promise ?? Promise.resolve(true));
    let next = this.next;

    yield { ...this.origin, columns: this.current.columns, rows: this.current.rows, ...(next !== undefined && { next }) };
    while (next !== undefined) {
      const page = await untilAborted(signal, this.fetch(next, this.sizeOfPage(Math.max(this.pageSize, EXPORT_PAGE_SIZE)), signal));

      yield page;
      next = page.next;
    }
  }

  private get mayLoad(): boolean {
    return this.next !== undefined && this.current.limit === undefined;
  }

  private async load(signal: AbortSignal): Promise<boolean> {
    let error: ConsoleError | undefined;

    this.change({ loading: true, error });
    try {
      await this.loadRows(signal);
    } catch (thrown) {
      error = signal.aborted ? undefined : consoleErrorOf(thrown);
    }
    this.underWay = undefined;
    this.change({ loading: this.wholes > 0 && this.mayLoad && !error && !signal.aborted, error });

    return !error && !signal.aborted;
  }

  private async loadRows(signal: AbortSignal): Promise<void> {
    const { length } = this.current.rows;

    while (this.next !== undefined && this.current.rows.length === length && !signal.aborted) {
      const page = await untilAborted(signal, this.ask(this.next, length, signal));

      // It may have come and been given up at once; it is asked for again.
      if (!signal.aborted) {
        const bytes = this.current.bytes + bytesOf(page.rows);

        this.askAhead(page, bytes);
        this.take(page, bytes);
      }
    }
    if (this.next !== undefined && this.current.limit === 'rows') {
      await this.lookBeyond(this.next, signal);
    }
  }

  /** @param have rows, with those that are being taken */
  private ask(from: string, have: number, signal: AbortSignal): Promise<Page> {
    const { ahead } = this;

    this.ahead = undefined;
    if (ahead?.from === from) {
      return ahead.page;
    }
    ahead?.abort.abort();

    return this.fetch(from, Math.min(this.sizeOfPage(this.pageSize), this.limits.rows - have), signal);
  }

  private askAhead({ rows, next }: Page, bytes: number): void {
    const have = this.current.rows.length + rows.length;

    if (this.wholes > 0 && next !== undefined && have < this.limits.rows && bytes < this.limits.bytes) {
      const abort = new AbortController();
      const page = this.ask(next, have, abort.signal);

      // It is told when it is wanted.
      page.catch(() => undefined);
      this.ahead = { from: next, page, abort };
    }
  }

  private dropAhead(): void {
    this.ahead?.abort.abort();
    this.ahead = undefined;
  }

  /** A page that is full promises another one, also when it was the last. Whoever has all rows is not to be told that there are more. */
  private async lookBeyond(next: string, signal: AbortSignal): Promise<void> {
    const { rows, next: after } = await untilAborted(signal, this.fetch(next, 1, signal));

    if (rows.length === 0 && after === undefined && !signal.aborted) {
      this.next = undefined;
      this.change({ hasMore: false, limit: undefined });
    }
  }

  /** @param bytes with what was there before */
  private take({ rows, next }: Pick<Page, 'rows' | 'next'>, bytes: number): void {
    const all = this.current.rows.concat(rows);
    const limit = all.length >= this.limits.rows ? 'rows' : bytes >= this.limits.bytes ? 'bytes' : undefined;

    this.next = next;
    this.change({ rows: all, bytes, pages: this.current.pages + 1, hasMore: next !== undefined, limit: next === undefined ? undefined : limit });
  }

  /** As many rows as are wanted, or fewer where rows are large. */
  private sizeOfPage(wanted: number): number {
    const { rows, bytes } = this.current;

    return rows.length === 0 ? wanted : Math.max(1, Math.min(wanted, Math.floor(PAGE_BYTES / Math.max(1, bytes / rows.length))));
  }

  private change(change: Partial<ResultState>): void {
    this.current = { ...this.current, ...change };
    this.listeners.forEach((listener) => listener(this.current));
  }
}

/** As {@link ResultLimits} counts them. */
function bytesOf(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => row.reduce((inRow, cell) => inRow + (cell?.length ?? 0) + CELL_BYTES, sum), 0);
}
