import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { ConsentAnswers } from '../../core/console/consent';
import type { Entry } from '../../core/console/entry';
import { planText, type Plan } from '../../core/console/plan';
import { runConsole } from '../../core/console/runner';
import type { Range } from '../../core/cql/place';
import type { CqlSession } from '../../core/cql/session';
import { splitStatements, statementAt } from '../../core/cql/split';
import { useText } from '../useText';
import type { ConsoleKeys } from './consoleKeys';
import { describeSchema } from './describeSchema';
import { useConsoleDraft } from './useConsoleDraft';
import { useConsoleHistory, type ConsoleHistory } from './useConsoleHistory';
import { useConsoleRuns, type ConsoleRun, type ConsoleRuns } from './useConsoleRuns';
import { useConsoleSettings, type ConsoleSettingsState } from './useConsoleSettings';
import type { CqlSchema } from './useCqlSchema';
import { useSavedQueries, type SavedQueryList } from './useSavedQueries';

/** What somebody wants to be run. */
export interface Proposal {
  readonly plan: Plan;
  /** What of the text: the selection, or if it is empty the statement at the cursor. All of it, if absent. */
  readonly selection?: Range;
}

/** After a statement that has failed, with others after it. */
export interface FailureQuestion {
  readonly failed: Entry;
  /** How many statements come after it. */
  readonly left: number;
}

/** `all`: also after those that fail later. */
export type FailureAnswer = 'goOn' | 'all' | 'end';

export type ConsolePanel = 'history' | 'queries';

export interface Console extends Omit<ConsoleSettingsState, 'leave'>, Pick<ConsoleRuns, 'runs' | 'clear'> {
  readonly session: Readonly<Ref<CqlSession | undefined>>;
  /** In the editor. */
  readonly text: Ref<string>;
  readonly history: ConsoleHistory;
  readonly queries: SavedQueryList;
  /** What is open beside the editor. */
  readonly panel: Ref<ConsolePanel | undefined>;
  /** That is being run. */
  readonly running: Readonly<ShallowRef<ConsoleRun | undefined>>;
  /** Whether something can be run now. */
  readonly mayRun: ComputedRef<boolean>;
  /** What was not run, because something in it is refused: its plan says what and why. */
  readonly refusal: Readonly<ShallowRef<Proposal | undefined>>;
  /** What is run once its consents are given. */
  readonly asking: Readonly<ShallowRef<Proposal | undefined>>;
  readonly question: Readonly<ShallowRef<FailureQuestion | undefined>>;
  /** @param selection see {@link Proposal} */
  run(selection?: Range): void;
  /** Gives the text of a file that `SOURCE` names, for what was refused for want of it, and tries that again. */
  giveSource(file: string, text: string): void;
  /** Answers what is asked; without answers, nothing is run. */
  consent(answers?: ConsentAnswers): void;
  answer(answer: FailureAnswer): void;
  /** Nothing more is waited for. */
  stop(): void;
}

/**
 * The console of one cluster. It outlives sessions: what was written and what has come stays when one takes the place of
 * another.
 */
export function useConsole(session: Readonly<Ref<CqlSession | undefined>>, schema: CqlSchema | undefined, keys: ConsoleKeys): Console {
  const t = useText();
  const text = useConsoleDraft(keys.draft);
  const history = useConsoleHistory(keys.history);
  const { leave, ...state } = useConsoleSettings(session);
  const runs = useConsoleRuns();
  const panel = ref<ConsolePanel>();
  const running = shallowRef<ConsoleRun>();
  const refusal = shallowRef<Proposal>();
  const asking = shallowRef<Proposal>();
  const question = shallowRef<FailureQuestion>();
  const mayRun = computed(() => session.value !== undefined && !running.value && !asking.value && !state.isEntering.value);
  /** Texts of files, for one run only: the files may be others the next time. */
  let sources = new Map<string, string>();
  let abort = new AbortController();
  let reply: ((answer: FailureAnswer) => void) | undefined;

  function propose(selection: Range | undefined): void {
    const plan = planText(text.value, state.settings.value, selection, sources);
    const proposal: Proposal = { plan, ...(selection && { selection }) };

    refusal.value = undefined;
    if (plan.refusals.length > 0) {
      refusal.value = proposal;
    } else if (plan.consents.length > 0) {
      asking.value = proposal;
    } else {
      start(proposal, {});
    }
  }

  function run(selection?: Range): void {
    if (mayRun.value) {
      sources = new Map();
      propose(selection);
    }
  }

  function giveSource(file: string, given: string): void {
    const { selection } = refusal.value ?? {};

    if (mayRun.value && refusal.value) {
      sources.set(file, given);
      propose(selection);
    }
  }

  function consent(answers?: ConsentAnswers): void {
    const proposal = asking.value;

    asking.value = undefined;
    if (!proposal || !answers || !mayRun.value) {
      return;
    }
    if (proposal.plan.settings === state.settings.value) {
      start(proposal, answers);
    } else {
      // It was judged under other settings, or in another session.
      propose(proposal.selection);
    }
  }

  async function start({ plan, selection }: Proposal, consents: ConsentAnswers): Promise<void> {
    const target = session.value;

    if (!target) {
      return;
    }
    const { run: begun, tell, flush, end } = runs.begin(plan);
    let goesOn = false;

    abort = new AbortController();
    running.value = begun;
    remember(plan, selection, begun.startedAt);
    const { outcome, entries, schemaChanged } = await runConsole(plan, target, {
      consents,
      onSetting: state.change,
      onEntry(entry) {
        tell(entry);
        obey(entry, begun);
      },
      async goesOn(failed) {
        const left = plan.steps.length - failed.index - 1;

        flush();
        if (!goesOn && left > 0) {
          const answer = await ask({ failed, left });

          goesOn = answer === 'all';

          return answer !== 'end';
        }

        return left > 0;
      },
      describe: describeSchema(target, schema, () => t('cassandra.cql.notDescribed')),
    }, abort.signal);

    end(outcome);
    question.value = undefined;
    running.value = undefined;
    if (entries.some(({ error }) => error?.hint === 'noKeyspace')) {
      leave();
    }
    if (schemaChanged) {
      // The node that did it is the first to know.
      schema?.reload([...entries].reverse().find((entry) => entry.schemaChanged)?.coordinator);
    }
  }

  /** A part of a statement is not kept: what makes a password of a string may stand in the rest. */
  function remember({ steps, texts, settings: { keyspace } }: Plan, selection: Range | undefined, at: number): void {
    const all = texts.get(undefined) ?? '';
    const isCursor = selection?.start === selection?.end;
    const range = selection && isCursor ? statementAt(all, splitStatements(all), selection.start) : selection;

    if (!steps.some(({ isPart }) => isPart)) {
      history.add(range ? all.slice(range.start, range.end) : all, at, keyspace);
    }
  }

  function obey({ answer }: Entry, begun: ConsoleRun): void {
    if (answer?.kind === 'clear') {
      runs.clear(begun);
    } else if (answer?.kind === 'history') {
      panel.value = 'history';
    }
  }

  function ask(asked: FailureQuestion): Promise<FailureAnswer> {
    question.value = asked;

    return new Promise((resolve) => {
      reply = resolve;
    });
  }

  function answer(given: FailureAnswer): void {
    question.value = undefined;
    reply?.(given);
  }

  onScopeDispose(() => abort.abort());

  return {
    ...state, runs: runs.runs, clear: runs.clear, session, text, history, queries: useSavedQueries(keys.queries), panel, running, mayRun, refusal, asking, question,
    run, giveSource, consent, answer,
    stop: () => abort.abort(),
  };
}
