import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import type { Entry } from '../../core/console/entry';
import type { Notice } from '../../core/console/notice';
import type { Plan } from '../../core/console/plan';
import { RESULT_LIMITS } from '../../core/console/result';
import type { RunOutcome } from '../../core/console/runner';
import { oncePerFrame } from './oncePerFrame';

/** A text that was run, and what becomes of it. */
export interface ConsoleRun {
  readonly id: number;
  /** All of the editor's text at that moment, in which the places of the entries are. */
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly notices: readonly Notice[];
  /** In their order. Each change makes another list; an entry that has not changed stays the same object. */
  readonly entries: Readonly<ShallowRef<readonly Entry[]>>;
  /** Undefined while it runs. */
  readonly outcome: Readonly<ShallowRef<RunOutcome | undefined>>;
}

/** Whoever runs it tells what becomes of it. */
export interface RunTeller {
  readonly run: ConsoleRun;
  tell(entry: Entry): void;
  /** What was told is seen now, and not with the next picture. */
  flush(): void;
  end(outcome: RunOutcome): void;
}

export interface ConsoleRuns {
  /** The newest first: it is what one looks at, and stands next to the editor. */
  readonly runs: Readonly<ShallowRef<readonly ConsoleRun[]>>;
  begin(plan: Plan): RunTeller;
  /** Takes away those before a run, or all, and lets go of their rows. */
  clear(before?: ConsoleRun): void;
}

const MOST_RUNS = 20;
/** Of rows, in all runs but the newest, which has limits of its own. */
const MOST_BYTES = 2 * RESULT_LIMITS.bytes;

/** What was run, as far as there is room for it. */
export function useConsoleRuns(now: () => number = Date.now): ConsoleRuns {
  const runs = shallowRef<readonly ConsoleRun[]>([]);
  let count = 0;

  /** Keeps the first ones. */
  function keep(kept: readonly ConsoleRun[], dropped: readonly ConsoleRun[]): void {
    runs.value = kept;
    dropped.forEach(letGo);
  }

  function clear(before?: ConsoleRun): void {
    const index = before ? runs.value.indexOf(before) + 1 : 0;

    keep(runs.value.slice(0, index), runs.value.slice(index));
  }

  function trim(): void {
    let bytes = 0;
    const full = runs.value.slice(1).findIndex(({ entries }) => {
      bytes += bytesOf(entries.value);

      return bytes > MOST_BYTES;
    });
    const kept = Math.min(full < 0 ? Infinity : full + 1, MOST_RUNS);

    keep(runs.value.slice(0, kept), runs.value.slice(kept));
  }

  function begin({ texts, notices, steps }: Plan): RunTeller {
    const entries = shallowRef<readonly Entry[]>([]);
    const outcome = shallowRef<RunOutcome>();
    const run: ConsoleRun = { id: ++count, text: texts.get(undefined) ?? '', startedAt: now(), notices, entries, outcome };
    const told = new Map<number, Entry>();
    const frames = oncePerFrame(() => {
      const next = entries.value.length ? [...entries.value] : new Array<Entry>(steps.length);

      told.forEach((entry, index) => {
        next[index] = entry;
      });
      told.clear();
      entries.value = next;
    });

    runs.value = [run, ...runs.value];
    trim();

    return {
      run,
      tell(entry) {
        told.set(entry.index, entry);
        frames.ask();
      },
      flush: frames.flush,
      end(ended) {
        frames.flush();
        outcome.value = ended;
        if (!runs.value.includes(run)) {
          letGo(run);
        }
      },
    };
  }

  onScopeDispose(() => clear());

  return { runs, begin, clear };
}

function letGo({ entries }: ConsoleRun): void {
  entries.value.forEach(({ result }) => result?.close());
}

function bytesOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { result }) => sum + (result?.state.bytes ?? 0), 0);
}
