import type { Command } from '../cql/commands';
import type { Describe } from '../cql/describe';
import type { CqlSession, Page } from '../cql/session';
import { untilAborted } from './abort';
import { missingConsents, type ConsentAnswers } from './consent';
import { entryOf, type Answer, type Entry, type SkipReason } from './entry';
import { consoleErrorOf, mayHaveHappened } from './errors';
import { spotOf, type Plan } from './plan';
import { RESULT_LIMITS, ResultStore, type ResultLimits } from './result';
import { changeSetting, changesOf, executionOf, settingOf, type ConsoleSettings, type SettingChange } from './settings';
import type { Step } from './step';

/** Whoever shows the console. */
export interface RunCallbacks {
  /** What there is to say of a step has changed. All steps are told once before the first is run. */
  onEntry(entry: Entry): void;
  /** A command or `USE` has changed a setting. */
  onSetting(change: SettingChange): void;
  /** Whether to go on after a step that has failed; not, if nobody can be asked. */
  goesOn?(failed: Entry): boolean | Promise<boolean>;
  /** The definitions, in CQL, for a server that cannot give them itself. @throws CqlError */
  describe(described: Describe, keyspace: string | undefined, signal: AbortSignal): Promise<string>;
}

export interface RunOptions extends RunCallbacks {
  readonly consents: ConsentAnswers;
  readonly limits?: ResultLimits;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** `refused`: the plan may not be run as it is, and nothing of it was. */
export type RunOutcome = 'done' | 'failed' | 'stopped' | 'refused';

export interface RunSummary {
  readonly outcome: RunOutcome;
  readonly entries: readonly Entry[];
  /** As they are afterwards. */
  readonly settings: ConsoleSettings;
  /** Whether the schema is to be read again. */
  readonly schemaChanged: boolean;
}

/** The first major version that describes by itself. */
const DESCRIBES = 4;

/** As many results as large as they may be are there room for in one run. */
const MOST_RESULTS = 4;

/** What `SHOW` asks the node. */
const SHOWN = {
  host: `SELECT cluster_name, broadcast_address, data_center, rack, host_id FROM system.local WHERE key = 'local'`,
  version: `SELECT release_version, cql_version, native_protocol_version FROM system.local WHERE key = 'local'`,
};

/** What a step has come to. */
type Outcome = Partial<Pick<Entry, 'answer' | 'result' | 'warnings' | 'trace' | 'coordinator' | 'settings' | 'error'>>;

/**
 * Runs the steps of a plan, one after another, with the settings that it begins with. Never rejects.
 *
 * @param signal stops: the step that is being run is waited for no longer, and none is run after it. What has come stays.
 *   The server carries on with what it has begun.
 */
export function runConsole(plan: Plan, session: CqlSession, options: RunOptions, signal: AbortSignal): Promise<RunSummary> {
  return new Run(plan, session, options, signal).run();
}

class Run {
  private readonly entries: Entry[];
  private settings: ConsoleSettings;
  private readonly now: () => number;
  private readonly limits: ResultLimits;
  private failed = false;

  constructor(private readonly plan: Plan, private readonly session: CqlSession, private readonly options: RunOptions, private readonly signal: AbortSignal) {
    this.entries = plan.steps.map(entryOf);
    this.settings = plan.settings;
    this.now = options.now ?? Date.now;
    this.limits = options.limits ?? RESULT_LIMITS;
  }

  async run(): Promise<RunSummary> {
    const { plan, entries, options } = this;

    if (plan.refusals.length > 0 || missingConsents(plan.consents, options.consents).length > 0) {
      return { outcome: 'refused', entries: [], settings: this.settings, schemaChanged: false };
    }
    entries.forEach((entry) => options.onEntry(entry));
    let skipped: SkipReason | undefined;

    for (const step of plan.steps) {
      skipped ??= this.signal.aborted ? 'stopped' : this.isFull ? 'room' : undefined;
      const reason = skipped ?? (this.isElsewhere(step) ? 'keyspace' : undefined);

      if (reason) {
        this.tell(step, { state: 'skipped', skipped: reason });
      } else {
        skipped = await this.runStep(step);
      }
    }

    return {
      outcome: this.signal.aborted ? 'stopped' : this.failed || skipped === 'room' ? 'failed' : 'done',
      entries,
      settings: this.settings,
      schemaChanged: entries.some(({ schemaChanged }) => schemaChanged),
    };
  }

  /**
   * Whether a step was judged, and perhaps consented to, in a keyspace that was not entered: it would meet another
   * keyspace's tables of the same name.
   */
  private isElsewhere({ classified: { kind, guard, targets }, settings: { keyspace } }: Step): boolean {
    const isBound = targets.some((target) => target.keyspace === keyspace) || (guard !== 'none' && targets.length === 0);

    return keyspace !== this.settings.keyspace && kind !== 'use' && isBound;
  }

  /** @returns why the steps after it are not run, if they are not */
  private async runStep(step: Step): Promise<SkipReason | undefined> {
    const { effect, kind } = step.classified;
    const startedAt = this.now();
    const mayChange = effect === 'schema' || kind === 'unknown';
    const durationMs = () => Math.max(0, this.now() - startedAt);

    this.tell(step, { state: 'running', settings: this.settings, startedAt });
    try {
      const outcome = await (step.command ? this.runCommand(step, step.command) : this.runStatement(step, step.statement));

      if (!outcome.error) {
        this.tell(step, { state: 'done', durationMs: durationMs(), schemaChanged: mayChange, ...outcome });

        return outcome.answer?.kind === 'exit' ? 'exit' : undefined;
      }
      this.tell(step, { state: 'failed', durationMs: durationMs(), schemaChanged: mayChange, ...outcome });
    } catch (thrown) {
      const error = consoleErrorOf(thrown, step.statement, step.classified.passwords);
      const schemaChanged = mayChange && mayHaveHappened(error);

      if (this.signal.aborted) {
        this.tell(step, { state: 'stopped', durationMs: durationMs(), schemaChanged });

        return 'stopped';
      }
      const { where } = step;
      const errorAt = error.at && spotOf(this.plan, { ...where, start: where.start + error.at.start, end: where.start + error.at.end });

      this.tell(step, { state: 'failed', durationMs: durationMs(), schemaChanged, error, ...(errorAt && { errorAt }) });
    }
    this.failed = true;

    return await this.asksToGoOn(step) ? undefined : 'failed';
  }

  /** Whether results have taken so much room that there is none for more. */
  private get isFull(): boolean {
    return this.entries.reduce((sum, { result }) => sum + (result?.state.bytes ?? 0), 0) >= MOST_RESULTS * this.limits.bytes;
  }

  private async asksToGoOn({ index }: Step): Promise<boolean> {
    const entry = this.entries[index];

    // Nothing can be run in a session that has ended.
    if (!entry || !this.options.goesOn || entry.error?.code === 'closed') {
      return false;
    }
    try {
      return await untilAborted(this.signal, Promise.resolve(this.options.goesOn(entry)));
    } catch {
      return false;
    }
  }

  private async runCommand(step: Step, command: Command): Promise<Outcome> {
    const name = settingOf(command);

    for (const change of changesOf(command)) {
      this.set(change);
    }
    if (name) {
      return { answer: { kind: 'setting', name }, settings: this.settings };
    }
    switch (command.kind) {
    case 'describe': return this.describe(step, command);
    case 'show':
      if (command.what === 'host' || command.what === 'version') {
        // Not at a level that is for writing only.
        return this.runStatement(step, SHOWN[command.what], { ...this.settings, consistency: 'ONE' });
      }

      return { answer: answerTo(command) };
    default: return { answer: answerTo(command) };
    }
  }

  private async describe({ statement, ...step }: Step, command: Describe): Promise<Outcome> {
    if (Number.parseInt(this.session.release, 10) >= DESCRIBES) {
      return this.runStatement({ statement, ...step }, statement);
    }
    const text = await untilAborted(this.signal, this.options.describe(command, this.settings.keyspace, this.signal));

    return { answer: { kind: 'definitions', text } };
  }

  private async runStatement(step: Step, statement: string, settings = this.settings): Promise<Outcome> {
    const { signal, session } = this;
    const { tracing, ...execution } = executionOf(settings);
    const page = await untilAborted(signal, session.execute(statement, { ...execution, ...(tracing && { tracing }), signal }));

    if (page.keyspace !== undefined) {
      this.set({ set: 'keyspace', to: page.keyspace });
    }
    const { warnings, trace, coordinator, keyspace } = page;
    const told: Outcome = { warnings, coordinator, ...(trace !== undefined && { trace }), settings: this.settings };

    if (page.columns.length === 0) {
      return { ...told, answer: keyspace === undefined ? { kind: 'nothing' } : { kind: 'keyspace', keyspace } };
    }
    const result = new ResultStore(page, (from, pageSize, stop) => session.execute(statement, { ...execution, pageSize, from, signal: stop }), execution.pageSize, this.limits);

    // It is shown while it grows.
    this.tell(step, { ...told, result });
    await this.loadFurther(result, page);

    return { ...told, result, ...(result.state.error && { error: result.state.error }) };
  }

  /** To the end where nobody pages by hand, else at least to a first row. */
  private async loadFurther(result: ResultStore, { rows }: Page): Promise<void> {
    const { paging } = this.settings;

    if (paging && rows.length > 0) {
      return;
    }
    try {
      await untilAborted<unknown>(this.signal, paging ? result.loadMore() : result.loadAll());
    } catch (aborted) {
      result.stop();
      throw aborted;
    }
  }

  private set(change: SettingChange): void {
    this.settings = changeSetting(this.settings, change);
    this.options.onSetting(change);
  }

  private tell({ index }: Step, change: Partial<Entry>): void {
    const before = this.entries[index];

    if (before) {
      this.entries[index] = { ...before, ...change };
      this.options.onEntry({ ...before, ...change });
    }
  }
}

/** What is answered without the server. */
function answerTo(command: Command): Answer {
  switch (command.kind) {
  case 'help': return { kind: 'help', topics: command.topics };
  case 'clear':
  case 'history':
  case 'exit': return { kind: command.kind };
  case 'show': return command.what === 'session' ? { kind: 'trace', id: command.session } : { kind: 'nothing' };
  default: return { kind: 'nothing' };
  }
}
