import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import { consoleErrorOf, type ConsoleError } from '../../core/console/errors';
import type { ResultStore } from '../../core/console/result';
import { csvOf } from '../../core/cql/export/csv';
import { exportFile, type ExportFormat } from '../../core/cql/export/file';
import { jsonOf } from '../../core/cql/export/json';
import { slicesOf, untilError } from '../../core/cql/export/progress';
import type { Page } from '../../core/cql/session';
import { Stopwatch } from '../breath';
import { openFileSink, type FileSink } from '../fileSink';

/**
 * - `partial`: it was stopped, or rows have not come (`error`): those before may be kept as a file or not
 * - `failed`: no file could be written, in the browser's words
 */
export type ExportState =
  | { readonly kind: 'idle' | 'discarded' }
  | { readonly kind: 'busy' | 'done'; readonly rows: number }
  | { readonly kind: 'partial'; readonly rows: number; readonly error?: ConsoleError }
  | { readonly kind: 'failed'; readonly message: string };

export interface Exporting {
  readonly state: Readonly<ShallowRef<ExportState>>;
  /** Asks for a file and writes all rows to it. To be called by a click. */
  start(format: ExportFormat): Promise<void>;
  stop(): void;
  /** Makes a file of the rows that there are of a part. */
  keep(): Promise<void>;
  /** Makes none. */
  discard(): Promise<void>;
}

/** In milliseconds, between two changes of how many rows there are. */
const TOLD_EVERY_MS = 200;

/** Writes all rows of a result into a file, with those that the server still has, of which none is kept. */
export function useExport(result: () => ResultStore): Exporting {
  const state = shallowRef<ExportState>({ kind: 'idle' });
  let sink: FileSink | undefined;
  let abort = new AbortController();

  async function start(format: ExportFormat): Promise<void> {
    await discard();
    const store = result();
    const file = await openFileSink(exportFile(format, store.state.columns, Date.now())).catch(failed);

    if (file) {
      sink = file;
      const outcome = await write(store, format, file).catch((thrown: unknown) => ({ kind: 'failed', message: messageOf(thrown) } as const));

      // It may have been given up meanwhile.
      if (sink === file) {
        await settle(outcome);
      }
    }
  }

  /** Something is left to be decided only of a part. */
  async function settle(outcome: ExportState): Promise<void> {
    if (outcome.kind === 'failed') {
      await discard();
    } else if (outcome.kind === 'done') {
      sink = undefined;
    }
    state.value = outcome;
  }

  async function write(store: ResultStore, format: ExportFormat, file: FileSink): Promise<ExportState> {
    const watch = new Stopwatch();
    let rows = 0;
    let told = performance.now();
    let isPartial = false;
    let error: ConsoleError | undefined;

    abort = new AbortController();
    const { signal } = abort;
    const pages = untilError(slicesOf(store.allPages(signal), (count) => {
      rows = count;
    }), (thrown) => {
      isPartial = true;
      error = signal.aborted ? undefined : consoleErrorOf(thrown);
    });

    state.value = { kind: 'busy', rows };
    for await (const text of chunksOf(untilAborted(pages, signal), format)) {
      await file.write(text);
      if (watch.isDue) {
        await watch.breathe();
      }
      if (performance.now() - told > TOLD_EVERY_MS) {
        told = performance.now();
        state.value = { kind: 'busy', rows };
      }
    }
    if (isPartial || signal.aborted) {
      return { kind: 'partial', rows, ...(error && { error }) };
    }
    await file.close();

    return { kind: 'done', rows };
  }

  function stop(): void {
    abort.abort();
  }

  /** Makes a file of what there is. */
  async function keep(): Promise<void> {
    if (sink && state.value.kind === 'partial') {
      const { rows } = state.value;
      const failure = await sink.close().catch((thrown: unknown) => messageOf(thrown));

      await settle(failure === undefined ? { kind: 'done', rows } : { kind: 'failed', message: failure });
    }
  }

  async function discard(): Promise<void> {
    const given = sink;

    sink = undefined;
    abort.abort();
    state.value = { kind: given ? 'discarded' : 'idle' };
    // What cannot be given up is closed by the browser with the page.
    await given?.abort().catch(() => undefined);
  }

  function failed(thrown: unknown): void {
    state.value = { kind: 'failed', message: messageOf(thrown) };
  }

  onScopeDispose(discard);

  return { state, start, stop, keep, discard };
}

/** Nothing more after it was stopped, also of the rows that are here already. */
async function *untilAborted(pages: AsyncIterable<Page>, signal: AbortSignal): AsyncGenerator<Page, void> {
  for await (const page of pages) {
    if (signal.aborted) {
      return;
    }
    yield page;
  }
}

function chunksOf(pages: AsyncIterable<Page>, format: ExportFormat): AsyncGenerator<string> {
  return format === 'json' ? jsonOf(pages) : csvOf(pages, { spreadsheet: format === 'spreadsheet' });
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
