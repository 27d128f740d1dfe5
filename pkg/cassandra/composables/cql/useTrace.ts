import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { consoleErrorOf, type ConsoleError } from '../../core/console/errors';
import { readTrace, type QueryRows } from '../../core/console/read-trace';
import type { Trace } from '../../core/console/trace';
import { readRows, type Row } from '../../core/cql/values/plain';
import type { CqlSession } from '../../core/cql/session';

export interface TraceReading {
  /** As far as it has come. */
  readonly trace: Readonly<ShallowRef<Trace | undefined>>;
  readonly loading: Readonly<Ref<boolean>>;
  readonly error: Readonly<ShallowRef<ConsoleError | undefined>>;
}

/** In rows. A trace seldom has more events. */
const PAGE_SIZE = 1_000;

/** How long one look may take, in milliseconds. */
const LOOK_MS = 10_000;

/** Reads a trace, until it is all there or the component that asked is gone. */
export function useTrace(session: CqlSession, id: string): TraceReading {
  const trace = shallowRef<Trace>();
  const loading = ref(true);
  const error = shallowRef<ConsoleError>();
  const abort = new AbortController();

  async function read(): Promise<void> {
    try {
      trace.value = await readTrace(rowsOf(session), id, {
        onPart: (part) => {
          trace.value = part;
        },
      }, abort.signal);
    } catch (thrown) {
      error.value = abort.signal.aborted ? undefined : consoleErrorOf(thrown);
    }
    loading.value = false;
  }

  read();
  onScopeDispose(() => abort.abort());

  return { trace, loading, error };
}

/** All rows of a statement, whose values our own code can read. */
function rowsOf(session: CqlSession): QueryRows {
  return async(statement, signal) => {
    const rows: Row[] = [];
    let from: string | undefined;

    do {
      const page = await session.execute(statement, { consistency: 'ONE', pageSize: PAGE_SIZE, timeoutMs: LOOK_MS, ...(from !== undefined && { from }), ...(signal && { signal }) });

      rows.push(...readRows(page));
      from = page.next;
    } while (from !== undefined);

    return rows;
  };
}
