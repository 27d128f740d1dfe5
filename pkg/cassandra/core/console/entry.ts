import { CONCEALED } from '../cluster/conceal';
import type { Classified } from '../cql/classify';
import type { StatementKind } from '../cql/shape';
import type { ConsoleError } from './errors';
import type { ResultStore } from './result';
import type { CommandSetting, ConsoleSettings } from './settings';
import type { Spot, Step, TextRange } from './step';

export type EntryState = 'waiting' | 'running' | 'done' | 'failed' | 'stopped' | 'skipped';

/**
 * Why a step was not run: one before it failed, it was stopped, `EXIT` came before it, the keyspace that it was judged in
 * could not be entered, or the results before it have taken all the room.
 */
export type SkipReason = 'failed' | 'stopped' | 'exit' | 'keyspace' | 'room';

/** What a step answers beside rows. */
export type Answer =
  /** A command has changed a setting, or asked for it: `settings` of the entry has it. */
  | { readonly kind: 'setting'; readonly name: CommandSetting }
  | { readonly kind: 'keyspace'; readonly keyspace: string }
  /** In CQL. */
  | { readonly kind: 'definitions'; readonly text: string }
  /** A trace was asked for, which is read by its UUID. */
  | { readonly kind: 'trace'; readonly id: string }
  | { readonly kind: 'help'; readonly topics: readonly string[] }
  /** For whoever shows the console: to clear it, to show what was run before, or that nothing more is run. */
  | { readonly kind: 'clear' | 'history' | 'exit' }
  /** It has been done, and there is nothing to say. */
  | { readonly kind: 'nothing' };

/** What became of a step. Each change makes another one with the same index. */
export interface Entry {
  readonly index: number;
  /** Without its passwords: fit to be shown. */
  readonly statement: string;
  readonly kind: StatementKind;
  readonly effect: Classified['effect'];
  readonly where: TextRange;
  readonly state: EntryState;
  /** Those that it was or will be run with; of a command that changes them, as they are then. */
  readonly settings: ConsoleSettings;
  /** Milliseconds since the epoch. */
  readonly startedAt?: number;
  /** Until the first answer, or with `PAGING OFF` the last. */
  readonly durationMs?: number;
  readonly answer?: Answer;
  /** Its rows, of a statement that answers with a table, be it empty. */
  readonly result?: ResultStore;
  readonly error?: ConsoleError;
  /** Where in the text the error is, if it says so. */
  readonly errorAt?: Spot;
  /** In the server's own words. */
  readonly warnings: readonly string[];
  /** UUID, of the first page. */
  readonly trace?: string;
  /** Address (`host` of CqlNode). */
  readonly coordinator?: string;
  /** The schema is another one now, or may be. */
  readonly schemaChanged: boolean;
  readonly skipped?: SkipReason;
}

/** What there is to say of a step before it is run. */
export function entryOf({ index, statement, classified, where, settings }: Step): Entry {
  const { kind, effect, passwords } = classified;
  let shown = '';
  let at = 0;

  for (const { start, end } of passwords) {
    shown += statement.slice(at, start) + CONCEALED;
    at = end;
  }

  return { index, statement: shown + statement.slice(at), kind, effect, where, state: 'waiting', settings, warnings: [], schemaChanged: false };
}
